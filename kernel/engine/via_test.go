package engine_test

import (
	"context"
	"crypto/rand"
	"log/slog"
	"testing"
	"time"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
)

var (
	remarkAbout = record.AnyRef("about").Required().Indexed()
	remarkText  = record.Text("text").Required()
	remarkOpen  = record.YesNo("open")

	stampOn   = record.Ref("remark", "remark").Required().Indexed()
	stampName = record.Text("name").Required()
)

// remarks are remarks about parcels, and stamps on remarks.
func remarks() []*record.Type {
	read := []record.Operation{record.Read}
	remark := &record.Type{Name: "remark", Title: remarkText, Fields: record.Columns{remarkAbout, remarkText, remarkOpen},
		Access: record.Access{{Role: "clerk", Can: []record.Operation{record.Create, record.Change}}, {Role: "clerk", Can: read, Via: "about"},
			{Role: record.Everyone, Can: read, Via: "about", Rows: "open = yes"}}}
	stamp := &record.Type{Name: "stamp", Title: stampName, Fields: record.Columns{stampOn, stampName},
		Access: record.Access{{Role: "clerk", Can: []record.Operation{record.Create}}, {Role: record.Everyone, Can: read, Via: "remark"}}}
	return []*record.Type{remark, stamp}
}

// openRemarks is the small world with remarks about parcels, and stamps on remarks.
func openRemarks(t *testing.T) *engine.Engine {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, store.Config{Folder: t.TempDir(), Now: time.Now, Random: func(b []byte) { _, _ = rand.Read(b) }, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	e, err := engine.New(ctx, engine.Config{Store: s, Declared: append(declarations(), remarks()...), House: "main", Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// told is a parcel of a person, with an open and a closed remark, each stamped.
type told struct {
	*engine.Engine
	t            *testing.T
	ann, ben     *record.Record
	parcel       *record.Record
	open, closed *record.Record
}

func tellRemarks(t *testing.T) told {
	w := told{Engine: openRemarks(t), t: t}
	w.fill()
	return w
}

func (w *told) fill() {
	w.t.Helper()
	e, ctx, one := w.Engine, context.Background(), must[*record.Record](w.t)
	w.ann = one(e.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ann"}))
	w.ben = one(e.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ben"}))
	w.parcel = one(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Books", "owner": "Ann"}))
	about := "parcel/" + w.parcel.ID()
	w.open = one(e.CreateOne(ctx, clerk(), "remark", map[string]any{"about": about, "text": "for all", "open": true}))
	w.closed = one(e.CreateOne(ctx, clerk(), "remark", map[string]any{"about": about, "text": "for us"}))
	one(e.CreateOne(ctx, clerk(), "stamp", map[string]any{"remark": w.open.ID(), "name": "seen"}))
	one(e.CreateOne(ctx, clerk(), "stamp", map[string]any{"remark": w.closed.ID(), "name": "checked"}))
}

func (w told) sees(a record.Actor, typeName string, want int, why string) {
	w.t.Helper()
	page, err := w.List(context.Background(), a, engine.Ask{Type: typeName})
	if err != nil {
		w.t.Fatalf("%s: %v", why, err)
	}
	if len(page.Records) != want {
		w.t.Fatalf("%s: sees %d of type %s, not %d", why, len(page.Records), typeName, want)
	}
}

func reads(p *record.Record) record.Actor {
	return record.Actor{Person: p.ID(), Roles: []string{"guest", record.Everyone}, Gateway: "page"}
}

func TestWhatFollowsARecordIsReadByItsReaders(t *testing.T) {
	w := tellRemarks(t)
	staff := clerk()
	staff.Roles = append(staff.Roles, record.Everyone)
	w.sees(staff, "remark", 2, "a clerk")
	w.sees(staff, "stamp", 2, "a clerk")
	w.sees(reads(w.ann), "remark", 1, "the owner")
	w.sees(reads(w.ann), "stamp", 1, "the owner")
	w.sees(reads(w.ben), "remark", 0, "another guest")
	w.sees(reads(w.ben), "stamp", 0, "another guest")
	if _, err := w.As(reads(w.ann)).Get(context.Background(), "remark", w.closed.ID()); !fault.Is(err, fault.NotFound) {
		t.Fatalf("the owner opens a remark that is not for them: %v", err)
	}
}

func TestReadersOfWhatFollowsChangeWithItsSubject(t *testing.T) {
	w, ctx, one := tellRemarks(t), context.Background(), must[*record.Record](t)
	one(w.ChangeOne(ctx, clerk(), "parcel", w.parcel.ID(), 0, map[string]any{"owner": "Ben"}))
	w.sees(reads(w.ann), "remark", 0, "the owner before")
	w.sees(reads(w.ann), "stamp", 0, "the owner before")
	w.sees(reads(w.ben), "remark", 1, "the owner after")
	w.sees(reads(w.ben), "stamp", 1, "the owner after")
	one(w.ChangeOne(ctx, clerk(), "remark", w.closed.ID(), 0, map[string]any{"open": true}))
	w.sees(reads(w.ben), "remark", 2, "a remark opened")
	w.sees(reads(w.ben), "stamp", 2, "a remark opened")
	if w.open.Version() != 1 || one(w.System("test").Get(ctx, "remark", w.open.ID())).Version() != 1 {
		t.Fatal("new readers made a new version")
	}
}

// TestReadersOfWhatIsMadeInTheSameWriteChangeToo: a record, what follows it and its change come as one.
func TestReadersOfWhatIsMadeInTheSameWriteChangeToo(t *testing.T) {
	w, ctx := tellRemarks(t), context.Background()
	made := engine.NewID()
	must[[]engine.Result](t)(w.Do(ctx, w.SystemActor("test"), engine.Options{},
		engine.Command{Do: engine.Create, Type: "parcel", ID: made, Values: map[string]any{"subject": "Hats", "owner": "Ann"}},
		engine.Command{Do: engine.Create, Type: "remark", Values: map[string]any{"about": "parcel/" + made, "text": "as new", "open": true}},
		engine.Command{Do: engine.Change, Type: "parcel", ID: made, Values: map[string]any{"owner": "Ben"}},
	))
	w.sees(reads(w.ann), "remark", 1, "the first owner, as before")
	w.sees(reads(w.ben), "remark", 1, "the owner that the write ends with")
	must[[]engine.Result](t)(w.Do(ctx, w.SystemActor("test"), engine.Options{},
		engine.Command{Do: engine.Create, Type: "remark", Values: map[string]any{"about": "parcel/" + made, "text": "another", "open": true}},
		engine.Command{Do: engine.Change, Type: "parcel", ID: made, Values: map[string]any{"owner": "Ann"}},
	))
	w.sees(reads(w.ann), "remark", 3, "all are Ann's now")
	w.sees(reads(w.ben), "remark", 0, "and Ben's no more")
	if found := must[*engine.Inspection](t)(w.Inspect(ctx)); len(found.Findings) > 0 {
		t.Fatalf("%v", found.Findings)
	}
}

func TestWhatFollowsARemovedRecordIsReadByNobodyUntilItIsBack(t *testing.T) {
	w, ctx := tellRemarks(t), context.Background()
	if err := w.RemoveOne(ctx, clerk(), "parcel", w.parcel.ID(), 0); err != nil {
		t.Fatal(err)
	}
	w.sees(clerk(), "remark", 0, "a clerk, without the parcel")
	w.sees(reads(w.ann), "stamp", 0, "the owner, without the parcel")
	if found := must[*engine.Inspection](t)(w.Inspect(ctx)); len(found.Findings) > 0 {
		t.Fatalf("what waits for the undo is no fault: %v", found.Findings)
	}
	must[*record.Record](t)(w.Undo(ctx, clerk(), engine.Options{}, "parcel", w.parcel.ID(), 2))
	w.sees(clerk(), "remark", 2, "a clerk, after undo")
	w.sees(reads(w.ann), "stamp", 1, "the owner, after undo")
}

func TestWhatARoleSeesByTheRowIsAskedOfTheRow(t *testing.T) {
	w, ctx, one := tellRemarks(t), context.Background(), must[*record.Record](t)
	inspector := record.Actor{Person: w.ben.ID(), Roles: []string{"inspector"}, Gateway: "page"}
	large := one(w.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Sofa", "size": "large"}))
	w.sees(inspector, "parcel", 1, "small parcels are for every inspector")
	one(w.ChangeOne(ctx, clerk(), "parcel", large.ID(), 0, map[string]any{"owner": "Ben"}))
	w.sees(inspector, "parcel", 2, "and one's own of any size")
	page := must[*engine.Page](t)(w.List(ctx, inspector, engine.Ask{Type: "parcel", Filter: `owner.name = "Ann"`}))
	if len(page.Records) != 1 {
		t.Fatalf("through the owner %d are found", len(page.Records))
	}
	one(w.ChangeOne(ctx, clerk(), "parcel", large.ID(), 0, map[string]any{"owner": "Ann"}))
	w.sees(inspector, "parcel", 1, "until it is given away")
}

func TestWhyARecordIsReadIsToldByWayOfItsSubject(t *testing.T) {
	w, ctx := tellRemarks(t), context.Background()
	for _, c := range []struct {
		who  *record.Record
		want int
	}{{w.ann, 1}, {w.ben, 0}} {
		why, err := w.Explain(ctx, clerk(), reads(c.who), "remark", w.open.ID(), record.Read)
		if err != nil || len(why) != c.want || (c.want > 0 && why[0].Via != "about") {
			t.Errorf("%s: %+v %v", personName.Of(c.who), why, err)
		}
		may, err := w.MayWith(ctx, reads(c.who), record.Read, w.open)
		if err != nil && !fault.Is(err, fault.NotFound) || may != (c.want > 0) {
			t.Errorf("%s may: %v %v", personName.Of(c.who), may, err)
		}
	}
}
