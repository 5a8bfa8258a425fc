package store

import (
	"bytes"
	"context"
	"encoding/json"

	"steward/kernel/query"
	"steward/kernel/record"
)

// compare holds the replayed records against their rows.
func (v *verification) compare(ctx context.Context) error {
	byType := map[string][]*replayed{}
	for _, r := range v.done {
		byType[r.typeName] = append(byType[r.typeName], r)
	}
	if err := v.tombstones(ctx, v.done); err != nil {
		return err
	}
	v.done = v.done[:0]
	for _, t := range v.catalogue.Types() {
		if err := v.compareType(ctx, t, byType[t.Name]); err != nil {
			return err
		}
	}
	return nil
}

func (v *verification) compareType(ctx context.Context, t *record.Type, all []*replayed) error {
	if len(all) == 0 {
		return nil
	}
	ids := make([]string, len(all))
	for i, r := range all {
		ids[i] = r.record
	}
	rows, err := v.rowsOf(ctx, t, ids)
	if err != nil {
		return err
	}
	for _, r := range all {
		v.compareRow(t, r, rows[r.record])
	}
	return nil
}

func (v *verification) rowsOf(ctx context.Context, t *record.Type, ids []string) (map[string]*record.Record, error) {
	l := v.store.layout(t)
	b := query.NewBuilder(v.store.queryDialect(), v.house)
	b.Write("SELECT ", l.reads, " FROM ", l.table, ` WHERE "house" = `, b.House(), ` AND "id" IN (`)
	for i, id := range ids {
		if i > 0 {
			b.Write(", ")
		}
		b.Write(b.Arg(id))
	}
	b.Write(")")
	rows, err := v.tx.QueryContext(ctx, b.String(), b.Args()...)
	if err != nil {
		return nil, err
	}
	list, err := v.store.scan(rows, t, nil)
	out := make(map[string]*record.Record, len(list))
	for _, r := range list {
		out[r.ID()] = r
	}
	return out, err
}

func (v *verification) compareRow(t *record.Type, r *replayed, row *record.Record) {
	switch {
	case row == nil && r.there:
		v.report.find("audit-record-missing", "type", t.Name, "record", r.record, "version", r.version)
	case row != nil && !r.there:
		v.report.find("audit-record-returned", "type", t.Name, "record", r.record, "version", r.version)
	case row == nil:
	case row.Version() != r.version:
		v.report.find("audit-version-differs", "type", t.Name, "record", r.record, "version", r.version, "row", row.Version())
	case !r.torn:
		v.compareValues(t, r, row)
	}
}

// compareValues finds fields whose value is not what the history says. Of a secret only whether
// there is one can be compared.
func (v *verification) compareValues(t *record.Type, r *replayed, row *record.Record) {
	said := make([]json.RawMessage, len(t.Defs()))
	for name, content := range r.values {
		if slot := t.SlotEver(name); slot >= 0 {
			said[slot] = content
		}
	}
	for slot, d := range t.Defs() {
		same := false
		switch slot {
		case record.SlotID, record.SlotVersion:
			same = true
		case record.SlotUpdatedAt:
			same = row.At(slot).Int() == r.last.HappenedAt
		case record.SlotUpdatedBy:
			same = row.At(slot).Text() == r.last.Actor
		default:
			have := encoded(d, row.Values, slot)
			same = bytes.Equal(have, said[slot]) || (said[slot] == nil && bytes.Equal(have, nothing))
		}
		if !same {
			v.report.find("audit-value-differs", "type", t.Name, "record", r.record, "field", d.Name, "version", r.version).On(d.Name)
		}
	}
}

// unknownRows finds rows of which the audit has never heard.
func (v *verification) unknownRows(ctx context.Context) error {
	for _, t := range v.catalogue.Types() {
		table := quote(t.Table())
		found, err := texts(v.tx.QueryContext(ctx, `SELECT "id" FROM `+table+` WHERE "house" = $1 AND NOT EXISTS (SELECT 1 FROM "audit" WHERE "audit"."house" = $1 AND "audit"."record" = `+table+`."id" AND "audit"."type" = $2) ORDER BY "id" LIMIT $3`,
			v.house, t.Name, mostFindings))
		if err != nil {
			return err
		}
		for _, id := range found {
			v.report.find("audit-record-unknown", "type", t.Name, "record", id)
		}
	}
	return nil
}
