package store

import (
	"context"
	"fmt"

	"steward/kernel/fault"
)

// TakeNumbers takes a block of n numbers for a prefix and gives the first. Numbers that a node took
// and did not use stay gaps.
func (s *Store) TakeNumbers(ctx context.Context, house, prefix string, n int64) (first int64, err error) {
	err = s.write.QueryRowContext(ctx, `INSERT INTO "number_block" ("house", "prefix", "next") VALUES ($1, $2, $3)
ON CONFLICT ("house", "prefix") DO UPDATE SET "next" = "number_block"."next" + $4 RETURNING "next"`, house, prefix, n+1, n).Scan(&first)
	if err != nil {
		return 0, fault.Wrap("store.take-numbers", err)
	}
	return first - n, nil
}

// KeepNumbers lets a prefix go on behind most, where it stands before it.
func (s *Store) KeepNumbers(ctx context.Context, house, prefix string, most int64) error {
	_, err := s.write.ExecContext(ctx, `INSERT INTO "number_block" ("house", "prefix", "next") VALUES ($1, $2, $3)
ON CONFLICT ("house", "prefix") DO UPDATE SET "next" = excluded."next" WHERE "number_block"."next" < excluded."next"`, house, prefix, most+1)
	return fault.Wrap("store.keep-numbers", err)
}

// NumberText writes a human number: the prefix and at least seven digits.
func NumberText(prefix string, n int64) string { return fmt.Sprintf("%s%07d", prefix, n) }
