package store

import (
	"context"
	"strconv"

	"steward/kernel/fault"
)

// MoveStep is one step of a data move, stored with what it writes: whoever comes second, on this node
// or another, is refused, so that each step happens once. A move that was killed goes on where it was.
type MoveStep struct {
	Number int    // of the move
	After  string // where the step began
	Next   string // where the next one goes on; empty: the move is done
}

func cursorName(number int) string { return "move:" + strconv.Itoa(number) }

// MoveState gives the number of the newest data move that is done, and where the one after it stands.
func (s *Store) MoveState(ctx context.Context) (format int, after string, err error) {
	if format, err = formatOf(ctx, s.read); err != nil {
		return 0, "", err
	}
	after, err = s.Meta(ctx, cursorName(format+1))
	return format, after, err
}

// step advances a data move.
func step(ctx context.Context, tx querier, m *MoveStep) error {
	if m == nil {
		return nil
	}
	name := cursorName(m.Number)
	if _, err := tx.ExecContext(ctx, `INSERT INTO "meta" ("name", "content") VALUES ($1, '') ON CONFLICT ("name") DO NOTHING`, name); err != nil {
		return fault.Wrap("store.move", err)
	}
	if err := swap(ctx, tx, name, m.After, m.Next); err != nil || m.Next != "" {
		return err
	}
	return swap(ctx, tx, formatName, strconv.Itoa(m.Number-1), strconv.Itoa(m.Number))
}

// swap replaces one of the installation's own settings where it is still as it was.
func swap(ctx context.Context, tx querier, name, from, to string) error {
	r, err := tx.ExecContext(ctx, `UPDATE "meta" SET "content" = $3 WHERE "name" = $1 AND "content" = $2`, name, from, to)
	if err != nil {
		return fault.Wrap("store.move", err)
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return fault.New(fault.Conflict, "store.move", "changed-since", "base", from).Because(err)
	}
	return nil
}
