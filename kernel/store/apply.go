package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/value"
)

// applyRow brings a record's row, its readers and its text for search to where the change leads.
func (s *Store) applyRow(ctx context.Context, tx querier, house string, c *Change) error {
	var err error
	switch c.Operation {
	case Insert:
		err = s.insertRow(ctx, tx, house, c)
	case Update:
		err = s.updateRow(ctx, tx, house, c)
	case Redact:
		if c.Old != nil {
			err = s.updateRow(ctx, tx, house, c)
		}
	case Delete:
		err = s.deleteRow(ctx, tx, house, c)
	}
	if err != nil {
		return s.asFault(c, err)
	}
	if c.Operation != Insert && (c.Readers != nil || c.Operation == Delete) {
		if err := s.writeReaders(ctx, tx, house, c); err != nil {
			return fault.Wrap("store.readers", err)
		}
	}
	if c.Operation == Delete || c.Operation == Redact {
		err = s.eraseSearch(ctx, tx, house, c.Type.Name, c.ID)
	}
	if err == nil && c.Search != nil && c.Operation != Delete {
		err = s.pendSearch(ctx, tx, house, c.Type.Name, c.ID, c.version(), c.Search)
	}
	return fault.Wrap("store.search", err)
}

func (s *Store) insertRow(ctx context.Context, tx querier, house string, c *Change) error {
	defs := c.Type.Defs()
	args := make([]any, 1, len(defs)*2)
	args[0] = house
	for slot, d := range defs {
		args = d.Kind.Store(d, c.Values[slot], args)
	}
	_, err := tx.ExecContext(ctx, s.layout(c.Type).insert, args...)
	return err
}

func (s *Store) updateRow(ctx context.Context, tx querier, house string, c *Change) error {
	l := s.layout(c.Type)
	defs := c.Type.Defs()
	args := []any{house, c.ID, c.Base}
	var b strings.Builder
	b.WriteString("UPDATE " + l.table + " SET ")
	for i, slot := range c.Slots {
		args = defs[slot].Kind.Store(defs[slot], c.Values[slot], args)
		for j, name := range l.all[slot] {
			if i+j > 0 {
				b.WriteString(", ")
			}
			b.WriteString(name + " = $" + strconv.Itoa(len(args)-len(l.all[slot])+j+1))
		}
	}
	b.WriteString(` WHERE "house" = $1 AND "id" = $2 AND "version" = $3`)
	r, err := tx.ExecContext(ctx, b.String(), args...)
	return hit(c, r, err)
}

func (s *Store) deleteRow(ctx context.Context, tx querier, house string, c *Change) error {
	r, err := tx.ExecContext(ctx, "DELETE FROM "+s.layout(c.Type).table+` WHERE "house" = $1 AND "id" = $2 AND "version" = $3`, house, c.ID, c.Base)
	return hit(c, r, err)
}

// hit refuses a change whose base version is no longer the stored one.
func hit(c *Change, r sql.Result, err error) error {
	if err != nil {
		return err
	}
	if n, err := r.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return fault.New(fault.Conflict, c.Type.Name+"."+string(c.Operation), "changed-since", "base", c.Base)
}

// asFault turns a broken unique constraint into a refusal that names the field.
func (s *Store) asFault(c *Change, err error) error {
	index, taken := s.dialect.taken(err)
	if !taken {
		return fmt.Errorf("store.%s %s: %w", c.Operation, c.Type.Name, err)
	}
	f := fault.New(fault.Duplicate, c.Type.Name+"."+string(c.Operation), "taken").Because(err)
	for _, d := range c.Type.Defs() {
		main := record.ColumnName(d, d.Kind.Columns()[0])
		if index == c.Type.Table()+"."+main || index == c.Type.Table()+"_"+main+"_key" {
			return f.On(d.Name)
		}
	}
	return f
}

// writeReaders replaces the reader lines of a record that was there.
func (s *Store) writeReaders(ctx context.Context, tx querier, house string, c *Change) error {
	was, err := texts(tx.QueryContext(ctx, "DELETE FROM "+quote(ReaderTable(c.Type))+` WHERE "house" = $1 AND "record" = $2 RETURNING "principal"`, house, c.ID))
	if c.was = was; err != nil || c.Operation == Delete {
		return err
	}
	return s.addReaders(ctx, tx, house, c.Type, readerLines(nil, c))
}

// newReaders adds the reader lines of records that were made, those of a type together.
func (s *Store) newReaders(ctx context.Context, tx querier, house string, rows []*Change) error {
	byType := map[*record.Type][]readerLine{}
	for _, c := range rows {
		if c.Operation == Insert {
			byType[c.Type] = readerLines(byType[c.Type], c)
		}
	}
	for t, lines := range byType {
		if err := s.addReaders(ctx, tx, house, t, lines); err != nil {
			return fault.Wrap("store.readers", err)
		}
	}
	return nil
}

type readerLine struct{ principal, category, record string }

func readerLines(to []readerLine, c *Change) []readerLine {
	for _, r := range c.Readers {
		to = append(to, readerLine{r.Principal, r.Category, c.ID})
	}
	return to
}

// linesAStatement is how many reader lines one statement adds.
const linesAStatement = 32

// addReaders adds reader lines in the order of their key: neighbours go to the same place.
func (s *Store) addReaders(ctx context.Context, tx querier, house string, t *record.Type, lines []readerLine) error {
	slices.SortFunc(lines, func(a, b readerLine) int {
		return cmp.Or(strings.Compare(a.principal, b.principal), strings.Compare(a.category, b.category), strings.Compare(a.record, b.record))
	})
	for len(lines) > 0 {
		n := min(len(lines), linesAStatement)
		args := make([]any, 1, 1+3*n)
		args[0] = house
		var b strings.Builder
		b.WriteString("INSERT INTO " + quote(ReaderTable(t)) + ` ("house", "principal", "category", "record") VALUES `)
		for i, l := range lines[:n] {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString("($1, " + places(len(args)+1, 3) + ")")
			args = append(args, l.principal, l.category, l.record)
		}
		b.WriteString(" ON CONFLICT DO NOTHING")
		if _, err := tx.ExecContext(ctx, b.String(), args...); err != nil {
			return err
		}
		lines = lines[n:]
	}
	return nil
}

func (s *Store) addLine(ctx context.Context, tx querier, house string, l Line) error {
	data, err := json.Marshal(l.Data)
	if err != nil {
		return fault.Wrap("store.outbox", err)
	}
	if l.ID == "" {
		id, err := uuid.NewV7()
		if err != nil {
			return fault.Wrap("store.outbox", err)
		}
		l.ID = strings.ReplaceAll(id.String(), "-", "")
	}
	now := s.config.Now().UnixMicro()
	_, err = tx.ExecContext(ctx, `INSERT INTO "job" ("id", "house", "topic", "data", "unique_key", "state", "run_at", "attempt", "created_at") VALUES ($1, $2, $3, $4, $5, 'waiting', $6, 0, $7) ON CONFLICT DO NOTHING`,
		l.ID, house, l.Topic, string(data), l.key(), max(l.RunAt, now), now)
	return fault.Wrap("store.outbox", err)
}

// encoded gives the canonical encoding of a slot's value before or after; a secret's never leaves.
func encoded(d *record.Def, values []value.Value, slot int) json.RawMessage {
	if values == nil {
		return json.RawMessage("null")
	}
	v := values[slot]
	if sealed, ok := d.Kind.(interface{ Sealed() }); ok && !v.IsEmpty() {
		sealed.Sealed()
		return json.RawMessage(`"*"`)
	}
	return v.Append(nil)
}
