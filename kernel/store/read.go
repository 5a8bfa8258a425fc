package store

import (
	"context"
	"fmt"
	"strconv"

	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/value"
)

// Sees is what the asking actor may see of a type.
type Sees struct {
	All        bool
	Principals []string
	// Where are conditions on the record itself, each of which opens it: what everybody in a role may
	// read is asked of the row, not of a long list of readers.
	Where []Opens
}

// None tells whether nothing of the type can be seen.
func (s Sees) None() bool { return !s.All && len(s.Principals) == 0 && len(s.Where) == 0 }

// Selection is a question bound to a type.
type Selection struct {
	House string
	Type  *record.Type
	Where *query.Condition
	Sees  Sees
	Sort  query.Sort
	After *query.Cursor
	Limit int
	Slots []int // nil: all
	// Guard writes the access of types that dot-walks reach.
	Guard func(b *query.Builder, typeName, alias string)

	few, led bool // from which side it is read; see side.go
}

func (s *Store) queryDialect() query.Dialect {
	if s.Database() == "postgres" {
		return query.Postgres
	}
	return query.SQLite
}

// WriteSees writes the condition that the record called alias is one that sees covers.
func WriteSees(b *query.Builder, t *record.Type, sees Sees, alias string) {
	if sees.All {
		b.Write("1 = 1")
		return
	}
	if sees.None() {
		b.Write("1 = 0")
		return
	}
	b.Write("(")
	for i, c := range sees.Where {
		if i > 0 {
			b.Write(" OR ")
		}
		writeOpen(b, c, alias)
	}
	if len(sees.Where) > 0 && len(sees.Principals) > 0 {
		b.Write(" OR ")
	}
	if len(sees.Principals) > 0 {
		writePrincipals(b, t, sees.Principals, alias)
	}
	b.Write(")")
}

// writeOpen writes a row condition: what its dot-walks reach is not guarded, for it is the system
// that asks.
func writeOpen(b *query.Builder, c Opens, alias string) {
	table, guard := b.Table, b.Guard
	b.Table, b.Guard = alias, nil
	b.Write("(")
	c.SQL(b)
	b.Write(")")
	b.Table, b.Guard = table, guard
}

// writePrincipals asks the reader lines of this one record.
func writePrincipals(b *query.Builder, t *record.Type, principals []string, alias string) {
	line := query.Name(b.Alias())
	b.Write("EXISTS (SELECT 1 FROM ", quote(ReaderTable(t)), " AS ", line, " WHERE ", line, `."house" = `, b.House(), " AND ", line, `."record" = `, query.Name(alias), `."id" AND `, line, `."principal" IN (`)
	writeList(b, principals)
	b.Write("))")
}

func writeList(b *query.Builder, texts []string) {
	for i, t := range texts {
		if i > 0 {
			b.Write(", ")
		}
		b.Write(b.Arg(t))
	}
}

// Get gives one record, nil when there is none that sees covers.
func (s *Store) Get(ctx context.Context, house string, t *record.Type, id string, sees Sees) (*record.Record, error) {
	l := s.layout(t)
	b := query.NewBuilder(s.queryDialect(), house)
	b.Write("SELECT ", l.reads, " FROM ", l.table, ` WHERE "house" = `, b.House(), ` AND "id" = `, b.Arg(id))
	if !sees.All {
		b.Write(" AND ")
		WriteSees(b, t, sees, t.Table())
	}
	rows, err := s.records(ctx, t, nil, b)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return rows[0], nil
}

// GetMany gives those of the records that sees covers, by id.
func (s *Store) GetMany(ctx context.Context, house string, t *record.Type, ids []string, sees Sees) (map[string]*record.Record, error) {
	l := s.layout(t)
	b := query.NewBuilder(s.queryDialect(), house)
	b.Write("SELECT ", l.reads, " FROM ", l.table, ` WHERE "house" = `, b.House(), ` AND "id" IN (`)
	writeList(b, ids)
	b.Write(") AND ")
	WriteSees(b, t, sees, t.Table())
	rows, err := s.records(ctx, t, nil, b)
	out := make(map[string]*record.Record, len(rows))
	for _, r := range rows {
		out[r.ID()] = r
	}
	return out, err
}

// Scan gives the next records of a type in the order of their ids, whoever may see them.
func (s *Store) Scan(ctx context.Context, house string, t *record.Type, after string, limit int) ([]*record.Record, error) {
	l := s.layout(t)
	b := query.NewBuilder(s.queryDialect(), house)
	b.Write("SELECT ", l.reads, " FROM ", l.table, ` WHERE "house" = `, b.House(), ` AND "id" > `, b.Arg(after), ` ORDER BY "id" LIMIT `, strconv.Itoa(limit))
	return s.records(ctx, t, nil, b)
}

// Empty tells whether there is no record of a type in any house.
func (s *Store) Empty(ctx context.Context, t *record.Type) (bool, error) {
	var some bool
	_, err := s.one(ctx, "SELECT EXISTS (SELECT 1 FROM "+quote(t.Table())+")", nil, &some)
	return !some, fault.Wrap("store.empty", err)
}

// FindByKey gives the id of the record whose field holds the value, empty when there is none.
func (s *Store) FindByKey(ctx context.Context, house string, t *record.Type, d *record.Def, v value.Value) (string, error) {
	var id string
	column := quote(record.ColumnName(d, d.Kind.Columns()[0]))
	_, err := s.one(ctx, `SELECT "id" FROM `+quote(t.Table())+` WHERE "house" = $1 AND `+column+` = $2 ORDER BY "id" LIMIT 1`, []any{house, v.Text()}, &id)
	return id, fault.Wrap("store.find-by-key", err)
}

// Select gives the records of one page, in order. Each segment of the order is one stretch of an
// index; they are read one after another until the page is full.
func (s *Store) Select(ctx context.Context, q Selection) ([]*record.Record, error) {
	var out []*record.Record
	if err := s.chooseSide(ctx, &q); err != nil {
		return nil, err
	}
	for _, segment := range q.Sort.Segments(q.After) {
		rows, err := s.segment(ctx, q, segment, q.Limit-len(out))
		if err != nil {
			return nil, err
		}
		if out = append(out, rows...); len(out) >= q.Limit {
			break
		}
	}
	return out, nil
}

func (s *Store) segment(ctx context.Context, q Selection, segment query.Segment, limit int) ([]*record.Record, error) {
	l := s.layout(q.Type)
	b := query.NewBuilder(s.queryDialect(), q.House)
	b.Guard, b.Led = q.Guard, q.led
	b.Write("SELECT ", l.columnsOf(q.Slots), " FROM ")
	s.writeFrom(b, q)
	b.Write(" AND ")
	segment.WhereSQL(b)
	b.Write(" ORDER BY ")
	segment.OrderBySQL(b)
	b.Write(" LIMIT ", strconv.Itoa(limit))
	return s.records(ctx, q.Type, q.Slots, b)
}

func (s *Store) writeWhere(b *query.Builder, q Selection) {
	b.Write(query.Name(q.Type.Table()), `."house" = `, b.House())
	if !q.Sees.All {
		b.Write(" AND ")
		WriteSees(b, q.Type, q.Sees, q.Type.Table())
	}
	if q.Where != nil {
		b.Write(" AND (")
		q.Where.SQL(b)
		b.Write(")")
	}
}

// Count counts what Select would give over all pages, no further than most when most is positive.
func (s *Store) Count(ctx context.Context, q Selection, most int) (int64, error) {
	if err := s.chooseSide(ctx, &q); err != nil {
		return 0, err
	}
	b := s.counting(q, most)
	var n int64
	_, err := s.one(ctx, b.String(), b.Args(), &n)
	return n, fault.Wrap("store.count", err)
}

// CountKey is the same for two questions that Count answers the same at every moment.
func (s *Store) CountKey(q Selection, most int) string {
	b := s.counting(q, most)
	return fmt.Sprintf("%s %#v", b.String(), b.Args())
}

func (s *Store) counting(q Selection, most int) *query.Builder {
	b := query.NewBuilder(s.queryDialect(), q.House)
	b.Guard, b.Led = q.Guard, q.led
	if most > 0 {
		b.Write(`SELECT COUNT(*) FROM (SELECT 1 FROM `)
		s.writeFrom(b, q)
		b.Write(" LIMIT ", strconv.Itoa(most), ") AS bounded")
		return b
	}
	b.Write("SELECT COUNT(*) FROM ")
	s.writeFrom(b, q)
	return b
}

func (s *Store) records(ctx context.Context, t *record.Type, slots []int, b *query.Builder) ([]*record.Record, error) {
	rows, err := s.ask(ctx, b.String(), b.Args()...)
	if err != nil {
		return nil, fault.Wrap("store.select "+t.Name, err)
	}
	return s.scan(rows, t, slots)
}

// scan reads rows of the slots' columns, all when slots is nil.
func (s *Store) scan(rows rows, t *record.Type, slots []int) ([]*record.Record, error) {
	defer rows.Close()
	l := s.layout(t)
	columns := make([]any, l.width(slots))
	var out []*record.Record
	for rows.Next() {
		if err := read(rows, columns); err != nil {
			return nil, fault.Wrap("store.select "+t.Name, err)
		}
		out = append(out, l.load(t, slots, columns))
	}
	return out, fault.Wrap("store.select "+t.Name, rows.Err())
}
