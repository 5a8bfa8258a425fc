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
	subject = record.Text("subject").Required().Searched()
	size    = record.Choice("size", "small", "large").Default("small")
	weight  = record.Number("weight").Computed()
	owner   = record.Ref("owner", "person").Indexed()
	note    = record.LongText("note")

	personName = record.Text("name").Required().Unique()
)

func weigh(d *record.Draft) int64 {
	if size.Of(d) == "large" {
		return 10
	}
	return 1
}

// declarations are a small world: parcels that belong to people.
func declarations() []*record.Type {
	person := &record.Type{Name: "person", Plural: "people", Title: personName, Keys: record.Columns{personName}, Fields: record.Columns{personName},
		Access: record.Access{{Role: "clerk", Can: record.Everything()}, {Role: "guest", Can: []record.Operation{record.Read}}, {Role: "inspector", Can: []record.Operation{record.Read}}}}
	parcel := &record.Type{Name: "parcel", Number: "PAR", Title: subject, Fields: record.Columns{subject, size, weight, owner, note},
		States: &record.Lifecycle{
			States: []record.State{{Key: "packed", Category: record.StateNew}, {Key: "sent", Category: record.StateActive, Asks: record.Columns{owner}},
				{Key: "lost", Category: record.StateClosed, Locks: true}},
			Moves: []record.Move{{Name: "send", From: []string{"packed"}, To: "sent"}, {Name: "lose", From: []string{"sent"}, To: "lost"}}},
		Rules: record.Rules{record.Formula("weight follows size", weight, weigh, size),
			{On: record.Checking, Say: "a parcel is not called nothing", Reads: record.Columns{subject}, Do: func(_ context.Context, d *record.Draft, _ record.Reader) error {
				if subject.Of(d) == "nothing" {
					return fault.New(fault.Invalid, "parcel", "not-nothing").On("subject")
				}
				return nil
			}}},
		Access: record.Access{{Role: "clerk", Can: record.Everything()},
			{Role: "guest", Can: []record.Operation{record.Read}, Rows: "owner = me", But: []string{"weight"}},
			{Role: "inspector", Can: []record.Operation{record.Read}, Rows: "size != large or owner = me"},
			{Role: "importer", Can: []record.Operation{record.Replay}},
			{Role: "porter", Can: []record.Operation{record.Read, record.Change}, Rows: "owner = me"},
			{Role: "porter", Can: []record.Operation{record.Read, record.Change}, Fields: []string{"size", "weight"}}}}
	return []*record.Type{person, parcel}
}

func open(t testing.TB) *engine.Engine {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, store.Config{Folder: t.TempDir(), Now: time.Now, Random: func(b []byte) { _, _ = rand.Read(b) }, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	e, err := engine.New(ctx, engine.Config{Store: s, Declared: declarations(), House: "main", Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func clerk() record.Actor {
	return record.Actor{Name: "Clerk", Roles: []string{"clerk"}, Gateway: "page"}
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestAParcelIsPackedFilledSentAndFound(t *testing.T) {
	e, ctx := open(t), context.Background()
	ann := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ann"}))
	p := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Books", "size": "large"}))
	if p.Number() != "PAR0000001" || weight.Of(p) != 10 || p.State() != "packed" || p.Version() != 1 {
		t.Fatalf("number %q weight %d state %q version %d", p.Number(), weight.Of(p), p.State(), p.Version())
	}
	_, err := e.ChangeOne(ctx, clerk(), "parcel", p.ID(), 1, map[string]any{"state": "sent"})
	if f := fault.All(err); len(f) != 1 || f[0].Field != "owner" {
		t.Fatalf("sending without owner: %v", err)
	}
	p = must[*record.Record](t)(e.ChangeOne(ctx, clerk(), "parcel", p.Number(), 1, map[string]any{"state": "sent", "owner": "Ann"}))
	if owner.Of(p) != ann.ID() || p.Version() != 2 {
		t.Fatalf("owner %q version %d", owner.Of(p), p.Version())
	}
	page := must[*engine.Page](t)(e.List(ctx, clerk(), engine.Ask{Type: "parcel", Filter: `state = sent and owner.name = "Ann"`}))
	if len(page.Records) != 1 || subject.Of(page.Records[0]) != "Books" {
		t.Fatalf("found %d", len(page.Records))
	}
}

func TestEveryRefusalIsToldAtOnce(t *testing.T) {
	e := open(t)
	_, err := e.CreateOne(context.Background(), clerk(), "parcel", map[string]any{"size": "huge", "colour": "red", "owner": "Nobody"})
	fields := map[string]string{}
	for _, f := range fault.All(err) {
		fields[f.Field] = f.Key
	}
	if fields["size"] != "not-an-option" || fields["colour"] != "no-such-field" || fields["owner"] != "no-such-record" || fields["subject"] != "required" {
		t.Fatalf("%v", fields)
	}
}

func TestTwoPeopleChangeDifferentFieldsAndBothStand(t *testing.T) {
	e, ctx := open(t), context.Background()
	p := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Books"}))
	must[*record.Record](t)(e.ChangeOne(ctx, clerk(), "parcel", p.ID(), 1, map[string]any{"note": "fragile"}))
	p = must[*record.Record](t)(e.ChangeOne(ctx, clerk(), "parcel", p.ID(), 1, map[string]any{"size": "large"}))
	if p.Version() != 3 || note.Of(p) != "fragile" || weight.Of(p) != 10 {
		t.Fatalf("version %d note %q weight %d", p.Version(), note.Of(p), weight.Of(p))
	}
	_, err := e.ChangeOne(ctx, clerk(), "parcel", p.ID(), 1, map[string]any{"size": "small"})
	if !fault.Is(err, fault.Conflict) || fault.All(err)[0].Field != "size" {
		t.Fatalf("the same field changed twice: %v", err)
	}
}

func TestAGuestSeesOwnParcelsWithoutTheirWeight(t *testing.T) {
	e, ctx := open(t), context.Background()
	ann := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ann"}))
	mine := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Mine", "owner": "Ann"}))
	other := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Other"}))
	guest := record.Actor{Person: ann.ID(), Roles: []string{"guest"}, Gateway: "page"}
	page := must[*engine.Page](t)(e.List(ctx, guest, engine.Ask{Type: "parcel"}))
	if len(page.Records) != 1 || page.Records[0].ID() != mine.ID() || !page.Records[0].ValueOf(weight.Definition()).IsEmpty() {
		t.Fatalf("the guest sees %d parcels", len(page.Records))
	}
	if _, err := e.As(guest).Get(ctx, "parcel", other.ID()); !fault.Is(err, fault.NotFound) {
		t.Fatalf("another's parcel: %v", err)
	}
	if _, err := e.List(ctx, guest, engine.Ask{Type: "parcel", Filter: "weight > 1"}); !fault.Is(err, fault.Forbidden) {
		t.Fatalf("filtering by a hidden field: %v", err)
	}
	must[*record.Record](t)(e.ChangeOne(ctx, clerk(), "parcel", mine.ID(), 0, map[string]any{"owner": ""}))
	if page := must[*engine.Page](t)(e.List(ctx, guest, engine.Ask{Type: "parcel"})); len(page.Records) != 0 {
		t.Fatal("a parcel given away is still seen")
	}
}

func TestAKeyedWriteHappensOnce(t *testing.T) {
	e, ctx := open(t), context.Background()
	c := engine.Command{Do: engine.Create, Type: "parcel", Values: map[string]any{"subject": "Once"}}
	o := engine.Options{Key: "k1", Fingerprint: "f"}
	first := must[[]engine.Result](t)(e.Do(ctx, clerk(), o, c))
	second := must[[]engine.Result](t)(e.Do(ctx, clerk(), o, c))
	if first[0].Record.ID() != second[0].Record.ID() || !second[0].Replayed {
		t.Fatal("the same key wrote twice")
	}
	if _, err := e.Do(ctx, clerk(), engine.Options{Key: "k1", Fingerprint: "g"}, c); !fault.Is(err, fault.Conflict) {
		t.Fatalf("the same key for another request: %v", err)
	}
}

func TestHistoryAsOfAndUndo(t *testing.T) {
	e, ctx := open(t), context.Background()
	p := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "First"}))
	before := record.UpdatedAt.Of(p)
	must[*record.Record](t)(e.ChangeOne(ctx, clerk(), "parcel", p.ID(), 1, map[string]any{"subject": "Second"}))
	was := must[*record.Record](t)(e.AsOf(ctx, clerk(), "parcel", p.ID(), before, engine.Recorded))
	if subject.Of(was) != "First" {
		t.Fatalf("as of: %q", subject.Of(was))
	}
	p = must[*record.Record](t)(e.Undo(ctx, clerk(), engine.Options{}, "parcel", p.ID(), 2))
	if subject.Of(p) != "First" || p.Version() != 3 {
		t.Fatalf("undone: %q version %d", subject.Of(p), p.Version())
	}
	if _, err := e.Undo(ctx, clerk(), engine.Options{}, "parcel", p.ID(), 2); !fault.Is(err, fault.Conflict) {
		t.Fatalf("undone twice: %v", err)
	}
}

func TestABatchIsAllOrNothing(t *testing.T) {
	e, ctx := open(t), context.Background()
	_, err := e.Do(ctx, clerk(), engine.Options{},
		engine.Command{Do: engine.Create, Type: "parcel", Values: map[string]any{"subject": "Good"}},
		engine.Command{Do: engine.Create, Type: "parcel", Values: map[string]any{"subject": "nothing"}})
	if fault.All(err)[0].Key != "not-nothing" {
		t.Fatalf("%v", err)
	}
	if page := must[*engine.Page](t)(e.List(ctx, clerk(), engine.Ask{Type: "parcel"})); len(page.Records) != 0 {
		t.Fatal("half a batch was written")
	}
}
