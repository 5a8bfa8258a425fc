package engine_test

import (
	"context"
	"testing"
	"time"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/store/storetest"
)

// clocked is an engine whose clock a test sets forward.
func clocked(t *testing.T, c store.Config) (*engine.Engine, *storetest.Clock) {
	t.Helper()
	clock := storetest.NewClock()
	c.Now = clock.Now
	e, err := engine.New(context.Background(), engine.Config{Store: storetest.Open(t, c), Declared: declarations(), House: "main", Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	return e, clock
}

func TestTheTwoClocksOfThePast(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		e, clock := clocked(t, c)
		ctx, noon := context.Background(), clock.Now()
		at := func(h int) time.Time { return noon.Add(time.Duration(h) * time.Hour) }
		p := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "First"}))
		clock.Forward(2 * time.Hour)
		must[*record.Record](t)(e.ChangeOne(ctx, clerk(), "parcel", p.ID(), 0, map[string]any{"note": "at two"}))
		clock.Forward(2 * time.Hour)
		late := engine.Command{Do: engine.Change, Type: "parcel", ID: p.ID(), Values: map[string]any{"subject": "Told at four of one"}, HappenedAt: at(1)}
		must[[]engine.Result](t)(e.Do(ctx, clerk(), engine.Options{}, late))
		for _, then := range []struct {
			hour          int
			by            engine.Clock
			subject, note string
		}{
			{0, engine.Recorded, "First", ""}, {3, engine.Recorded, "First", "at two"}, {4, engine.Recorded, "Told at four of one", "at two"},
			{0, engine.Happened, "First", ""}, {1, engine.Happened, "Told at four of one", ""}, {2, engine.Happened, "Told at four of one", "at two"},
		} {
			was := must[*record.Record](t)(e.AsOf(ctx, clerk(), "parcel", p.ID(), at(then.hour), then.by))
			if subject.Of(was) != then.subject || note.Of(was) != then.note {
				t.Fatalf("%+v: %q %q", then, subject.Of(was), note.Of(was))
			}
		}
		if _, err := e.AsOf(ctx, clerk(), "parcel", p.ID(), at(-1), engine.Happened); !fault.Is(err, fault.NotFound) {
			t.Fatalf("before it was made: %v", err)
		}
	})
}

func TestARemovedRecordHasAPast(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		e, clock := clocked(t, c)
		ctx := context.Background()
		ann := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ann"}))
		mine := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Mine", "owner": "Ann"}))
		other := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Other"}))
		made := clock.Now()
		clock.Forward(time.Hour)
		for _, p := range []*record.Record{mine, other} {
			if err := e.RemoveOne(ctx, clerk(), "parcel", p.ID(), 0); err != nil {
				t.Fatal(err)
			}
		}
		guest := record.Actor{Person: ann.ID(), Roles: []string{"guest"}, Gateway: "page"}
		was := must[*record.Record](t)(e.AsOf(ctx, guest, "parcel", mine.ID(), made, engine.Recorded))
		if subject.Of(was) != "Mine" || !was.ValueOf(weight.Definition()).IsEmpty() {
			t.Fatalf("%q, weight %d", subject.Of(was), weight.Of(was))
		}
		if _, err := e.AsOf(ctx, guest, "parcel", other.ID(), made, engine.Recorded); !fault.Is(err, fault.NotFound) {
			t.Fatalf("another's removed parcel: %v", err)
		}
		if _, err := e.AsOf(ctx, clerk(), "parcel", mine.ID(), clock.Now(), engine.Recorded); !fault.Is(err, fault.NotFound) {
			t.Fatalf("after its removal: %v", err)
		}
		history := must[[]*store.Version](t)(e.History(ctx, clerk(), "parcel", mine.ID(), 0, 10))
		if len(history) != 2 || history[0].Operation != store.Delete {
			t.Fatalf("%d versions", len(history))
		}
		if _, err := e.AtVersion(ctx, clerk(), "parcel", mine.ID(), 3); !fault.Is(err, fault.NotFound) {
			t.Fatalf("a version that never was: %v", err)
		}
	})
}
