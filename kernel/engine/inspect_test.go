package engine_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/store/storetest"
	"steward/kernel/word"
)

// said checks that each finding reads as a sentence, and gives their keys, sorted, each once.
func said(t *testing.T, findings fault.List) []string {
	t.Helper()
	words := must[*word.Catalogue](t)(word.New())
	var keys []string
	for _, f := range findings {
		for _, lang := range words.Languages() {
			if _, ok := words.Lookup(lang, f.Key); !ok {
				t.Errorf("%s has no sentence in %s", f.Key, lang)
			}
			if text := words.Say(lang, f.Key, f.Args); strings.Contains(text, "{") {
				t.Errorf("%s reads %q", f.Key, text)
			}
		}
		keys = append(keys, f.Key)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func TestAnInspectionFindsWhatDoesNotFit(t *testing.T) {
	const row = `"house" = 'main' AND "record" = 'PARCEL'`
	for name, damage := range map[string]struct {
		statement string
		finds     []string
	}{
		"nothing":                      {``, nil},
		"a reference to nobody":        {`UPDATE "parcel" SET "owner" = '00000000000070008000000000000000' WHERE "id" = 'PARCEL'`, []string{"check-readers", "check-reference"}},
		"a reader line too few":        {`DELETE FROM "parcel__reader" WHERE ` + row, []string{"check-readers"}},
		"a reader line too many":       {`INSERT INTO "parcel__reader" ("house", "principal", "category", "record") VALUES ('main', 'guest|p|somebody', 'new', 'PARCEL')`, []string{"check-readers"}},
		"a record that search lost":    {`DELETE FROM "search_doc" WHERE ` + row, []string{"check-text"}},
		"a record that search knew":    {`UPDATE "search_doc" SET "title" = ' other ' WHERE ` + row, []string{"check-text"}},
		"a sort key of another value":  {`UPDATE "parcel" SET "subject__fold" = 'zzz' WHERE "id" = 'PARCEL'`, []string{"check-column"}},
		"what a removed record left":   {`DELETE FROM "parcel" WHERE "id" = 'PARCEL'`, []string{"check-readers-left", "check-texts-left"}},
		"jobs that nobody runs":        {`UPDATE "job" SET "run_at" = 1 WHERE "topic" = 'mail'`, []string{"check-jobs-overdue"}},
		"jobs that have failed":        {`UPDATE "job" SET "state" = 'dead' WHERE "topic" = 'mail'`, []string{"check-jobs-dead"}},
		"jobs of a node that was lost": {`UPDATE "job" SET "state" = 'running', "lease_until" = 1 WHERE "topic" = 'mail'`, []string{"check-jobs-lost"}},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, c store.Config) {
				w, ctx := letters(t, c), context.Background()
				ann := must[*record.Record](t)(w.engine.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ann"}))
				w.write(map[string]any{"heading": "One", "sender": ann.ID()})
				for range 6 {
					w.parcels = append(w.parcels, must[*record.Record](t)(w.engine.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Books", "owner": ann.ID()})))
				}
				if err := w.engine.MergeSearch(ctx); err != nil {
					t.Fatal(err)
				}
				if damage.statement != "" {
					w.damage(damage.statement)
				}
				seen := must[*engine.Inspection](t)(w.engine.Inspect(ctx))
				if found := said(t, seen.Findings); !slices.Equal(found, damage.finds) {
					t.Fatalf("found %v, not %v: %v", found, damage.finds, seen.Findings)
				}
			})
		})
	}
}
