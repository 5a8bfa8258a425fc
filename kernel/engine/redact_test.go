package engine_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/store/storetest"
)

var (
	heading = record.Text("heading").Required().Searched()
	body    = record.LongText("body").Searched()
	opening = record.Text("opening").Computed()
	sender  = record.Ref("sender", "person").Indexed()
	pin     = record.Secret("pin")
)

// letter is a type of which somebody may erase values.
func letter() *record.Type {
	first := func(d *record.Draft) string { text := body.Of(d); return text[:min(len(text), 12)] }
	return &record.Type{Name: "letter", Title: heading, Fields: record.Columns{heading, body, opening, sender, pin},
		Rules: record.Rules{record.Formula("the opening is how the body begins", opening, first, body),
			{On: record.Following, Say: "the sender hears of a new letter", Reads: record.Columns{sender}, Do: func(_ context.Context, d *record.Draft, _ record.Reader) error {
				if sender.Of(d) != "" {
					d.Send("mail", map[string]any{"letter": d.ID()})
				}
				return nil
			}}},
		Access: record.Access{{Role: "clerk", Can: record.Everything()},
			{Role: "keeper", Can: []record.Operation{record.Read}}, {Role: "keeper", Can: []record.Operation{record.Redact}, But: []string{"sender"}}}}
}

func keeper() record.Actor {
	return record.Actor{Name: "Keeper", Roles: []string{"keeper"}, Gateway: "page"}
}

func letters(t *testing.T, c store.Config) *sealed {
	t.Helper()
	e, err := engine.New(context.Background(), engine.Config{Store: storetest.Open(t, c), Declared: append(declarations(), letter()), House: "main", Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	return &sealed{T: t, config: c, engine: e}
}

func (w *sealed) write(values map[string]any, later ...map[string]any) *record.Record {
	w.Helper()
	ctx := context.Background()
	r := must[*record.Record](w.T)(w.engine.CreateOne(ctx, clerk(), "letter", values))
	for _, values := range later {
		r = must[*record.Record](w.T)(w.engine.ChangeOne(ctx, clerk(), "letter", r.ID(), 0, values))
	}
	return r
}

func (w *sealed) redact(r engine.Redaction) *record.Record {
	w.Helper()
	r.Type, r.Reason = "letter", "a password was pasted"
	return must[*record.Record](w.T)(w.engine.Redact(context.Background(), keeper(), engine.Options{}, r))
}

// holds tells whether the database still holds a text anywhere.
func (w *sealed) holds(text string) bool {
	w.Helper()
	if w.config.URL != "" {
		return w.dump(text)
	}
	for _, ending := range []string{"", "-wal"} {
		raw, err := os.ReadFile(filepath.Join(w.config.Folder, store.DatabaseFile+ending))
		if err != nil && ending == "" {
			w.Fatal(err)
		}
		if bytes.Contains(raw, []byte(text)) {
			return true
		}
	}
	return false
}

// dump looks for a text in every table of the PostgreSQL schema.
func (w *sealed) dump(text string) bool {
	db := storetest.Raw(w.T, w.config)
	var found bool
	if err := db.QueryRow(`SELECT schema_to_xml(current_schema(), true, false, '')::text LIKE '%' || $1 || '%'`, text).Scan(&found); err != nil {
		w.Fatal(err)
	}
	return found
}

func TestAPastedPasswordIsErasedEverywhere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		w := letters(t, c)
		ctx := context.Background()
		l := w.write(map[string]any{"heading": "Printer", "body": "hunterzwei is my password"}, map[string]any{"body": "hunterzwei is my password; the printer is on fire"}, map[string]any{"heading": "Printer on fire"})
		must[int64](t)(w.engine.Seal(ctx))
		if err := w.engine.MergeSearch(ctx); err != nil {
			t.Fatal(err)
		}
		if !w.holds("hunterzwei") {
			t.Fatal("the test does not see what is stored")
		}
		l = w.redact(engine.Redaction{ID: l.ID(), Fields: []string{"body"}, Instead: map[string]any{"body": "The printer is on fire"}})
		if body.Of(l) != "The printer is on fire" || opening.Of(l) != "The printer " || l.Version() != 4 {
			t.Fatalf("%q, %q, version %d", body.Of(l), opening.Of(l), l.Version())
		}
		if w.holds("hunterzwei") {
			t.Fatal("the password is still in the database")
		}
		w.expect()
		must[int64](t)(w.engine.Seal(ctx))
		w.expect()
		history := must[[]*store.Version](t)(w.engine.History(ctx, clerk(), "letter", l.ID(), 0, 10))
		if h := history[0]; h.Operation != store.Redact || h.Reason != "a password was pasted" || !h.Changes["body"].Erased || string(h.Changes["body"].New) != `"The printer is on fire"` {
			t.Fatalf("%+v", h)
		}
		if was := must[*record.Record](t)(w.engine.AtVersion(ctx, clerk(), "letter", l.ID(), 2)); heading.Of(was) != "Printer" || body.Of(was) != "" {
			t.Fatalf("the past: %q, %q", heading.Of(was), body.Of(was))
		}
		if _, err := w.engine.Undo(ctx, clerk(), engine.Options{}, "letter", l.ID(), 4); err == nil {
			t.Fatal("an erasure was undone")
		}
		log := must[[]*store.Erasure](t)(w.engine.Store().ErasureLog("main"))
		if len(log) != 1 || log[0].Reason != "a password was pasted" || !slices.Equal(log[0].Values["body"], []int64{1, 2}) || !slices.Equal(log[0].Values["opening"], []int64{1}) {
			t.Fatalf("%+v", log)
		}
	})
}

func TestOneValueOfTheHistoryIsErased(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		w := letters(t, c)
		ctx := context.Background()
		l := w.write(map[string]any{"heading": "One", "body": "first"}, map[string]any{"body": "secret"}, map[string]any{"body": "third"}, map[string]any{"body": "secret"}, map[string]any{"body": "fifth"})
		l = w.redact(engine.Redaction{ID: l.ID(), Fields: []string{"body"}, Version: 2})
		if body.Of(l) != "fifth" || l.Version() != 6 {
			t.Fatalf("%q, version %d", body.Of(l), l.Version())
		}
		var left []string
		for version := range int64(5) {
			left = append(left, body.Of(must[*record.Record](t)(w.engine.AtVersion(ctx, clerk(), "letter", l.ID(), version+1))))
		}
		if !slices.Equal(left, []string{"first", "", "third", "", "fifth"}) {
			t.Fatalf("%q", left)
		}
		w.expect()
		if _, err := w.engine.Redact(ctx, keeper(), engine.Options{}, engine.Redaction{Type: "letter", ID: l.ID(), Fields: []string{"body"}, Version: 2, Reason: "again"}); !fault.Is(err, fault.NotFound) {
			t.Fatalf("erased twice: %v", err)
		}
	})
}

func TestARequiredTextLeavesABar(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		w := letters(t, c)
		l := w.write(map[string]any{"heading": "Mr Miller calls", "pin": "4711"})
		l = w.redact(engine.Redaction{ID: l.ID(), Fields: []string{"heading", "pin"}})
		if heading.Of(l) != "█████" || pin.Of(l) != "" {
			t.Fatalf("%q", heading.Of(l))
		}
		w.expect()
		if w.holds("Miller") || w.holds("4711") {
			t.Fatal("still there")
		}
	})
}

func TestARemovedRecordsHistoryIsErasedToo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		w := letters(t, c)
		ctx := context.Background()
		l := w.write(map[string]any{"heading": "Mr Miller calls", "body": "Mr Miller, again"})
		if err := w.engine.RemoveOne(ctx, clerk(), "letter", l.ID(), 0); err != nil {
			t.Fatal(err)
		}
		_, err := w.engine.Redact(ctx, keeper(), engine.Options{}, engine.Redaction{Type: "letter", ID: l.ID(), Fields: []string{"heading", "body"}, Reason: "asked for"})
		if err != nil {
			t.Fatal(err)
		}
		w.expect()
		if w.holds("Miller") {
			t.Fatal("still there")
		}
		if _, err := w.engine.Undo(ctx, clerk(), engine.Options{}, "letter", l.ID(), 2); fault.All(err)[0].Field != "heading" {
			t.Fatalf("a removed record without its heading: %v", err)
		}
	})
}

func TestOnlyWhoMayErasesAndSaysWhy(t *testing.T) {
	w := letters(t, store.Config{Folder: t.TempDir(), Now: time.Now, Random: func(b []byte) { _, _ = rand.Read(b) }})
	ctx := context.Background()
	ann := must[*record.Record](t)(w.engine.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ann"}))
	l := w.write(map[string]any{"heading": "One", "sender": ann.ID()})
	for name, try := range map[string]struct {
		actor record.Actor
		r     engine.Redaction
		kind  fault.Kind
	}{
		"no permission": {clerk(), engine.Redaction{Fields: []string{"heading"}, Reason: "why"}, fault.Forbidden},
		"no such field": {keeper(), engine.Redaction{Fields: []string{"colour"}, Reason: "why"}, fault.Invalid},
		"other field":   {keeper(), engine.Redaction{Fields: []string{"sender"}, Reason: "why"}, fault.Forbidden},
		"the id":        {keeper(), engine.Redaction{Fields: []string{"id"}, Reason: "why"}, fault.Invalid},
		"no reason":     {keeper(), engine.Redaction{Fields: []string{"heading"}}, fault.Invalid},
		"no version":    {keeper(), engine.Redaction{Fields: []string{"heading"}, Version: 7, Reason: "why"}, fault.NotFound},
		"nothing there": {keeper(), engine.Redaction{Fields: []string{"body"}, Reason: "why"}, fault.NotFound},
		"a stranger":    {record.Actor{Roles: []string{"nobody"}}, engine.Redaction{Fields: []string{"heading"}, Reason: "why"}, fault.NotFound},
	} {
		try.r.Type, try.r.ID = "letter", l.ID()
		if _, err := w.engine.Redact(ctx, try.actor, engine.Options{}, try.r); !fault.Is(err, try.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnErasureThatNobodySignedIsFound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		w := letters(t, c)
		l := w.write(map[string]any{"heading": "One", "body": "first"})
		w.parcels = make([]*record.Record, 6)
		w.parcels[5] = w.redact(engine.Redaction{ID: l.ID(), Fields: []string{"body"}})
		w.expect()
		w.damage(`UPDATE "erasure" SET "reason" = 'another' WHERE "record" = 'PARCEL'`)
		w.expect("audit-erased-unsigned")
		w.damage(`DELETE FROM "erasure" WHERE "record" = 'PARCEL'`)
		w.expect("audit-erased-unsigned")
	})
}

func TestAPersonIsErasedWithWhatRefersToThem(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		w := letters(t, c)
		ctx := context.Background()
		ann := must[*record.Record](t)(w.engine.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Annabella"}))
		theirs, other := w.write(map[string]any{"heading": "Annabella writes", "sender": ann.ID()}), w.write(map[string]any{"heading": "Bert writes"})
		what := engine.Erasing{Type: "person", ID: ann.ID(), Fields: []string{"name"}, Reason: "asked for", Also: []engine.Referring{{Type: "letter", Reference: "sender", Fields: []string{"heading", "body"}}}}
		done := must[*engine.Erased](t)(w.engine.Erase(ctx, w.engine.SystemActor("cli"), what))
		if done.Records != 2 || len(done.Refused) > 0 {
			t.Fatalf("%+v", done)
		}
		if w.holds("Annabella") {
			t.Fatal("still there")
		}
		if now := must[*record.Record](t)(w.engine.As(clerk()).Get(ctx, "letter", theirs.ID())); heading.Of(now) != "█████" || sender.Of(now) != ann.ID() {
			t.Fatalf("%q", heading.Of(now))
		}
		if now := must[*record.Record](t)(w.engine.As(clerk()).Get(ctx, "letter", other.ID())); heading.Of(now) != "Bert writes" {
			t.Fatalf("%q", heading.Of(now))
		}
		w.expect()
		if again := must[*engine.Erased](t)(w.engine.Erase(ctx, w.engine.SystemActor("cli"), what)); again.Records != 0 {
			t.Fatalf("%+v", again)
		}
	})
}

func TestAnUndoNamesWhatHasLeft(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		w := letters(t, c)
		ctx := context.Background()
		ann := must[*record.Record](t)(w.engine.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ann"}))
		l := w.write(map[string]any{"heading": "One", "sender": ann.ID()}, map[string]any{"heading": "Two"})
		sent := must[[]store.Effect](t)(w.engine.Effects(ctx, clerk(), "letter", l.ID(), 1))
		if len(sent) != 1 || sent[0].Topic != "mail" || sent[0].State != store.JobWaiting {
			t.Fatalf("%+v", sent)
		}
		if none := must[[]store.Effect](t)(w.engine.Effects(ctx, clerk(), "letter", l.ID(), 2)); len(none) != 0 {
			t.Fatalf("%+v", none)
		}
		batch := engine.Options{Batch: engine.NewID()}
		must[[]engine.Result](t)(w.engine.Do(ctx, clerk(), batch, engine.Command{Do: engine.Create, Type: "letter", Values: map[string]any{"heading": "Three", "sender": ann.ID()}}))
		if n := must[int](t)(w.engine.UndoBatch(ctx, clerk(), engine.Options{}, batch.Batch)); n != 1 {
			t.Fatalf("%d taken back", n)
		}
		left := must[[]store.Effect](t)(w.engine.BatchEffects(ctx, clerk(), batch.Batch))
		if len(left) != 1 || left[0].Topic != "mail" {
			t.Fatalf("%+v", left)
		}
		if hidden := must[[]store.Effect](t)(w.engine.BatchEffects(ctx, record.Actor{Roles: []string{"nobody"}}, batch.Batch)); len(hidden) != 0 {
			t.Fatalf("a stranger sees %+v", hidden)
		}
		w.expect()
	})
}
