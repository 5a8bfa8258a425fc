package engine

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/store"
)

// When permissions change, the reader lines of records that nobody writes are still those of the
// former ones. A type whose lines are not known to be of the present permissions is stale: until a job
// has written them anew, its row conditions are asked of each row, so that what was taken away is gone
// and what was granted is there at once, also where it follows from another record. In the same way the texts of a type go into the index anew when other
// fields of it are searched, and what choices are sorted by is written anew when their options have
// another order.

// RefillTopic is the topic of the job that writes stale reader lines and texts anew.
const RefillTopic = "readers.refill"

const (
	refillBatch = 200
	refillTries = 10
	settling    = 5 * time.Second
	readersMark = "readers:"
	searchMark  = "search:"
	ranksMark   = "ranks:"
	// searchFormat changes when texts are cut into words in another way.
	searchFormat = "2"
	// readersFormat changes when reader lines are made in another way.
	readersFormat = "2"
)

// marks gives for each type what its stored reader lines and texts must have been made of; empty where
// there are none.
func (b *book) marks() map[string]string {
	out := map[string]string{}
	var all strings.Builder
	for _, t := range b.catalogue.Types() {
		all.WriteString(b.readingOf(t.Name, true))
	}
	for _, t := range b.catalogue.Types() {
		of := b.readingOf(t.Name, false)
		if slices.ContainsFunc(b.byType[t.Name], func(p permission) bool { return p.Via != "" }) {
			of += all.String()
		}
		out[readersMark+t.Name] = ""
		if of != "" {
			out[readersMark+t.Name] = digest(readersFormat + " " + of)
		}
		out[searchMark+t.Name] = ""
		if isSearched(t) {
			out[searchMark+t.Name] = digest(searchFormat + " " + strings.Join(searched(t), " "))
		}
		out[ranksMark+t.Name] = digest(rankedBy(t))
	}
	return out
}

// readingOf writes the permissions to read a type, with or without those for all rows.
func (b *book) readingOf(typeName string, whole bool) string {
	var lines []string
	for _, p := range b.byType[typeName] {
		if _, all := p.rows.(query.All); p.Allows(record.Read) && (whole || !all || p.Via != "") {
			lines = append(lines, fmt.Sprintf("%s %q %q %q;", typeName, p.Role, query.Print(p.rows), p.Via))
		}
	}
	slices.Sort(lines)
	return strings.Join(slices.Compact(lines), "")
}

func digest(text string) string {
	if text == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}

// compareMarks finds the stale types. A type without records is not: its mark is set at once.
func (e *Engine) compareMarks(ctx context.Context, c *record.Catalogue, b *book) error {
	b.since = e.Now()
	stored, err := e.store.MetaNames(ctx, readersMark, searchMark, ranksMark)
	if err != nil {
		return err
	}
	for name, mark := range b.marks() {
		if stored[name] == mark {
			continue
		}
		_, typeName, _ := strings.Cut(name, ":")
		t, _ := c.Type(typeName)
		empty, err := e.store.Empty(ctx, t)
		if err != nil {
			return err
		}
		if mark != "" && !empty {
			b.stale[name] = true
			continue
		}
		if err := e.store.SetMeta(ctx, name, mark); err != nil {
			return err
		}
	}
	return nil
}

// Stale tells whether reader lines or texts of some type must be written anew, and have been so for a
// moment: writes that were prepared before, here or on another node, have ended.
func (e *Engine) Stale(context.Context) (bool, error) {
	b := e.book.Load()
	return len(b.stale) > 0 && e.Now().Sub(b.since) > settling, nil
}

// Refill writes the reader lines and texts of stale types anew.
func (e *Engine) Refill(ctx context.Context) error {
	for _, name := range slices.Sorted(maps.Keys(e.book.Load().stale)) {
		b := e.book.Load()
		mark := b.marks()[name]
		kind, typeName, _ := strings.Cut(name, ":")
		step := map[string]func(context.Context, string, string) (string, error){readersMark: e.RefillReaders, searchMark: e.RefillSearch, ranksMark: e.RefillRanks}[kind+":"]
		for after, more := "", true; more; more = after != "" {
			next, err := step(ctx, typeName, after)
			if err != nil {
				return fmt.Errorf("engine.refill %s: %w", name, err)
			}
			after = next
		}
		if err := e.refilled(ctx, name, mark); err != nil {
			return err
		}
	}
	return nil
}

// refilled notes that a type is no longer stale, unless its permissions have changed meanwhile.
func (e *Engine) refilled(ctx context.Context, name, mark string) error {
	e.reload.Lock()
	defer e.reload.Unlock()
	b := e.book.Load()
	if b.marks()[name] != mark {
		return nil
	}
	if err := e.store.SetMeta(ctx, name, mark); err != nil {
		return err
	}
	fresh := *b
	fresh.stale = maps.Clone(b.stale)
	delete(fresh.stale, name)
	e.book.Store(&fresh)
	e.hub.reseat()
	e.store.TellCatalogue()
	return nil
}

// RefillReaders writes the reader lines of the next records of a type anew, in the order of their ids
// behind after, and gives the id to go on from; empty at the end.
func (e *Engine) RefillReaders(ctx context.Context, typeName, after string) (next string, err error) {
	return e.refillBatch(ctx, typeName, after, func(r *reader, rows []*record.Record) error {
		w := &store.Write{House: e.config.House}
		for _, row := range rows {
			lines, err := r.book.readersOf(ctx, r, row)
			if err != nil {
				return err
			}
			w.Regrants = append(w.Regrants, store.Regrant{Type: row.Type, ID: row.ID(), Version: row.Version(), Readers: lines})
		}
		return e.store.Apply(ctx, w)
	})
}

// RefillSearch is RefillReaders for the texts by which records are found.
func (e *Engine) RefillSearch(ctx context.Context, typeName, after string) (next string, err error) {
	return e.refillBatch(ctx, typeName, after, func(_ *reader, rows []*record.Record) error {
		w := &store.Write{House: e.config.House}
		for _, row := range rows {
			w.Texts = append(w.Texts, store.Retext{Type: row.Type, ID: row.ID(), Version: row.Version(), Text: *textOf(row)})
		}
		return e.store.Apply(ctx, w)
	})
}

// RefillRanks writes anew what records are sorted by, where the options of a choice have another order.
func (e *Engine) RefillRanks(ctx context.Context, typeName, after string) (next string, err error) {
	t, err := e.As(e.SystemActor("job")).(*reader).typeOf(typeName)
	if err != nil {
		return "", err
	}
	for try := 1; ; try++ {
		stale, last, n, err := e.store.StaleColumns(ctx, e.config.House, t, after, refillBatch)
		if err != nil {
			return "", err
		}
		var ids []string
		for _, s := range stale {
			ids = append(ids, s.ID)
		}
		err = e.rederive(ctx, t, slices.Compact(ids))
		if fault.Is(err, fault.Conflict) && try < refillTries {
			continue
		}
		if err != nil || n < refillBatch {
			return "", err
		}
		return last, nil
	}
}

func (e *Engine) rederive(ctx context.Context, t *record.Type, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	rows, err := e.store.GetMany(ctx, e.config.House, t, ids, store.Sees{All: true})
	if err != nil {
		return err
	}
	w := &store.Write{House: e.config.House}
	for _, id := range ids {
		if row := rows[id]; row != nil {
			w.Derived = append(w.Derived, row)
		}
	}
	return e.store.Apply(ctx, w)
}

// rankedBy writes the options by whose order records are sorted.
func rankedBy(t *record.Type) string {
	var b strings.Builder
	for _, d := range t.Defs() {
		if len(d.Options) == 0 {
			continue
		}
		b.WriteString(d.Name + ":")
		for _, o := range d.Options {
			b.WriteString(" " + o.Key + "/" + o.Category)
		}
		b.WriteByte(';')
	}
	return b.String()
}

// refillBatch reads the next records and writes what was derived of them; again when one of them was
// changed in between.
func (e *Engine) refillBatch(ctx context.Context, typeName, after string, write func(*reader, []*record.Record) error) (next string, err error) {
	for try := 1; ; try++ {
		r := e.As(e.SystemActor("job")).(*reader)
		t, err := r.typeOf(typeName)
		if err != nil {
			return "", err
		}
		rows, err := e.store.Scan(ctx, e.config.House, t, after, refillBatch)
		if err != nil || len(rows) == 0 {
			return "", err
		}
		err = write(r, rows)
		if fault.Is(err, fault.Conflict) && try < refillTries {
			continue
		}
		if err != nil || len(rows) < refillBatch {
			return "", err
		}
		return rows[len(rows)-1].ID(), nil
	}
}
