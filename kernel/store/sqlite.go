package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"modernc.org/sqlite"

	"steward/kernel/store/direct"
)

// DatabaseFile is the name of the embedded database in the data folder.
const DatabaseFile = "steward.db"

const (
	sqliteReaders = 4
	writerPragmas = "_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(10000)&_pragma=cache_size(-32000)&_pragma=wal_autocheckpoint(4000)&_pragma=foreign_keys(1)&_pragma=secure_delete(1)"
	readerPragmas = "_pragma=query_only(1)&_pragma=busy_timeout(10000)&_pragma=cache_size(-16000)"
)

type sqliteDialect struct{}

func (s *Store) openSQLite(ctx context.Context) error {
	if err := os.MkdirAll(s.config.Folder, 0o750); err != nil {
		return err
	}
	path := filepath.Join(s.config.Folder, DatabaseFile)
	write, err := sql.Open("sqlite", "file:"+path+"?"+writerPragmas)
	if err != nil {
		return err
	}
	write.SetMaxOpenConns(1)
	if err := write.PingContext(ctx); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	read, err := sql.Open("sqlite", "file:"+path+"?"+readerPragmas)
	if err != nil {
		return err
	}
	read.SetMaxOpenConns(sqliteReaders)
	read.SetMaxIdleConns(1) // it is asked rarely
	s.dialect, s.write, s.read = sqliteDialect{}, write, read
	s.direct = direct.New(path, sqliteReaders, "PRAGMA query_only(1)", "PRAGMA busy_timeout(10000)", "PRAGMA cache_size(-16000)")
	return nil
}

func (sqliteDialect) name() string       { return "sqlite" }
func (sqliteDialect) writers() int       { return 1 }
func (sqliteDialect) blobType() string   { return "BLOB" }
func (sqliteDialect) tableEnd() string   { return " WITHOUT ROWID" }
func (sqliteDialect) skipLocked() string { return "" }
func (sqliteDialect) alone() []string    { return nil } // a transaction that writes is alone
func (sqliteDialect) keepRows() string   { return "" }  // there is one writer at a time
func (sqliteDialect) holdRows() string   { return "" }
func (sqliteDialect) columnType(number bool) string {
	if number {
		return "INTEGER"
	}
	return "TEXT"
}

func (sqliteDialect) columns(ctx context.Context, db querier) (map[string]map[string]bool, error) {
	return namesByTable(ctx, db, `SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'`)
}

func (sqliteDialect) indexes(ctx context.Context, db querier) (map[string]bool, error) {
	return nameSet(ctx, db, `SELECT name FROM sqlite_master WHERE type = 'index'`)
}

var uniqueColumns = regexp.MustCompile(`UNIQUE constraint failed: ([^ ,)]+(?:, [^ ,)]+)*)`)

// taken gives "table.column" of the last column of the constraint, which names the field.
func (sqliteDialect) taken(err error) (string, bool) {
	var e *sqlite.Error
	if !errors.As(err, &e) || (e.Code() != 2067 && e.Code() != 1555) {
		return "", false
	}
	m := uniqueColumns.FindStringSubmatch(e.Error())
	if m == nil {
		return "", true
	}
	cols := strings.Split(m[1], ", ")
	return cols[len(cols)-1], true
}

func (sqliteDialect) again(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == 5
}

func (sqliteDialect) missing(err error) bool {
	return strings.Contains(err.Error(), "no such table") || strings.Contains(err.Error(), "no such column")
}

func (sqliteDialect) structure() string {
	return `SELECT m.name, c.name, c.type, c."notnull", c.pk FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid`
}

func (sqliteDialect) purge() []string {
	return []string{`PRAGMA wal_checkpoint(TRUNCATE)`}
}

// positionNow counts up: there is one writer at a time.
func (d sqliteDialect) positionNow(ctx context.Context, tx querier, house string, base int64) (at int64, err error) {
	err = tx.QueryRowContext(ctx, d.horizon(base), house).Scan(&at)
	return at, err
}

func (sqliteDialect) horizon(int64) string {
	return `SELECT COALESCE(MAX("position"), 0) + 1 FROM "audit" WHERE "house" = $1`
}

func (sqliteDialect) find() string             { return "instr" }
func (sqliteDialect) snapshot() *sql.TxOptions { return nil }
