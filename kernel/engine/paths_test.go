package engine_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/store/storetest"
)

// limited are permissions for parts of parcels: a painter reads and changes the size alone, a maker
// makes parcels and reads none.
func limited() []*record.Type {
	types := declarations()
	parcel := types[1]
	parcel.Access = append(parcel.Access,
		record.Permission{Role: "painter", Can: []record.Operation{record.Read, record.Change}, Fields: []string{"size"}},
		record.Permission{Role: "maker", Can: []record.Operation{record.Create}})
	return types
}

func openLimited(t *testing.T, c store.Config) *engine.Engine {
	t.Helper()
	return must[*engine.Engine](t)(engine.New(t.Context(), engine.Config{Store: storetest.Open(t, c), Declared: limited(), House: "main", Now: c.Now}))
}

func as(roles ...string) record.Actor {
	return record.Actor{Person: "0197000000007000800000000000abcd", Roles: roles, Gateway: "api"}
}

func TestAnUndoBringsBackOnlyFieldsThatTheActorMayWrite(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		e, ctx, one := openLimited(t, c), t.Context(), must[*record.Record](t)
		p := one(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Books", "note": "fragile"}))
		one(e.ChangeOne(ctx, clerk(), "parcel", p.ID(), 0, map[string]any{"note": "sturdy"}))
		if _, err := e.Undo(ctx, as("painter"), engine.Options{}, "parcel", p.ID(), 2); !fault.Is(err, fault.Forbidden) {
			t.Fatalf("a painter takes a note back: %v", err)
		}
		one(e.ChangeOne(ctx, clerk(), "parcel", p.ID(), 0, map[string]any{"size": "large"}))
		back := one(e.Undo(ctx, as("painter"), engine.Options{}, "parcel", p.ID(), 3))
		if size.Of(back) != "small" {
			t.Fatalf("the size is %q", size.Of(back))
		}
	})
}

func TestARemovedRecordIsNotMadeAgainByWhoCouldNotSeeIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		e, ctx, one := openLimited(t, c), t.Context(), must[*record.Record](t)
		p := one(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Secret"}))
		if err := e.RemoveOne(ctx, clerk(), "parcel", p.ID(), 0); err != nil {
			t.Fatal(err)
		}
		if _, err := e.Undo(ctx, as("maker"), engine.Options{}, "parcel", p.ID(), 2); !fault.Is(err, fault.NotFound) {
			t.Fatalf("somebody who sees no parcel brings one back: %v", err)
		}
		if _, err := e.Undo(ctx, as("guest"), engine.Options{}, "parcel", p.ID(), 1); !fault.Is(err, fault.NotFound) {
			t.Fatalf("a guest learns of another's parcel: %v", err)
		}
	})
}

func TestABatchOfRecordsThatSomebodyCannotSeeIsNoBatchForThem(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		e, ctx, one := openLimited(t, c), t.Context(), must[*record.Record](t)
		p := one(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Secret"}))
		change := func(batch, note string) {
			command := engine.Command{Do: engine.Change, Type: "parcel", ID: p.ID(), Values: map[string]any{"note": note}}
			must[[]engine.Result](t)(e.Do(ctx, clerk(), engine.Options{Batch: batch}, command))
		}
		change("b1", "first")
		change("b2", "second")
		if _, err := e.UndoBatch(ctx, as("guest"), engine.Options{}, "b1"); !fault.Is(err, fault.NotFound) {
			t.Fatalf("a guest is told what changed since: %v", err)
		}
	})
}

func TestNobodyGuessesAFieldThatTheyMayNotRead(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		e, ctx, one := openLimited(t, c), t.Context(), must[*record.Record](t)
		p := one(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Books", "note": "fragile"}))
		for name, guesses := range map[string][]any{"note": {"fragile", "sturdy"}, "weight": {1, 2}} {
			var answers []string
			for _, guess := range guesses {
				_, err := e.ChangeOne(ctx, as("painter"), "parcel", p.ID(), 0, map[string]any{name: guess})
				if err == nil {
					t.Fatalf("a guess of %s was taken", name)
				}
				answers = append(answers, fault.All(err)[0].Key)
			}
			if answers[0] != answers[1] {
				t.Fatalf("the answer tells which guess of %s is right: %v", name, answers)
			}
		}
		one(e.ChangeOne(ctx, clerk(), "parcel", p.ID(), 0, map[string]any{"note": "costs a fortune"}))
		_, err := e.ChangeOne(ctx, as("painter"), "parcel", p.ID(), 1, map[string]any{"note": "mine"})
		for _, f := range fault.All(err) {
			if f.Kind != fault.Forbidden || strings.Contains(strings.ToLower(f.Error()), "fortune") || f.Args["theirs"] != nil {
				t.Fatalf("a conflict shows what the painter may not read: %v %v", f, f.Args)
			}
		}
	})
}

// meddler lets a test do something at the moment between what a write reads and what it stores.
type meddler struct {
	engine *engine.Engine
	do     atomic.Pointer[func()]
}

func (m *meddler) rule(on record.RuleMoment, say string) record.Rule {
	return record.Rule{On: on, Say: say, Do: func(context.Context, *record.Draft, record.Reader) error {
		if do := m.do.Swap(nil); do != nil {
			(*do)()
		}
		return nil
	}}
}

func (m *meddler) next(do func()) { m.do.Store(&do) }

// meddled is the small world in which a test may come in between.
func meddled(t *testing.T, c store.Config) (*engine.Engine, *meddler) {
	t.Helper()
	m := &meddler{}
	types := append(declarations(), remarks()...)
	types[0].Rules = append(types[0].Rules, m.rule(record.Removing, "a person may be removed"))
	for _, i := range []int{1, 2} {
		types[i].Rules = append(types[i].Rules, m.rule(record.Following, "somebody may come in between"))
	}
	m.engine = must[*engine.Engine](t)(engine.New(t.Context(), engine.Config{Store: storetest.Open(t, c), Declared: types, House: "main", Now: c.Now}))
	return m.engine, m
}

func TestARecordThatIsRemovedWhileAnotherComesToReferToItLeavesNoReferenceBehind(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		ctx, one := t.Context(), must[*record.Record](t)
		e, m := meddled(t, c)
		ann := one(e.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ann"}))
		m.next(func() {
			if err := e.RemoveOne(ctx, clerk(), "person", ann.ID(), 0); err != nil {
				t.Error(err)
			}
		})
		_, err := e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Books", "owner": ann.ID()})
		if fault.All(err)[0].Key != "no-such-record" {
			t.Fatalf("a parcel of somebody who has just been removed: %v", err)
		}
		ben := one(e.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ben"}))
		m.next(func() {
			one(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Shoes", "owner": ben.ID()}))
		})
		if err := e.RemoveOne(ctx, clerk(), "person", ben.ID(), 0); err == nil || fault.All(err)[0].Key != "still-referred-to" {
			t.Fatalf("somebody was removed who has just got a parcel: %v", err)
		}
		if found := must[*engine.Inspection](t)(e.Inspect(ctx)); len(found.Findings) > 0 {
			t.Fatalf("%v", found.Findings)
		}
	})
}

func TestReadersOfWhatFollowsAreThoseOfItsSubjectWhicheverIsWrittenFirst(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		ctx, one := t.Context(), must[*record.Record](t)
		e, m := meddled(t, c)
		w := told{Engine: e, t: t}
		w.fill()
		owner := func(name string) func() {
			return func() { one(e.ChangeOne(ctx, clerk(), "parcel", w.parcel.ID(), 0, map[string]any{"owner": name})) }
		}
		m.next(owner("Ben"))
		one(e.ChangeOne(ctx, clerk(), "remark", w.closed.ID(), 0, map[string]any{"open": true}))
		w.sees(reads(w.ann), "remark", 0, "the owner before, of a remark opened meanwhile")
		w.sees(reads(w.ben), "remark", 2, "the owner after")
		m.next(func() { one(e.ChangeOne(ctx, clerk(), "remark", w.closed.ID(), 0, map[string]any{"open": false})) })
		owner("Ann")()
		w.sees(reads(w.ann), "remark", 1, "the new owner, of a remark closed meanwhile")
		if found := must[*engine.Inspection](t)(e.Inspect(ctx)); len(found.Findings) > 0 {
			t.Fatalf("%v", found.Findings)
		}
	})
}

func TestAnUndoLosesNothingThatCameInBetween(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		ctx, one := t.Context(), must[*record.Record](t)
		e, m := meddled(t, c)
		p := one(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Books", "note": "first"}))
		one(e.ChangeOne(ctx, clerk(), "parcel", p.ID(), 0, map[string]any{"note": "second"}))
		m.next(func() { one(e.ChangeOne(ctx, clerk(), "parcel", p.ID(), 0, map[string]any{"note": "third"})) })
		if _, err := e.Undo(ctx, clerk(), engine.Options{}, "parcel", p.ID(), 2); !fault.Is(err, fault.Conflict) {
			t.Fatalf("the undo went over what came in between: %v", err)
		}
		if now := one(e.As(clerk()).Get(ctx, "parcel", p.ID())); note.Of(now) != "third" {
			t.Fatalf("the note is %q", note.Of(now))
		}
		if _, err := e.Undo(ctx, clerk(), engine.Options{}, "parcel", p.ID(), 1); !fault.Is(err, fault.Conflict) {
			t.Fatalf("what was made and changed since is removed by an undo: %v", err)
		}
	})
}

func TestAnUndoOrARedactionWithAKeyHappensOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		ctx, one := t.Context(), must[*record.Record](t)
		e, _ := meddled(t, c)
		p := one(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Books", "note": "first"}))
		one(e.ChangeOne(ctx, clerk(), "parcel", p.ID(), 0, map[string]any{"note": "second"}))
		root, key := e.SystemActor("api"), func(k string) engine.Options { return engine.Options{Key: k, Fingerprint: k} }
		for range 2 { // the second time nothing happens: each answers with the record as it is now
			one(e.Undo(ctx, root, key("undo"), "parcel", p.ID(), 2))
			if n := must[int](t)(batchOnce(e, ctx, root, p)); n != 1 {
				t.Fatalf("%d taken back", n)
			}
			p = one(e.Redact(ctx, root, key("redact"), engine.Redaction{Type: "parcel", ID: p.ID(), Fields: []string{"note"}, Reason: "asked for"}))
		}
		if p.Version() != 6 {
			t.Fatalf("version %d", p.Version())
		}
	})
}

// batchOnce changes a parcel in a batch, the first time, and takes the batch back.
func batchOnce(e *engine.Engine, ctx context.Context, a record.Actor, p *record.Record) (int, error) {
	command := engine.Command{Do: engine.Change, Type: "parcel", ID: p.ID(), Values: map[string]any{"size": "large"}}
	if _, err := e.Do(ctx, a, engine.Options{Key: "change", Fingerprint: "change", Batch: "sizes"}, command); err != nil {
		return 0, err
	}
	return e.UndoBatch(ctx, a, engine.Options{Key: "batch", Fingerprint: "batch"}, "sizes")
}
