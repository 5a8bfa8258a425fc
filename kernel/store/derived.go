package store

import (
	"context"
	"strconv"
	"strings"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// rederive writes the columns of a record that follow from its values, such as what it is sorted by,
// unless the record has changed since.
func (s *Store) rederive(ctx context.Context, tx querier, house string, r *record.Record) error {
	l, args := s.layout(r.Type), []any{house, r.ID(), r.Version()}
	var sets []string
	for slot, d := range r.Type.Defs() {
		contents := d.Kind.Store(d, r.At(slot), nil)
		for i, c := range d.Kind.Columns() {
			if c.Derived {
				args = append(args, contents[i])
				sets = append(sets, l.all[slot][i]+" = $"+strconv.Itoa(len(args)))
			}
		}
	}
	if len(sets) == 0 {
		return nil
	}
	done, err := tx.ExecContext(ctx, "UPDATE "+l.table+" SET "+strings.Join(sets, ", ")+` WHERE "house" = $1 AND "id" = $2 AND "version" = $3`, args...)
	if err != nil {
		return fault.Wrap("store.derive", err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return fault.New(fault.Conflict, r.Type.Name+".derive", "changed-since", "base", r.Version()).Because(err)
	}
	return nil
}
