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
// fields of it are searched.

// RefillTopic is the topic of the job that writes stale reader lines and texts anew.
const RefillTopic = "readers.refill"

const (
	refillBatch = 200
	refillTries = 10
	settling    = 5 * time.Second
	readersMark = "readers:"
	searchMark  = "search:"
	// searchFormat changes when texts are cut into words in another way.
	searchFormat = "2"
)

// marks gives for each type what its stored reader lines and texts must have been made of; empty where
// there are none.
func (b *book) marks(c *record.Catalogue) map[string]string {
	out := map[string]string{}
	var all strings.Builder
	for _, t := range c.Types() {
		all.WriteString(b.readingOf(t.Name, true))
	}
	for _, t := range c.Types() {
		of := b.readingOf(t.Name, false)
		if slices.ContainsFunc(b.byType[t.Name], func(p permission) bool { return p.Via != "" }) {
			of += all.String()
		}
		out[readersMark+t.Name] = digest(of)
		out[searchMark+t.Name] = ""
		if !t.Internal {
			out[searchMark+t.Name] = digest(searchFormat + " " + strings.Join(searched(t), " "))
		}
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
	stored, err := e.store.MetaNames(ctx, readersMark, searchMark)
	if err != nil {
		return err
	}
	for name, mark := range b.marks(c) {
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
		mark := e.book.Load().marks(e.Catalogue())[name]
		kind, typeName, _ := strings.Cut(name, ":")
		step := e.RefillReaders
		if kind+":" == searchMark {
			step = e.RefillSearch
		}
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
	if b.marks(e.Catalogue())[name] != mark {
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
