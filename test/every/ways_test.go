package every

import (
	"slices"
	"strings"
	"testing"
	"time"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// TestFiguresOrderSearchExportAndThePastShowWhatTheDeclarationsAllow holds the ways beside lists to the
// same oracle, for every type and role.
func TestFiguresOrderSearchExportAndThePastShowWhatTheDeclarationsAllow(t *testing.T) {
	w := newWorld(t)
	w.fill()
	actors := w.actors()
	w.each(func(t *testing.T, of *record.Type) {
		rows := w.all(of)
		for _, a := range actors {
			want := w.oracle(t, a, of, rows)
			w.compareFigures(t, a, of, want)
			w.compareOrders(t, a, of, want)
			w.compareExport(t, a, of, want)
			w.compareSearch(t, a, of, rows, want)
			w.comparePast(t, a, of, rows, want)
		}
	})
}

// compareFigures asks for figures in both shapes: over all, and by a dimension.
func (w *world) compareFigures(t *testing.T, a record.Actor, of *record.Type, want []string) {
	t.Helper()
	for _, by := range []string{"", "day(created_at)"} {
		f, err := w.engine.Aggregate(t.Context(), a, engine.AggregateAsk{Type: of.Name, By: by})
		if fault.Is(err, fault.Forbidden) {
			if len(want) > 0 {
				t.Errorf("%s may see %d and gets no figures", a.Roles[0], len(want))
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		n := int64(0)
		for _, g := range f.Groups {
			n += g.Figures[0].Num().Int64()
		}
		if int(n) != len(want) {
			t.Errorf("%s: figures by %q count %d, may see %d", a.Roles[0], by, n, len(want))
		}
	}
}

// compareOrders sorts by every field: what may be asked gives exactly what may be seen.
func (w *world) compareOrders(t *testing.T, a record.Actor, of *record.Type, want []string) {
	t.Helper()
	for _, d := range of.Defs() {
		page, err := w.engine.List(t.Context(), a, engine.Ask{Type: of.Name, Order: d.Name, Limit: 500, Background: true})
		if err != nil {
			continue // not to be sorted by, or not for this actor: compared where fields are
		}
		got := ids(page.Records)
		slices.Sort(got)
		if sorted := slices.Sorted(slices.Values(want)); !slices.Equal(got, sorted) {
			t.Errorf("%s: in the order of %s are %d, may see %d", a.Roles[0], d.Name, len(got), len(want))
		}
	}
}

// compareExport walks through the pages as an export does.
func (w *world) compareExport(t *testing.T, a record.Actor, of *record.Type, want []string) {
	t.Helper()
	var got []string
	ask := engine.Ask{Type: of.Name, Order: "id", Limit: 4, Background: true}
	for {
		page, err := w.engine.List(t.Context(), a, ask)
		if fault.Is(err, fault.Forbidden) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, ids(page.Records)...)
		if ask.Cursor = page.Next; page.Next == "" {
			break
		}
	}
	if !slices.Equal(got, want) && len(got)+len(want) > 0 {
		t.Errorf("%s exports %d, may see %d", a.Roles[0], len(got), len(want))
	}
}

// compareSearch looks for a record that may be seen and for one that may not, by their titles.
func (w *world) compareSearch(t *testing.T, a record.Actor, of *record.Type, rows []*record.Record, want []string) {
	t.Helper()
	var seen, unseen bool
	for _, r := range rows {
		may := slices.Contains(want, r.ID())
		if (may && seen) || (!may && unseen) || len(strings.Fields(r.Title())) == 0 {
			continue
		}
		seen, unseen = seen || may, unseen || !may
		page, err := w.engine.Search(t.Context(), a, engine.SearchAsk{Words: r.Title(), Types: []string{of.Name}, Limit: 500})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range page.Hits {
			if !slices.Contains(want, h.Record.ID()) {
				t.Errorf("%s finds %s by search, which they may not see", a.Roles[0], h.Record.ID())
			}
		}
	}
}

// comparePast asks for what a record was.
func (w *world) comparePast(t *testing.T, a record.Actor, of *record.Type, rows []*record.Record, want []string) {
	t.Helper()
	for _, r := range rows {
		may := slices.Contains(want, r.ID())
		if _, err := w.engine.AtVersion(t.Context(), a, of.Name, r.ID(), 1); may != (err == nil) {
			t.Errorf("%s reads the first version of %s: %v, may %v", a.Roles[0], r.ID(), err, may)
		}
		if _, err := w.engine.AsOf(t.Context(), a, of.Name, r.ID(), time.Now().Add(time.Hour), engine.Recorded); may != (err == nil) {
			t.Errorf("%s reads %s as of now: %v, may %v", a.Roles[0], r.ID(), err, may)
		}
	}
}

// TestAStreamTellsEachRoleOfWhatTheDeclarationsAllow makes a record of every type while somebody of
// every role watches.
func TestAStreamTellsEachRoleOfWhatTheDeclarationsAllow(t *testing.T) {
	w := newWorld(t)
	w.fill()
	actors := w.actors()
	w.each(func(t *testing.T, of *record.Type) {
		streams := make([]<-chan engine.Event, len(actors))
		all := w.engine.Watch(t.Context(), w.root())
		for i, a := range actors {
			streams[i] = w.engine.Watch(t.Context(), a)
		}
		made := w.create(of)
		for heard := false; !heard; {
			select {
			case ev := <-all:
				heard = ev.ID == made.ID() || ev.Resync
			case <-t.Context().Done():
				t.Fatal("nobody is told")
			}
		}
		w.engine.Watch(t.Context(), w.root()) // waits until the change has been given to everybody
		stored := w.stored(t, made)
		for i, a := range actors {
			may := w.mayRead(t, a, stored)
			if told, unsure := toldOf(streams[i], made.ID()); told != may && !unsure {
				t.Errorf("%s is told of %s: %v, may read it: %v", a.Roles[0], made.ID(), told, may)
			}
		}
	})
}

func (w *world) stored(t *testing.T, r *record.Record) *record.Record {
	t.Helper()
	row, err := w.engine.System("the oracle sees all").Get(t.Context(), r.Type.Name, r.ID())
	if err != nil {
		t.Fatal(err)
	}
	return row
}

// toldOf empties a stream; unsure says that it was told to look anew.
func toldOf(events <-chan engine.Event, id string) (told, unsure bool) {
	for {
		select {
		case ev := <-events:
			told, unsure = told || ev.ID == id, unsure || ev.Resync
		default:
			return told, unsure
		}
	}
}
