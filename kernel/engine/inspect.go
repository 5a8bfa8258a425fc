package engine

import (
	"context"
	"slices"
	"strings"
	"time"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/value"
)

// Inspection is what an inspection found.
type Inspection struct {
	Records  int64
	Findings fault.List // at most mostFindings
	More     int64      // findings beyond those
	Took     time.Duration
}

const (
	mostFindings = 1000
	// stuckAfter is how long a job may be late before somebody should look.
	stuckAfter = time.Hour
)

func (i *Inspection) find(key string, args ...any) {
	if len(i.Findings) < mostFindings {
		i.Findings = append(i.Findings, fault.New(fault.Internal, "check", key, args...))
	} else {
		i.More++
	}
}

// Inspect looks through the house: references lead somewhere, reader lines are what the permissions
// give, search finds every record by what it holds now, sort keys fit their values, jobs move. It
// reads page by page, while others write; what changed meanwhile is looked at again.
func (e *Engine) Inspect(ctx context.Context) (*Inspection, error) {
	start, out := e.Now(), &Inspection{}
	said, err := e.store.Integrity(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range said {
		out.find("check-database", "said", s)
	}
	r := e.System("an inspection looks at every record").(*reader)
	for _, t := range e.Catalogue().Types() {
		if err := e.inspectType(ctx, r, t, out); err != nil {
			return nil, err
		}
	}
	dead, overdue, lost, err := e.store.StuckJobs(ctx, e.config.House, e.Now().Add(-stuckAfter).UnixMicro())
	if err != nil {
		return nil, err
	}
	for key, n := range map[string]int64{"check-jobs-dead": dead, "check-jobs-overdue": overdue, "check-jobs-lost": lost} {
		if n > 0 {
			out.find(key, "count", n)
		}
	}
	out.Took = e.Now().Sub(start)
	return out, nil
}

func (e *Engine) inspectType(ctx context.Context, r *reader, t *record.Type, out *Inspection) error {
	err := r.eachPage(ctx, Ask{Type: t.Name, Order: "created_at"}, func(rows []*record.Record) error {
		out.Records += int64(len(rows))
		for _, look := range []func(context.Context, *reader, *record.Type, []*record.Record, *Inspection) error{e.inspectReferences, e.inspectReaders, e.inspectTexts} {
			if err := look(ctx, r, t, rows, out); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	readers, indexed, err := e.store.Left(ctx, e.config.House, t)
	if err != nil {
		return err
	}
	if readers > 0 {
		out.find("check-readers-left", "type", t.Name, "count", readers)
	}
	if indexed > 0 {
		out.find("check-texts-left", "type", t.Name, "count", indexed)
	}
	return e.inspectColumns(ctx, t, out)
}

// pointing is a reference of a record.
type pointing struct {
	from *record.Record
	by   *record.Def
	to   string
}

func (e *Engine) inspectReferences(ctx context.Context, r *reader, t *record.Type, rows []*record.Record, out *Inspection) error {
	byTarget := map[string][]pointing{}
	for _, row := range rows {
		for slot, d := range t.Defs() {
			target, ids := pointsTo(d, row.At(slot))
			for _, id := range ids {
				byTarget[target] = append(byTarget[target], pointing{row, d, id})
			}
		}
	}
	for target, list := range byTarget {
		to, ok := r.catalogue.Type(target)
		if !ok {
			continue // a type that this program does not declare
		}
		ids := make([]string, 0, len(list))
		for _, p := range list {
			ids = append(ids, p.to)
		}
		slices.Sort(ids)
		for part := range slices.Chunk(slices.Compact(ids), MostRows) {
			there, err := e.store.Present(ctx, e.config.House, to, part)
			if err != nil {
				return err
			}
			for _, p := range list {
				if _, asked := slices.BinarySearch(part, p.to); asked && !there[p.to] && !e.waits(ctx, p) && e.still(ctx, p.from) {
					out.find("check-reference", "type", t.Name, "record", p.from.ID(), "field", p.by.Name, "target", target, "id", p.to)
				}
			}
		}
	}
	return nil
}

// waits tells whether a record follows one that was removed: it stays for the undo, read by nobody.
func (e *Engine) waits(ctx context.Context, p pointing) bool {
	if p.by.Kind != record.AnyReferenceKind {
		return false
	}
	last, err := e.store.History(ctx, e.config.House, p.to, 0, 1)
	return err == nil && len(last) == 1 && last[0].Operation == store.Delete
}

// pointsTo gives the type and the ids to which the value of a field leads.
func pointsTo(d *record.Def, v value.Value) (target string, ids []string) {
	if v.IsEmpty() {
		return "", nil
	}
	if d.Target == "" {
		if d.Kind != record.AnyReferenceKind {
			return "", nil
		}
		_, target = v.Second()
		return target, nonEmpty(v.Text())
	}
	if m := v.Members(); len(m) > 0 {
		return d.Target, m
	}
	return d.Target, nonEmpty(v.Text())
}

func (e *Engine) inspectReaders(ctx context.Context, r *reader, t *record.Type, rows []*record.Record, out *Inspection) error {
	stored, err := e.store.ReaderLines(ctx, e.config.House, t, idsOf(rows))
	if err != nil {
		return err
	}
	for _, row := range rows {
		want, err := r.book.readersOf(ctx, r, row)
		if err != nil {
			return err
		}
		if !sameReaders(want, stored[row.ID()]) && e.still(ctx, row) {
			out.find("check-readers", "type", t.Name, "record", row.ID())
		}
	}
	return nil
}

func sameReaders(a, b []store.Reader) bool {
	order := func(x, y store.Reader) int {
		return strings.Compare(x.Principal+" "+x.Category, y.Principal+" "+y.Category)
	}
	slices.SortFunc(a, order)
	slices.SortFunc(b, order)
	return slices.Equal(slices.Compact(a), slices.Compact(b))
}

func (e *Engine) inspectTexts(ctx context.Context, _ *reader, t *record.Type, rows []*record.Record, out *Inspection) error {
	if !isSearched(t) {
		return nil
	}
	stored, err := e.store.TextsOf(ctx, e.config.House, t, idsOf(rows))
	if err != nil {
		return err
	}
	for _, row := range rows {
		if have, ok := stored[row.ID()]; (!ok || have != *textOf(row)) && e.still(ctx, row) {
			out.find("check-text", "type", t.Name, "record", row.ID())
		}
	}
	return nil
}

func (e *Engine) inspectColumns(ctx context.Context, t *record.Type, out *Inspection) error {
	for above := ""; ; {
		stale, last, n, err := e.store.StaleColumns(ctx, e.config.House, t, above, MostRows)
		if err != nil {
			return err
		}
		for _, s := range stale {
			out.find("check-column", "type", t.Name, "record", s.ID, "column", s.Column)
		}
		if above = last; n < MostRows {
			return nil
		}
	}
}

// still tells whether a record is as it was read, so that a difference is none that came in between.
func (e *Engine) still(ctx context.Context, row *record.Record) bool {
	now, err := e.store.Get(ctx, e.config.House, row.Type, row.ID(), store.Sees{All: true})
	return err == nil && now != nil && now.Version() == row.Version()
}

func idsOf(rows []*record.Record) []string {
	out := make([]string, len(rows))
	for i, row := range rows {
		out[i] = row.ID()
	}
	return out
}
