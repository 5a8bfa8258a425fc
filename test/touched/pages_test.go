package touched

import (
	"reflect"
	"sync"
	"testing"

	"modernc.org/libc"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// meter counts the database pages that connections ask for, whether they are in memory or not.
type meter struct {
	lock  sync.Mutex
	conns []uintptr
}

// watch makes a meter of every connection that is opened from now on.
func watch() *meter {
	m := &meter{}
	sqlite.RegisterConnectionHook(func(conn sqlite.ExecQuerierContext, _ string) error {
		m.lock.Lock()
		defer m.lock.Unlock()
		m.conns = append(m.conns, uintptr(reflect.ValueOf(conn).Elem().FieldByName("db").Uint()))
		return nil
	})
	return m
}

// forget lets go of connections, which were closed.
func (m *meter) forget() {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.conns = nil
}

// pages counts what was asked for since the last call.
func (m *meter) pages(t *testing.T) int {
	t.Helper()
	m.lock.Lock()
	defer m.lock.Unlock()
	tls := libc.NewTLS()
	defer tls.Close()
	out := tls.Alloc(8)
	defer tls.Free(8)
	total := 0
	for _, db := range m.conns {
		for _, op := range []int32{sqlite3.SQLITE_DBSTATUS_CACHE_HIT, sqlite3.SQLITE_DBSTATUS_CACHE_MISS} {
			if rc := sqlite3.Xsqlite3_db_status(tls, db, op, out, out+4, 1); rc != sqlite3.SQLITE_OK {
				t.Fatalf("the pages are not counted: %d", rc)
			}
			total += int(*(*int32)(pointer(out)))
		}
	}
	return total
}
