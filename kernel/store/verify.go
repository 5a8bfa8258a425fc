package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// Report is what a verification of the audit found.
type Report struct {
	Rows     int64         // audit rows read
	Records  int64         // records replayed, removed ones too
	Seals    int64         // seals checked
	Unsealed int64         // rows that no seal covers yet
	Newest   *Seal         // the last seal; nil for none
	Findings fault.List    // what does not fit, at most mostFindings
	More     int64         // findings beyond those
	Took     time.Duration // by the store's clock
}

const (
	mostFindings   = 1000
	versionsAtOnce = 500
	recordsAtOnce  = 200
)

func (r *Report) find(key string, args ...any) *fault.Fault {
	f := fault.New(fault.Conflict, "audit.verify", key, args...)
	if len(r.Findings) < mostFindings {
		r.Findings = append(r.Findings, f)
	} else {
		r.More++
	}
	return f
}

// Verify reads the whole audit of a house in one snapshot, with bounded memory, and finds: an audit
// row that was changed, taken out or put in; a record that differs from what its history says, was
// removed, or has none; a seal that was forged, changed or taken out; a cut tail. known are seals
// exported earlier, which must still be there.
func (s *Store) Verify(ctx context.Context, house string, c *record.Catalogue, known ...*Seal) (*Report, error) {
	start := s.config.Now()
	tx, err := s.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	v := &verification{store: s, tx: tx, house: house, catalogue: c, report: &Report{}}
	for _, pass := range []func(context.Context) error{v.chains, v.unknownRows, func(ctx context.Context) error { return v.seals(ctx, known) }} {
		if err := pass(ctx); err != nil {
			return nil, fault.Wrap("store.verify", err)
		}
	}
	v.report.Took = s.config.Now().Sub(start)
	return v.report, nil
}

type verification struct {
	store     *Store
	tx        *sql.Tx
	house     string
	catalogue *record.Catalogue
	report    *Report
	at        *replayed   // the record whose versions are being read
	done      []*replayed // records to compare with their rows
}

// replayed is a record as its history says it is.
type replayed struct {
	record, typeName string
	version          int64
	hash             []byte
	there            bool
	last             Entry
	values           map[string]json.RawMessage // by field name; nil for an erased value
	writer           map[string]int64           // by field name: the version that wrote what stands there
	erased           []hidden                   // values that somebody erased
	torn             bool                       // a version is missing or unreadable, so that values are not known
}

// chains reads every version in the order of records and replays them.
func (v *verification) chains(ctx context.Context) error {
	id, version := "", int64(0)
	for {
		rows, err := v.tx.QueryContext(ctx, `SELECT `+versionColumns+` FROM "audit" WHERE "house" = $1 AND ("record", "version") > ($2, $3) ORDER BY "record", "version" LIMIT $4`,
			v.house, id, version, versionsAtOnce)
		if err != nil {
			return err
		}
		page, err := v.readable(rows)
		if err != nil {
			return err
		}
		for _, one := range page {
			if err := v.next(ctx, one); err != nil {
				return err
			}
			id, version = one.Record, one.Number
		}
		if len(page) < versionsAtOnce {
			return v.finish(ctx)
		}
	}
}

// readable reads a page of versions. One whose changes are no longer JSON is a finding, and is
// replayed without them.
func (v *verification) readable(rows *sql.Rows) ([]*Version, error) {
	defer rows.Close()
	var page []*Version
	for rows.Next() {
		one, err := scanVersion(rows)
		if one == nil {
			return nil, err
		}
		page = append(page, one)
	}
	return page, rows.Err()
}

func (v *verification) next(ctx context.Context, one *Version) error {
	v.report.Rows++
	if v.at == nil || v.at.record != one.Record {
		if err := v.leave(ctx); err != nil {
			return err
		}
		v.report.Records++
		v.at = &replayed{record: one.Record, typeName: one.Type, values: map[string]json.RawMessage{}, writer: map[string]int64{}}
	}
	r := v.at
	if one.Number != r.version+1 {
		r.torn = true
		v.report.find("audit-row-missing", "type", one.Type, "record", one.Record, "version", r.version+1)
	} else if one.Changes == nil || !bytes.Equal(one.digest(r.hash), one.Hash) {
		v.report.find("audit-row-changed", "type", one.Type, "record", one.Record, "version", one.Number)
	}
	if one.Type != r.typeName || !fits(one.Operation, r) {
		v.report.find("audit-row-unfit", "type", one.Type, "record", one.Record, "version", one.Number)
	}
	r.torn = r.torn || one.Changes == nil
	v.hidden(r, one)
	r.replay(one)
	return nil
}

// fits tells whether the operation can come next: nothing is changed before it is made.
func fits(o Operation, r *replayed) bool {
	switch o {
	case Insert:
		return !r.there
	case Redact:
		return r.version > 0
	}
	return r.there
}

func (r *replayed) replay(v *Version) {
	for name, d := range v.Changes {
		r.values[name], r.writer[name] = d.New, v.Number
	}
	r.version, r.hash, r.last = v.Number, v.Hash, v.Entry
	switch v.Operation {
	case Insert:
		r.there = true
	case Delete:
		r.there = false
		clear(r.values)
	}
}

func (v *verification) leave(ctx context.Context) error {
	if v.at == nil {
		return nil
	}
	v.done, v.at = append(v.done, v.at), nil
	if len(v.done) < recordsAtOnce {
		return nil
	}
	return v.compare(ctx)
}

func (v *verification) finish(ctx context.Context) error {
	if v.at != nil {
		v.done, v.at = append(v.done, v.at), nil
	}
	return v.compare(ctx)
}
