package engine

import (
	"context"
	"maps"
	"slices"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
)

// What a restored installation needs before anybody works on it.

// Reindex notes the text of every record anew and puts it into the search index. It gives how many
// records that were.
func (e *Engine) Reindex(ctx context.Context) (int64, error) {
	r, n := e.System("the index holds every record").(*reader), int64(0)
	for _, t := range e.Catalogue().Types() {
		if !isSearched(t) {
			continue
		}
		err := r.eachPage(ctx, Ask{Type: t.Name, Order: "created_at"}, func(rows []*record.Record) error {
			texts := make([]store.FoundBy, len(rows))
			for i, row := range rows {
				texts[i] = store.FoundBy{ID: row.ID(), Version: row.Version(), Text: textOf(row)}
			}
			n += int64(len(rows))
			return e.store.PendTexts(ctx, e.config.House, t.Name, texts)
		})
		if err != nil {
			return n, err
		}
	}
	return n, e.MergeSearch(ctx)
}

// eachPage hands on all that a question finds, page by page.
func (r *reader) eachPage(ctx context.Context, ask Ask, take func([]*record.Record) error) error {
	ask.Limit, ask.Background = MostRows, true
	for {
		page, err := r.list(ctx, ask)
		if err != nil {
			return err
		}
		if len(page.Records) > 0 {
			if err := take(page.Records); err != nil {
				return err
			}
		}
		if ask.Cursor = page.Next; page.Next == "" {
			return nil
		}
	}
}

// EraseAgain repeats erasures that a restored backup does not know of: those of a log that was kept
// outside. It gives how many records it erased values of.
func (e *Engine) EraseAgain(ctx context.Context, log []*store.Erasure) (int, error) {
	known, err := e.store.Erasures(ctx, e.config.House)
	if err != nil {
		return 0, err
	}
	done := map[string]bool{}
	for _, k := range known {
		done[string(k.Signature)] = true
	}
	byRecord := map[string][]*store.Erasure{}
	for _, l := range log {
		if l.House == e.config.House && !done[string(l.Signature)] {
			byRecord[l.Record] = append(byRecord[l.Record], l)
		}
	}
	n := 0
	for _, id := range slices.Sorted(maps.Keys(byRecord)) {
		erased, err := e.eraseAgain(ctx, byRecord[id])
		if err != nil {
			return n, err
		}
		if erased {
			n++
		}
	}
	return n, e.settle(ctx)
}

// eraseAgain repeats all erasures of one record as one, as far as the values are there again.
func (e *Engine) eraseAgain(ctx context.Context, log []*store.Erasure) (bool, error) {
	last := log[len(log)-1]
	t, ok := e.Catalogue().Type(last.Type)
	if !ok {
		return false, nil
	}
	r := Redaction{Type: last.Type, ID: last.Record, Reason: last.Reason, only: map[string][]int64{}}
	for _, l := range log {
		for name, versions := range l.Values {
			if slot := t.SlotEver(name); slot >= 0 {
				d := t.Defs()[slot]
				r.only[d.Name] = append(r.only[d.Name], versions...)
				if !d.Computed && !slices.Contains(r.Fields, d.Name) {
					r.Fields = append(r.Fields, d.Name)
				}
			}
		}
	}
	actor := e.SystemActor("restore")
	actor.Person = last.Actor
	_, err := e.redact(ctx, actor, Options{}, &r)
	if fault.Is(err, fault.NotFound) {
		return false, nil // the backup is older than the record, or than the value
	}
	return err == nil, err
}
