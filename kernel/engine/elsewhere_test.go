package engine_test

import (
	"context"
	"testing"
	"time"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

func importer() record.Actor {
	return record.Actor{Name: "Importer", Roles: []string{"clerk", "importer"}, Gateway: "import"}
}

func TestAReplayedHistoryStandsAsItWas(t *testing.T) {
	e, ctx, one := open(t), context.Background(), must[[]engine.Result](t)
	then := time.Date(2016, 2, 29, 1, 16, 0, 0, time.UTC)
	p := one(e.Do(ctx, importer(), engine.Options{}, engine.Command{Do: engine.Create, Type: "parcel", HappenedAt: then, Replay: &engine.Replay{},
		Values: map[string]any{"subject": "nothing", "state": "lost", "weight": "7"}}))[0].Record
	if p.State() != "lost" || weight.Of(p) != 7 || p.At(record.SlotCreatedAt).Int() != then.UnixMicro() {
		t.Fatalf("state %q weight %d", p.State(), weight.Of(p))
	}
	p = one(e.Do(ctx, importer(), engine.Options{}, engine.Command{Do: engine.Change, Type: "parcel", ID: p.ID(), HappenedAt: then.Add(time.Hour),
		Replay: &engine.Replay{Fields: []string{"weight"}}, Values: map[string]any{"state": "sent", "size": "large"}}))[0].Record
	if p.State() != "sent" || weight.Of(p) != 7 {
		t.Fatalf("lost parcels do not come back here, but there it did: state %q weight %d", p.State(), weight.Of(p))
	}
	versions, err := e.History(ctx, importer(), "parcel", p.ID(), 0, 1)
	if err != nil || versions[0].Because != engine.OutsideLifecycle {
		t.Fatalf("history shows %q (%v)", versions[0].Because, err)
	}
}

func TestAReplayKeepsKindsAndReferencesAndNeedsItsPermission(t *testing.T) {
	e, ctx := open(t), context.Background()
	c := engine.Command{Do: engine.Create, Type: "parcel", Replay: &engine.Replay{}, Values: map[string]any{"size": "huge", "owner": "Nobody"}}
	_, err := e.Do(ctx, importer(), engine.Options{}, c)
	if l := fault.All(err); len(l) != 3 || l[0].Field != "owner" || l[1].Field != "size" || l[2].Field != "subject" {
		t.Fatalf("%v", err)
	}
	c.Values = map[string]any{"subject": "Books"}
	page := importer()
	page.Gateway = "page"
	for _, a := range []record.Actor{clerk(), page, {Roles: []string{"clerk"}, Gateway: "import"}} {
		if _, err := e.Do(ctx, a, engine.Options{}, c); !fault.Is(err, fault.Forbidden) {
			t.Fatalf("%v repeats a history by %s: %v", a.Roles, a.Gateway, err)
		}
	}
}

func TestARecordIsMadeOnlyInAStateThatItsFirstOneLeadsTo(t *testing.T) {
	e, ctx := open(t), context.Background()
	if _, err := e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Books", "state": "lost"}); fault.All(err)[0].Key != "no-such-move" {
		t.Fatalf("made lost: %v", err)
	}
	ann := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ann"}))
	must[*record.Record](t)(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Books", "state": "sent", "owner": ann.ID()}))
}

func TestAFieldIsReadAndChangedOnlyInTheRowsOfItsPermission(t *testing.T) {
	e, ctx, one := open(t), context.Background(), must[*record.Record](t)
	ann := one(e.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ann"}))
	mine := one(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Mine", "owner": "Ann", "note": "fragile"}))
	other := one(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Other", "note": "secret"}))
	porter := record.Actor{Person: ann.ID(), Roles: []string{"porter"}, Gateway: "page"}
	r := e.As(porter)
	if note.Of(one(r.Get(ctx, "parcel", mine.ID()))) != "fragile" || note.Of(one(r.Get(ctx, "parcel", other.ID()))) != "" {
		t.Fatal("a note is read in another's parcel")
	}
	page := must[*engine.Page](t)(e.List(ctx, porter, engine.Ask{Type: "parcel"}))
	for _, row := range page.Records {
		if (note.Of(row) != "") != (row.ID() == mine.ID()) {
			t.Fatalf("the list shows the note %q of %q", note.Of(row), subject.Of(row))
		}
	}
	if _, err := e.List(ctx, porter, engine.Ask{Type: "parcel", Filter: `note is not empty`}); !fault.Is(err, fault.Forbidden) {
		t.Fatalf("filtering by what is hidden in some rows: %v", err)
	}
	one(e.ChangeOne(ctx, porter, "parcel", mine.ID(), 0, map[string]any{"subject": "Mine too", "size": "large"}))
	if _, err := e.ChangeOne(ctx, porter, "parcel", other.ID(), 0, map[string]any{"subject": "Theirs"}); !fault.Is(err, fault.Forbidden) {
		t.Fatalf("a field of another's parcel is changed: %v", err)
	}
	one(e.ChangeOne(ctx, porter, "parcel", other.ID(), 0, map[string]any{"size": "large"}))
	if whole := one(e.System("test").Get(ctx, "parcel", other.ID())); note.Of(whole) != "secret" || weight.Of(whole) != 10 {
		t.Fatalf("a hidden field was lost: %q", note.Of(whole))
	}
}
