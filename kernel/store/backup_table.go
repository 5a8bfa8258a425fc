package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"strconv"
	"strings"
	"unicode/utf8"
)

// TableDump is one table of a backup: its structure, and what its rows come to. Rows are written in
// the order of the key as JSON lists, the same text from either database.
type TableDump struct {
	Name    string       `json:"name"`
	Columns []ColumnDump `json:"columns"`
	Key     []string     `json:"key"`
	Rows    int64        `json:"rows"`
	SHA256  []byte       `json:"sha256"` // over the lines of the rows
}

// ColumnDump is a column: its kind is text, number or bytes.
type ColumnDump struct {
	Name string `json:"name"`
	Kind string `json:"kind"`
	Null bool   `json:"null,omitempty"`
}

const (
	textColumn   = "text"
	numberColumn = "number"
	bytesColumn  = "bytes"
)

// derived tables are made from the others and are not backed up.
func derivedTable(name string) bool {
	return name == "search_doc" || name == "search_segment" || name == "search_block" || strings.HasPrefix(name, "sqlite_")
}

// structure reads the tables as they stand, those of types that are no longer declared too.
func (s *Store) structure(ctx context.Context, tx *sql.Tx) ([]*TableDump, error) {
	rows, err := tx.QueryContext(ctx, s.dialect.structure())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []*TableDump
	keys := map[string]string{}
	for rows.Next() {
		var table, name, kind string
		var filled bool
		var place int
		if err := rows.Scan(&table, &name, &kind, &filled, &place); err != nil {
			return nil, err
		}
		if derivedTable(table) {
			continue
		}
		if len(out) == 0 || out[len(out)-1].Name != table {
			out = append(out, &TableDump{Name: table})
		}
		t := out[len(out)-1]
		c := ColumnDump{Name: name, Kind: columnKind(kind), Null: !filled && place == 0}
		if c.Kind == "" {
			return nil, fmt.Errorf("the column %s.%s is of type %s, which no backup knows", table, name, kind)
		}
		t.Columns = append(t.Columns, c)
		if place > 0 {
			keys[table+"/"+strconv.Itoa(place)] = name
		}
	}
	for _, t := range out {
		for place := 1; keys[t.Name+"/"+strconv.Itoa(place)] != ""; place++ {
			t.Key = append(t.Key, keys[t.Name+"/"+strconv.Itoa(place)])
		}
	}
	return out, rows.Err()
}

func columnKind(sqlType string) string {
	switch strings.ToLower(sqlType) {
	case "text":
		return textColumn
	case "integer", "bigint":
		return numberColumn
	case "blob", "bytea":
		return bytesColumn
	}
	return ""
}

func (t *TableDump) list() string {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = quote(c.Name)
	}
	return strings.Join(names, ", ")
}

// read gives every row as a line to write, and fills in what the rows come to.
func (t *TableDump) read(ctx context.Context, tx *sql.Tx, write func(line []byte) error) error {
	order := make([]string, len(t.Key))
	for i, k := range t.Key {
		order[i] = quote(k)
	}
	rows, err := tx.QueryContext(ctx, "SELECT "+t.list()+" FROM "+quote(t.Name)+" ORDER BY "+strings.Join(order, ", "))
	if err != nil {
		return err
	}
	defer rows.Close()
	sum, columns, into := sha256.New(), make([]any, len(t.Columns)), make([]any, len(t.Columns))
	for i := range columns {
		into[i] = &columns[i]
	}
	var line []byte
	for t.Rows = 0; rows.Next(); t.Rows++ {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if line, err = t.encode(line[:0], columns); err != nil {
			return err
		}
		sum.Write(line)
		if err := write(line); err != nil {
			return err
		}
	}
	t.SHA256 = sum.Sum(nil)
	return rows.Err()
}

func (t *TableDump) encode(b []byte, columns []any) ([]byte, error) {
	b = append(b, '[')
	for i, v := range columns {
		if i > 0 {
			b = append(b, ',')
		}
		switch v := v.(type) {
		case nil:
			b = append(b, "null"...)
		case int64:
			b = strconv.AppendInt(b, v, 10)
		case string:
			if !utf8.ValidString(v) {
				return nil, fmt.Errorf("the column %s.%s holds text that is not UTF-8", t.Name, t.Columns[i].Name)
			}
			text, err := json.Marshal(v)
			if err != nil {
				return nil, err
			}
			b = append(b, text...)
		case []byte:
			b = append(base64.StdEncoding.AppendEncode(append(b, '"'), v), '"')
		default:
			return nil, fmt.Errorf("the column %s.%s holds a %T", t.Name, t.Columns[i].Name, v)
		}
	}
	return append(b, "]\n"...), nil
}

// decode reads one line into the columns' values.
func (t *TableDump) decode(line []byte) ([]any, error) {
	in := json.NewDecoder(bytes.NewReader(line))
	in.UseNumber()
	var row []any
	if err := in.Decode(&row); err != nil || len(row) != len(t.Columns) {
		return nil, fmt.Errorf("a row of %s cannot be read: %w", t.Name, err)
	}
	for i, v := range row {
		var err error
		switch v := v.(type) {
		case nil:
		case json.Number:
			row[i], err = v.Int64()
			err = errors.Join(err, t.mustBe(i, numberColumn))
		case string:
			if t.Columns[i].Kind == bytesColumn {
				row[i], err = base64.StdEncoding.DecodeString(v)
			} else {
				err = t.mustBe(i, textColumn)
			}
		default:
			err = errRow
		}
		if err != nil {
			return nil, fmt.Errorf("a row of %s cannot be read: %w", t.Name, err)
		}
	}
	return row, nil
}

var errRow = errors.New("a value is not of its column's kind")

func (t *TableDump) mustBe(column int, kind string) error {
	if t.Columns[column].Kind != kind {
		return errRow
	}
	return nil
}

// tally counts and sums the lines of a table while a backup is read.
type tally struct {
	rows int64
	sum  hash.Hash
}

func (t *TableDump) fits(seen *tally) bool {
	if seen == nil {
		return t.Rows == 0
	}
	return t.Rows == seen.rows && bytes.Equal(t.SHA256, seen.sum.Sum(nil))
}
