package direct

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// mostStatements bounds how many statements stay prepared with a connection.
const mostStatements = 400

// conn is one connection. One goroutine at a time uses it.
type conn struct {
	tls      *libc.TLS
	db       uintptr
	prepared map[string]*statement
}

var errNoMemory = errors.New("sqlite: no memory")

type statement struct {
	handle  uintptr
	memory  uintptr // of the arguments
	columns int
	takes   []int // for each parameter the place of its argument
	busy    bool
	kept    bool
}

// pointer gives memory that SQLite owns.
func pointer(p uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&p)) }

func open(path string, pragmas []string) (*conn, error) {
	c := &conn{tls: libc.NewTLS(), prepared: map[string]*statement{}}
	name, err := libc.CString(path)
	if err != nil {
		c.tls.Close()
		return nil, err
	}
	defer libc.Xfree(c.tls, name)
	out := c.tls.Alloc(8)
	defer c.tls.Free(8)
	// Not read-only: whoever reads in WAL mode takes part in its index.
	rc := sqlite3.Xsqlite3_open_v2(c.tls, name, out, sqlite3.SQLITE_OPEN_READWRITE|sqlite3.SQLITE_OPEN_NOMUTEX, 0)
	c.db = *(*uintptr)(pointer(out))
	if rc != sqlite3.SQLITE_OK {
		return nil, c.abandon(c.failure(rc))
	}
	if rc := c.steady(); rc != sqlite3.SQLITE_OK {
		return nil, c.abandon(c.failure(rc))
	}
	for _, text := range pragmas {
		if err := c.run(text); err != nil {
			return nil, c.abandon(err)
		}
	}
	return c, nil
}

// steady keeps plans as they were made: otherwise a statement that a partial index may serve is planned
// anew for each argument.
func (c *conn) steady() int32 {
	list := libc.NewVaList(int32(1), uintptr(0))
	defer libc.Xfree(c.tls, list)
	return sqlite3.Xsqlite3_db_config(c.tls, c.db, sqlite3.SQLITE_DBCONFIG_ENABLE_QPSG, list)
}

func (c *conn) abandon(why error) error {
	_ = c.close()
	return why
}

func (c *conn) close() error {
	c.forget()
	rc := sqlite3.Xsqlite3_close_v2(c.tls, c.db)
	c.tls.Close()
	if rc != sqlite3.SQLITE_OK {
		return fmt.Errorf("sqlite: close: code %d", rc)
	}
	return nil
}

// failure is what SQLite says of the last call.
func (c *conn) failure(rc int32) error {
	return fmt.Errorf("sqlite: %s (%d)", libc.GoString(sqlite3.Xsqlite3_errmsg(c.tls, c.db)), rc)
}

// run runs a statement that takes and gives nothing.
func (c *conn) run(text string) error {
	rows, err := c.query(context.Background(), text, nil)
	if err != nil {
		return err
	}
	rows.Next()
	_ = rows.Close()
	return rows.Err()
}

// pages counts what was asked of the page cache.
func (c *conn) pages() (total int64) {
	out := c.tls.Alloc(8)
	defer c.tls.Free(8)
	for _, what := range []int32{sqlite3.SQLITE_DBSTATUS_CACHE_HIT, sqlite3.SQLITE_DBSTATUS_CACHE_MISS} {
		if sqlite3.Xsqlite3_db_status(c.tls, c.db, what, out, out+4, 0) == sqlite3.SQLITE_OK {
			total += int64(*(*int32)(pointer(out)))
		}
	}
	return total
}

// prepare gives a statement that nobody is reading from: the one that is kept, or a further one.
func (c *conn) prepare(text string) (*statement, error) {
	s := c.prepared[text]
	if s != nil && !s.busy {
		return s, nil
	}
	raw, err := libc.CString(text)
	if err != nil {
		return nil, err
	}
	defer libc.Xfree(c.tls, raw)
	out := c.tls.Alloc(8)
	defer c.tls.Free(8)
	if rc := sqlite3.Xsqlite3_prepare_v3(c.tls, c.db, raw, int32(len(text)), sqlite3.SQLITE_PREPARE_PERSISTENT, out, 0); rc != sqlite3.SQLITE_OK {
		return nil, c.failure(rc)
	}
	fresh := &statement{handle: *(*uintptr)(pointer(out))}
	fresh.columns = int(sqlite3.Xsqlite3_column_count(c.tls, fresh.handle))
	if fresh.takes, err = c.parameters(fresh.handle); err != nil {
		sqlite3.Xsqlite3_finalize(c.tls, fresh.handle)
		return nil, err
	}
	if s != nil {
		return fresh, nil
	}
	if len(c.prepared) >= mostStatements {
		c.forget()
	}
	fresh.kept, c.prepared[text] = true, fresh
	return fresh, nil
}

// parameters gives for each parameter, in the order in which SQLite met them, the place of its argument:
// $1 is the first.
func (c *conn) parameters(handle uintptr) ([]int, error) {
	out := make([]int, sqlite3.Xsqlite3_bind_parameter_count(c.tls, handle))
	for i := range out {
		name := libc.GoString(sqlite3.Xsqlite3_bind_parameter_name(c.tls, handle, int32(i+1)))
		n, err := strconv.Atoi(strings.TrimPrefix(name, "$"))
		if err != nil || n < 1 {
			return nil, fmt.Errorf("sqlite: a parameter is called %q", name)
		}
		out[i] = n - 1
	}
	return out, nil
}

// forget finalizes what is prepared; what is being read from is finalized at its end.
func (c *conn) forget() {
	for _, s := range c.prepared {
		s.kept = false
		if !s.busy {
			sqlite3.Xsqlite3_finalize(c.tls, s.handle)
		}
	}
	clear(c.prepared)
}

// bind gives the statement its arguments. Their texts lie in memory of its own until it is reset.
func (c *conn) bind(s *statement, args []any) error {
	size := 1
	for _, arg := range args {
		if text, ok := arg.(string); ok {
			size += len(text)
		}
	}
	if s.memory = libc.Xmalloc(c.tls, libc.Tsize_t(size)); s.memory == 0 {
		return errNoMemory
	}
	at := s.memory
	for i, of := range s.takes {
		if of >= len(args) {
			return fmt.Errorf("sqlite: there is no argument $%d", of+1)
		}
		var rc int32
		number := int32(i + 1)
		switch v := args[of].(type) {
		case nil:
			rc = sqlite3.Xsqlite3_bind_null(c.tls, s.handle, number)
		case int64:
			rc = sqlite3.Xsqlite3_bind_int64(c.tls, s.handle, number, v)
		case int:
			rc = sqlite3.Xsqlite3_bind_int64(c.tls, s.handle, number, int64(v))
		case string:
			copy(unsafe.Slice((*byte)(pointer(at)), len(v)), v)
			rc = sqlite3.Xsqlite3_bind_text(c.tls, s.handle, number, at, int32(len(v)), sqlite3.SQLITE_STATIC)
			at += uintptr(len(v))
		default:
			return fmt.Errorf("sqlite: argument $%d is a %T", of+1, v)
		}
		if rc != sqlite3.SQLITE_OK {
			return c.failure(rc)
		}
	}
	return nil
}

// reset makes a statement ready for the next question.
func (c *conn) reset(s *statement) {
	sqlite3.Xsqlite3_reset(c.tls, s.handle)
	libc.Xfree(c.tls, s.memory)
	s.memory, s.busy = 0, false
	if !s.kept {
		sqlite3.Xsqlite3_finalize(c.tls, s.handle)
	}
}
