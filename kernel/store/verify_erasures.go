package store

import (
	"context"
	"maps"
	"slices"
)

// hidden is a value that is missing from the history: which field held it, and which version wrote it.
type hidden struct {
	field   string
	version int64
}

// hidden notes the values that are missing from a version. Each needs a tombstone.
func (v *verification) hidden(r *replayed, one *Version) {
	for _, name := range slices.Sorted(maps.Keys(one.Changes)) {
		d, now := one.Changes[name], name
		if !d.Erased {
			continue
		}
		if t, ok := v.catalogue.Type(r.typeName); ok {
			now = storedName(t, name)
		}
		if d.Old == nil {
			r.erased = append(r.erased, hidden{now, r.writer[name]})
		}
		if d.New == nil {
			r.erased = append(r.erased, hidden{now, one.Number})
		}
	}
}

// tombstones asks of every value that is missing whether somebody signed for it.
func (v *verification) tombstones(ctx context.Context, records []*replayed) error {
	for _, r := range records {
		if len(r.erased) == 0 {
			continue
		}
		signed, err := erasures(v.tx.QueryContext(ctx, `SELECT `+erasureColumns+` FROM "erasure" WHERE "house" = $1 AND "record" = $2`, v.house, r.record))
		if err != nil {
			return err
		}
		trusted, err := v.store.trustedKeys()
		if err != nil {
			return err
		}
		signed = slices.DeleteFunc(signed, func(e *Erasure) bool {
			return !e.signed() || (len(trusted) > 0 && !trusts(trusted, e.Key))
		})
		for _, h := range r.erased {
			if !slices.ContainsFunc(signed, func(e *Erasure) bool { return e.Covers(h.field, h.version) }) {
				v.report.find("audit-erased-unsigned", "type", r.typeName, "record", r.record, "field", h.field, "version", h.version).On(h.field)
			}
		}
	}
	return nil
}
