package direct

import (
	"context"
	"database/sql"
	"fmt"
	"reflect"
	"unsafe"

	sqlite3 "modernc.org/sqlite/lib"
)

// Rows are the rows of an answer, read one after another.
type Rows struct {
	conn      *conn
	statement *statement
	ctx       context.Context
	calm      func() // ends the watch over the context
	leave     func() // gives the connection back; nil where it stays with a snapshot
	err       error
	closed    bool
}

func (c *conn) query(ctx context.Context, text string, args []any) (*Rows, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s, err := c.prepare(text)
	if err != nil {
		return nil, err
	}
	s.busy = true
	if err := c.bind(s, args); err != nil {
		c.reset(s)
		return nil, err
	}
	return &Rows{conn: c, statement: s, ctx: ctx, calm: c.watch(ctx)}, nil
}

// watch interrupts the connection when the context ends. What it gives ends the watch, and returns when
// no interruption can come any more.
func (c *conn) watch(ctx context.Context) func() {
	if ctx.Done() == nil {
		return func() {}
	}
	over := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(over)
		sqlite3.Xsqlite3_interrupt(c.tls, c.db)
	})
	return func() {
		if !stop() {
			<-over
		}
	}
}

// Next goes to the next row, and tells whether there is one. Behind the last one the rows are closed.
func (r *Rows) Next() bool {
	if r.closed {
		return false
	}
	switch rc := sqlite3.Xsqlite3_step(r.conn.tls, r.statement.handle); rc {
	case sqlite3.SQLITE_ROW:
		return true
	case sqlite3.SQLITE_DONE:
	default:
		if r.err = r.ctx.Err(); r.err == nil {
			r.err = r.conn.failure(rc)
		}
	}
	_ = r.Close()
	return false
}

// Err gives what ended the rows before their end.
func (r *Rows) Err() error { return r.err }

// Close lets go of the statement and of the connection.
func (r *Rows) Close() error {
	if r.closed {
		return nil
	}
	r.closed = true
	r.calm()
	r.conn.reset(r.statement)
	if r.leave != nil {
		r.leave()
	}
	return nil
}

// Width is the number of columns.
func (r *Rows) Width() int { return r.statement.columns }

// Read gives the row's first columns: int64, string, float64, []byte or nil each.
func (r *Rows) Read(into []any) {
	for i := range into {
		into[i] = r.value(int32(i))
	}
}

func (r *Rows) value(i int32) any {
	tls, s := r.conn.tls, r.statement.handle
	switch sqlite3.Xsqlite3_column_type(tls, s, i) {
	case sqlite3.SQLITE_INTEGER:
		return sqlite3.Xsqlite3_column_int64(tls, s, i)
	case sqlite3.SQLITE_TEXT:
		return r.text(i)
	case sqlite3.SQLITE_FLOAT:
		return sqlite3.Xsqlite3_column_double(tls, s, i)
	case sqlite3.SQLITE_BLOB:
		return []byte(r.text(i))
	}
	return nil
}

// text copies a text or the bytes of a blob.
func (r *Rows) text(i int32) string {
	p := sqlite3.Xsqlite3_column_blob(r.conn.tls, r.statement.handle, i)
	n := sqlite3.Xsqlite3_column_bytes(r.conn.tls, r.statement.handle, i)
	if p == 0 || n == 0 {
		return ""
	}
	return string(unsafe.Slice((*byte)(pointer(p)), n))
}

// Scan reads the row into pointers to text, numbers, yes or no, bytes or anything.
func (r *Rows) Scan(into ...any) error {
	for i, to := range into {
		v := r.value(int32(i))
		switch to := to.(type) {
		case *any:
			*to = v
			continue
		case *string:
			*to, _ = v.(string)
		case *int64:
			*to, _ = v.(int64)
		case *int:
			n, _ := v.(int64)
			*to = int(n)
		case *bool:
			*to = v == int64(1)
		case *[]byte:
			*to, _ = v.([]byte)
			continue
		case sql.Scanner:
			if err := to.Scan(v); err != nil {
				return err
			}
			continue
		default:
			if err := named(v, reflect.ValueOf(to).Elem()); err != nil {
				return fmt.Errorf("sqlite: column %d: %w", i+1, err)
			}
		}
		if v == nil {
			return fmt.Errorf("sqlite: column %d is empty", i+1)
		}
	}
	return nil
}

// named sets a text or number of a named type.
func named(v any, to reflect.Value) error {
	switch to.Kind() {
	case reflect.String:
		s, _ := v.(string)
		to.SetString(s)
	case reflect.Int, reflect.Int64:
		n, _ := v.(int64)
		to.SetInt(n)
	default:
		return fmt.Errorf("it is not read into a %s", to.Type())
	}
	return nil
}
