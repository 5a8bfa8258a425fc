package engine_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"steward/kernel/engine"
	"steward/kernel/record"
	"steward/kernel/search"
	"steward/kernel/store"
	"steward/kernel/store/storetest"
)

// eachDatabase opens the small world on each kind of database.
func eachDatabase(t *testing.T, story func(t *testing.T, e *engine.Engine)) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		e, err := engine.New(t.Context(), engine.Config{Store: storetest.Open(t, c), Declared: declarations(), House: "main", Now: c.Now})
		if err != nil {
			t.Fatal(err)
		}
		story(t, e)
	})
}

// found lists the numbers, or else titles, of all pages.
func found(t *testing.T, e *engine.Engine, actor record.Actor, a engine.SearchAsk) []string {
	t.Helper()
	var out []string
	for {
		page, err := e.Search(t.Context(), actor, a)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range page.Hits {
			out = append(out, h.Record.Title())
		}
		if a.Cursor = page.Next; page.Next == "" {
			return out
		}
	}
}

func merge(t *testing.T, e *engine.Engine) {
	t.Helper()
	if err := e.MergeSearch(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestARecordIsFoundAtOnceAfterTheMergeAndNoLongerWhenItChangesOrGoes(t *testing.T) {
	eachDatabase(t, func(t *testing.T, e *engine.Engine) {
		ctx, one := t.Context(), must[*record.Record](t)
		p := one(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Bücher für srv01.example.com", "note": "fragile glass"}))
		one(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Glass bowl"}))
		look := func(words string, want ...string) {
			t.Helper()
			if got := found(t, e, clerk(), engine.SearchAsk{Words: words}); !slices.Equal(got, want) {
				t.Fatalf("%q finds %q, want %q", words, got, want)
			}
		}
		const books, bowl = "Bücher für srv01.example.com", "Glass bowl"
		for range 2 {
			look("bucher", books)
			look("example.co fragile", books)
			look("glass", bowl, books)
			look(p.Number(), books)
			look("0000001", books)
			look("porcelain")
			look("")
			merge(t, e)
		}
		one(e.ChangeOne(ctx, clerk(), "parcel", p.ID(), 0, map[string]any{"note": "porcelain"}))
		for range 2 {
			look("porcelain", books)
			look("fragile")
			merge(t, e)
		}
		if err := e.RemoveOne(ctx, clerk(), "parcel", p.ID(), 0); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			look("porcelain")
			merge(t, e)
		}
		one(e.Undo(ctx, clerk(), engine.Options{}, "parcel", p.ID(), 3))
		look("porcelain", books)
	})
}

func TestAHiddenFieldFindsNothing(t *testing.T) {
	eachDatabase(t, func(t *testing.T, e *engine.Engine) {
		ctx, one := t.Context(), must[*record.Record](t)
		ann := one(e.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ann"}))
		one(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Mine", "owner": "Ann", "note": "fragile"}))
		one(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Other", "note": "fragile"}))
		merge(t, e)
		porter := record.Actor{Person: ann.ID(), Roles: []string{"porter"}, Gateway: "page"}
		if got := found(t, e, porter, engine.SearchAsk{Words: "fragile"}); !slices.Equal(got, []string{"Mine"}) {
			t.Fatalf("a porter finds %q by a note that only the owner reads", got)
		}
	})
}

func TestAHitShowsWhereItWasFound(t *testing.T) {
	e, ctx := open(t), t.Context()
	must[*record.Record](t)(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Glass bowl", "note": "Handle the bowl with care"}))
	page := must[*engine.SearchPage](t)(e.Search(ctx, clerk(), engine.SearchAsk{Words: "bow car"}))
	if len(page.Hits) != 1 {
		t.Fatalf("%d hits", len(page.Hits))
	}
	want := []search.Part{{Text: "Handle the "}, {Text: "bow", Found: true}, {Text: "l with "}, {Text: "car", Found: true}, {Text: "e"}}
	if h := page.Hits[0]; !slices.Equal(h.Snippet, want) || h.Title[1] != (search.Part{Text: "bow", Found: true}) || h.Number != "PAR0000001" {
		t.Fatalf("%+v", h)
	}
}

func TestAPickerGivesWhatBeginsWithTheTextFirst(t *testing.T) {
	eachDatabase(t, func(t *testing.T, e *engine.Engine) {
		ctx := t.Context()
		for _, name := range []string{"Mary Ann Smith", "Anna Zorn", "Bob", "Ännchen Adler", "Joann"} {
			must[*record.Record](t)(e.CreateOne(ctx, clerk(), "person", map[string]any{"name": name}))
		}
		pick := func(text string, want ...string) {
			t.Helper()
			var got []string
			for _, p := range must[[]*record.Record](t)(e.Pick(ctx, clerk(), "person", text, 3)) {
				got = append(got, p.Title())
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%q gives %q", text, got)
			}
		}
		for range 2 {
			pick("ann", "Anna Zorn", "Ännchen Adler", "Mary Ann Smith")
			pick("smith m", "Mary Ann Smith")
			pick("nobody")
			pick("", "Anna Zorn", "Ännchen Adler", "Bob")
			merge(t, e)
		}
	})
}

func TestWhoSeesManyButNotAllFindsThoseTheySee(t *testing.T) {
	eachDatabase(t, func(t *testing.T, e *engine.Engine) {
		ctx := t.Context()
		ann := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ann"}))
		commands := make([]engine.Command, 1300)
		for i := range commands {
			commands[i] = engine.Command{Do: engine.Create, Type: "parcel", Values: map[string]any{"subject": fmt.Sprintf("Glass no%d", i)}}
			if i%13 != 0 {
				commands[i].Values["owner"] = ann.ID()
			}
		}
		must[[]engine.Result](t)(e.Do(ctx, clerk(), engine.Options{}, commands...))
		for range 2 {
			if got := found(t, e, guest(ann), engine.SearchAsk{Words: "glass", Limit: 400}); len(got) != 1200 || got[0] != "Glass no1299" || got[1199] != "Glass no1" {
				t.Fatalf("%d found", len(got))
			}
			merge(t, e)
		}
	})
}

// However fast records come, and though no job runs, few of their texts wait for the index, and all are
// found.
func TestFewTextsWaitForTheIndexHoweverFastTheyCome(t *testing.T) {
	eachDatabase(t, func(t *testing.T, e *engine.Engine) {
		ctx := t.Context()
		const lots, size = 40, 60
		for lot := range lots {
			commands := make([]engine.Command, size)
			for i := range commands {
				commands[i] = engine.Command{Do: engine.Create, Type: "parcel", Values: map[string]any{"subject": fmt.Sprintf("Vase no%d", lot*size+i)}}
			}
			must[[]engine.Result](t)(e.Do(ctx, clerk(), engine.Options{}, commands...))
			if n := must[int](t)(e.Store().SearchWaiting(ctx)); n > 512 {
				t.Fatalf("%d wait after %d", n, (lot+1)*size)
			}
		}
		if got := found(t, e, clerk(), engine.SearchAsk{Words: "vase", Limit: 400}); len(got) != lots*size || got[0] != fmt.Sprintf("Vase no%d", lots*size-1) {
			t.Fatalf("%d found", len(got))
		}
	})
}

// library is the words of which the property test makes texts.
var library = strings.Fields("printer Drucker größe Größen GROSS e-mail mail srv01.example.com example 10.0.0.1 10.0.0.12 10 INC0001234 1234 a b ab naïve naive 東京タワー 京 c++ x_y x%y it's über-cool KB4012345 kb\\4012 a&b a/b")

func pickWords(r *rand.Rand, most int) string {
	words := make([]string, r.IntN(most)+1)
	for i := range words {
		w := []rune(library[r.IntN(len(library))])
		if r.IntN(4) == 0 {
			w = w[:r.IntN(len(w))+1]
		}
		words[i] = string(w)
	}
	return strings.Join(words, " ")
}

// TestSearchFindsWhatTheWordsMeanWhateverWasMergedWhen compares what is found with the tokeniser's own
// answer over all records, for one who sees all and one who sees some, while records come, change and
// go and the index is now and then behind.
func TestSearchFindsWhatTheWordsMeanWhateverWasMergedWhen(t *testing.T) {
	eachDatabase(t, func(t *testing.T, e *engine.Engine) {
		ctx, r := t.Context(), rand.New(rand.NewPCG(7, 11))
		ann := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ann"}))
		var ids []string
		for step := range 160 {
			values := map[string]any{"subject": pickWords(r, 3), "note": pickWords(r, 6)}
			if r.IntN(3) == 0 {
				values["owner"] = ann.ID()
			}
			switch at := r.IntN(len(ids) + 1); {
			case at == len(ids) || step < 20:
				ids = append(ids, must[*record.Record](t)(e.CreateOne(ctx, clerk(), "parcel", values)).ID())
			case r.IntN(4) == 0:
				if err := e.RemoveOne(ctx, clerk(), "parcel", ids[at], 0); err != nil {
					t.Fatal(err)
				}
				ids = slices.Delete(ids, at, at+1)
			default:
				must[*record.Record](t)(e.ChangeOne(ctx, clerk(), "parcel", ids[at], 0, values))
			}
			if r.IntN(3) == 0 {
				if _, err := e.Store().MergeSearch(ctx, r.IntN(5)+1); err != nil {
					t.Fatal(err)
				}
			}
			words := pickWords(r, 2)
			compareSearch(t, e, clerk(), words)
			compareSearch(t, e, guest(ann), words)
		}
	})
}

func compareSearch(t *testing.T, e *engine.Engine, actor record.Actor, words string) {
	t.Helper()
	want := meant(t, e, actor, words)
	var got []string
	for a := (engine.SearchAsk{Words: words, Types: []string{"parcel"}, Limit: 3}); ; {
		page, err := e.Search(t.Context(), actor, a)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range page.Hits {
			got = append(got, h.Record.ID())
		}
		if a.Cursor = page.Next; page.Next == "" {
			break
		}
	}
	if !slices.Equal(got, want) {
		t.Fatalf("%q finds %d, should find %d\n%v\n%v", words, len(got), len(want), got, want)
	}
}

// meant gives the ids of the parcels that the words mean, those that have them in subject or number
// first, the newest first.
func meant(t *testing.T, e *engine.Engine, actor record.Actor, words string) []string {
	t.Helper()
	page, err := e.List(context.Background(), actor, engine.Ask{Type: "parcel", Limit: engine.MostRows})
	if err != nil {
		t.Fatal(err)
	}
	wanted := search.Words(words)
	var first, then []string
	for _, p := range page.Records {
		title := search.Tokens(subject.Of(p) + "\n" + p.Number())
		switch {
		case search.Match(wanted, title):
			first = append(first, p.ID())
		case search.Match(wanted, append(title, search.Tokens(note.Of(p))...)):
			then = append(then, p.ID())
		}
	}
	newest := func(a, b string) int { return strings.Compare(b, a) }
	slices.SortFunc(first, newest)
	slices.SortFunc(then, newest)
	return append(first, then...)
}
