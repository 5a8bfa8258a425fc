package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// Preparation reads a moment that has passed when the write is stored. What it relied on without
// changing it is asked again inside the transaction, and held there until the commit: the records that
// are referred to, and those by which readers were worked out.

// Need is a record on which a write relies. Version is what it must still have; 0 asks only that the
// record is there.
type Need struct {
	Type    *record.Type
	ID      string
	Version int64
}

// needed refuses a write of which something that it relies on has gone or changed.
func (s *Store) needed(ctx context.Context, tx querier, w *Write) error {
	own := make(map[string]bool, len(w.rows))
	for _, c := range w.rows {
		own[c.Type.Name+"/"+c.ID] = c.Operation != Delete
	}
	there := map[*record.Type][]string{}
	for _, n := range w.Needs {
		if own[n.Type.Name+"/"+n.ID] {
			continue // the write makes or changes it, and refuses by its version
		}
		if n.Version > 0 {
			if err := s.unchanged(ctx, tx, w.House, n); err != nil {
				return err
			}
			continue
		}
		if !slices.Contains(there[n.Type], n.ID) {
			there[n.Type] = append(there[n.Type], n.ID)
		}
	}
	return s.there(ctx, tx, w.House, there)
}

// there asks in one statement whether all the records are there, and keeps others from removing them.
func (s *Store) there(ctx context.Context, tx querier, house string, wanted map[*record.Type][]string) error {
	if len(wanted) == 0 {
		return nil
	}
	types := slices.SortedFunc(maps.Keys(wanted), func(a, b *record.Type) int { return strings.Compare(a.Name, b.Name) })
	parts, counts, args, want := []string{}, []string{}, []any{house}, 0
	for i, t := range types {
		ids := wanted[t]
		slices.Sort(ids)
		parts = append(parts, fmt.Sprintf(`"n%d" AS (SELECT "id" FROM %s WHERE "house" = $1 AND "id" IN (%s)%s)`, i, quote(t.Table()), places(len(args)+1, len(ids)), s.dialect.keepRows()))
		counts = append(counts, fmt.Sprintf(`(SELECT COUNT(*) FROM "n%d")`, i))
		args, want = append(args, anys(ids)...), want+len(ids)
	}
	have := 0
	err := tx.QueryRowContext(ctx, "WITH "+strings.Join(parts, ", ")+" SELECT "+strings.Join(counts, " + "), args...).Scan(&have)
	if err != nil {
		return fault.Wrap("store.needs", err)
	}
	if have != want {
		return fault.New(fault.Conflict, types[0].Name+".refer", "changed-since", "base", 0)
	}
	return nil
}

// unchanged refuses when the record no longer has the version, and keeps others from changing it.
func (s *Store) unchanged(ctx context.Context, tx querier, house string, n Need) error {
	found, err := texts(tx.QueryContext(ctx, `SELECT "id" FROM `+quote(n.Type.Table())+` WHERE "house" = $1 AND "id" = $2 AND "version" = $3`+s.dialect.holdRows(), house, n.ID, n.Version))
	if err == nil && len(found) == 0 {
		err = fault.New(fault.Conflict, n.Type.Name+".rely", "changed-since", "base", n.Version)
	}
	return fault.Wrap("store.needs", err)
}

// unreferred refuses to remove a record that another one has come to refer to meanwhile.
func (s *Store) unreferred(ctx context.Context, tx querier, w *Write) error {
	gone := map[*record.Type][]string{}
	for _, c := range w.rows {
		if c.Operation == Delete {
			gone[c.Type] = append(gone[c.Type], c.ID)
		}
	}
	for t, ids := range gone {
		for _, from := range t.Catalogue().Types() {
			for slot, d := range from.Defs() {
				if d.Target != t.Name || slot <= record.SlotUpdatedBy {
					continue
				}
				found, err := s.referrersIn(ctx, tx, w.House, from, d, ids)
				if err != nil {
					return err
				}
				if len(found) > 0 {
					return fault.New(fault.Conflict, t.Name+".remove", "changed-since", "base", 0)
				}
			}
		}
	}
	return nil
}

// still refuses what was derived of a version that is no longer stored; 0 is any. It writes the row as
// it is, so that nobody changes it before the commit.
func (s *Store) still(ctx context.Context, tx querier, house string, t *record.Type, id string, version int64) error {
	if version == 0 {
		return nil
	}
	r, err := tx.ExecContext(ctx, "UPDATE "+quote(t.Table())+` SET "version" = "version" WHERE "house" = $1 AND "id" = $2 AND "version" = $3`, house, id, version)
	if err != nil {
		return fault.Wrap("store.still", err)
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return fault.New(fault.Conflict, t.Name+".regrant", "changed-since", "base", version).Because(err)
	}
	return nil
}
