package engine_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"steward/kernel/engine"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/store/storetest"
)

// sealed is a small installation with a history, sealed in three steps.
type sealed struct {
	*testing.T
	config  store.Config
	engine  *engine.Engine
	parcels []*record.Record
}

func world(t *testing.T, c store.Config) *sealed {
	t.Helper()
	e, err := engine.New(context.Background(), engine.Config{Store: storetest.Open(t, c), Declared: declarations(), House: "main", Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	return &sealed{T: t, config: c, engine: e}
}

func newSealed(t *testing.T, c store.Config) *sealed {
	t.Helper()
	ctx, w := context.Background(), world(t, c)
	e := w.engine
	for round := range 3 {
		for i := range 4 {
			p := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": fmt.Sprint("Parcel ", round, i), "size": "large"}))
			p = must[*record.Record](t)(e.ChangeOne(ctx, clerk(), "parcel", p.ID(), 0, map[string]any{"note": "second", "size": ""}))
			w.parcels = append(w.parcels, must[*record.Record](t)(e.ChangeOne(ctx, clerk(), "parcel", p.ID(), 0, map[string]any{"note": "third \"quoted\"\n"})))
		}
		gone := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Gone"}))
		if err := e.RemoveOne(ctx, clerk(), "parcel", gone.ID(), 0); err != nil {
			t.Fatal(err)
		}
		if rows := must[int64](t)(e.Seal(ctx)); rows != 14 {
			t.Fatalf("sealed %d rows", rows)
		}
	}
	return w
}

// found gives the keys of what a verification finds, sorted, each once.
func (w *sealed) found(known ...*store.Seal) []string {
	w.Helper()
	report, err := w.engine.Verify(context.Background(), known...)
	if err != nil {
		w.Fatal(err)
	}
	return said(w.T, report.Findings)
}

func (w *sealed) expect(keys ...string) {
	w.Helper()
	if found := w.found(); !slices.Equal(found, keys) {
		w.Fatalf("found %v, not %v", found, keys)
	}
}

func (w *sealed) damage(statements ...string) {
	w.Helper()
	db := storetest.Raw(w.T, w.config)
	for _, text := range statements {
		text = strings.ReplaceAll(text, "PARCEL", w.parcels[5].ID())
		r, err := db.Exec(text)
		if err != nil {
			w.Fatal(err)
		}
		if n, _ := r.RowsAffected(); n == 0 {
			w.Fatalf("nothing was damaged by %s", text)
		}
	}
}

func TestAnUntouchedAuditVerifies(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		w := newSealed(t, c)
		ctx := context.Background()
		must[*record.Record](t)(w.engine.ChangeOne(ctx, clerk(), "parcel", w.parcels[0].ID(), 0, map[string]any{"note": "after the last seal"}))
		report := must[*store.Report](t)(w.engine.Verify(ctx))
		if len(report.Findings) > 0 || report.Rows != 43 || report.Records != 15 || report.Seals != 3 || report.Unsealed != 1 || report.Newest.Number != 3 {
			t.Fatalf("%+v", report)
		}
		if rows := must[int64](t)(w.engine.Seal(ctx)); rows != 1 {
			t.Fatalf("sealed %d rows", rows)
		}
		if rows := must[int64](t)(w.engine.Seal(ctx)); rows != 0 {
			t.Fatalf("sealed %d rows where nothing was new", rows)
		}
		w.expect()
	})
}

func TestVerificationFindsWhatWasDamaged(t *testing.T) {
	const row = `"house" = 'main' AND "record" = 'PARCEL'`
	for name, damage := range map[string]struct {
		statements []string
		finds      []string
	}{
		"a changed value of a record": {[]string{`UPDATE "parcel" SET "note" = 'other' WHERE "id" = 'PARCEL'`}, []string{"audit-value-differs"}},
		"an emptied value":            {[]string{`UPDATE "parcel" SET "subject" = NULL WHERE "id" = 'PARCEL'`}, []string{"audit-value-differs"}},
		"a changed time":              {[]string{`UPDATE "parcel" SET "updated_at" = "updated_at" + 1 WHERE "id" = 'PARCEL'`}, []string{"audit-value-differs"}},
		"a changed version":           {[]string{`UPDATE "parcel" SET "version" = 2 WHERE "id" = 'PARCEL'`}, []string{"audit-version-differs"}},
		"a removed record":            {[]string{`DELETE FROM "parcel" WHERE "id" = 'PARCEL'`}, []string{"audit-record-missing"}},
		"a changed actor":             {[]string{`UPDATE "audit" SET "actor" = 'somebody' WHERE ` + row + ` AND "version" = 2`}, []string{"audit-row-changed"}},
		"a changed value in history":  {[]string{`UPDATE "audit" SET "changes" = REPLACE("changes", 'second', 'sekond') WHERE ` + row + ` AND "version" = 2`}, []string{"audit-row-changed"}},
		"a history that is no JSON":   {[]string{`UPDATE "audit" SET "changes" = '{' WHERE ` + row + ` AND "version" = 2`}, []string{"audit-row-changed"}},
		"a removed audit row":         {[]string{`DELETE FROM "audit" WHERE ` + row + ` AND "version" = 2`}, []string{"audit-row-missing", "audit-sealed-rows-missing"}},
		"a record's newest audit row": {[]string{`DELETE FROM "audit" WHERE ` + row + ` AND "version" = 3`}, []string{"audit-sealed-rows-missing", "audit-version-differs"}},
		"a record with all traces":    {[]string{`DELETE FROM "parcel" WHERE "id" = 'PARCEL'`, `DELETE FROM "audit" WHERE ` + row}, []string{"audit-sealed-rows-missing"}},
		"a record without history":    {[]string{`DELETE FROM "audit" WHERE ` + row}, []string{"audit-record-unknown", "audit-sealed-rows-missing"}},
		"a row moved between seals":   {[]string{`UPDATE "audit" SET "position" = (SELECT MAX("high") FROM "seal") WHERE ` + row + ` AND "version" = 3`}, []string{"audit-sealed-rows-missing"}},
		"a cut tail":                  {[]string{`DELETE FROM "audit" WHERE "position" >= (SELECT "low" FROM "seal" WHERE "number" = 3)`, `DELETE FROM "parcel" WHERE "id" NOT IN (SELECT "record" FROM "audit")`, `DELETE FROM "seal" WHERE "number" = 3`}, []string{"audit-seal-missing"}},
		"a missing seal":              {[]string{`DELETE FROM "seal" WHERE "number" = 2`}, []string{"audit-seal-missing"}},
		"a changed seal":              {[]string{`UPDATE "seal" SET "rows" = "rows" + 1 WHERE "number" = 2`}, []string{"audit-seal-forged", "audit-seal-unchained", "audit-sealed-rows-missing"}},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, c store.Config) {
				w := newSealed(t, c)
				w.expect()
				w.damage(damage.statements...)
				w.expect(damage.finds...)
			})
		})
	}
}

// TestAForgerWithoutTheKeyIsFound takes a record out and seals everything anew with another key.
func TestAForgerWithoutTheKeyIsFound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		w := newSealed(t, c)
		kept := must[[]*store.Seal](t)(w.engine.Store().Seals(context.Background(), "main", 0, 10))
		w.damage(`DELETE FROM "audit" WHERE "record" = 'PARCEL'`, `DELETE FROM "parcel" WHERE "id" = 'PARCEL'`, `DELETE FROM "seal"`)
		ours, away := filepath.Join(c.Folder, "audit"), filepath.Join(c.Folder, "away")
		if err := os.Rename(ours, away); err != nil {
			t.Fatal(err)
		}
		must[int64](t)(w.engine.Seal(context.Background()))
		if err := os.RemoveAll(ours); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(away, ours); err != nil {
			t.Fatal(err)
		}
		w.expect("audit-seal-forged", "audit-seal-missing")
		if found := w.found(kept...); !slices.Contains(found, "audit-seal-replaced") {
			t.Fatalf("seals kept outside find %v", found)
		}
	})
}

func TestSealsNeedTheKeyThatBegan(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		w := newSealed(t, c)
		info, err := os.Stat(filepath.Join(c.Folder, "audit", "key"))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Fatalf("the key's file: %v, %v", info, err)
		}
		if err := os.RemoveAll(filepath.Join(c.Folder, "audit")); err != nil {
			t.Fatal(err)
		}
		w.expect("audit-keys-missing")
		must[*record.Record](t)(w.engine.CreateOne(context.Background(), clerk(), "parcel", map[string]any{"subject": "New"}))
		if _, err := w.engine.Seal(context.Background()); err == nil {
			t.Fatal("sealed with a key that nobody knows")
		}
	})
}

// TestSealsGoOnWhereTheDatabaseCountsAnew plays what a dump and load elsewhere does to PostgreSQL:
// its transactions have low numbers again.
func TestSealsGoOnWhereTheDatabaseCountsAnew(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		w, ctx := world(t, c), context.Background()
		w.pack("before")
		if err := w.engine.Store().SetMeta(ctx, "position-base", "1000000000000"); err != nil {
			t.Fatal(err)
		}
		moved := world(t, c)
		moved.pack("as if there were many transactions")
		must[int64](t)(moved.engine.Seal(ctx))
		if err := w.engine.Store().SetMeta(ctx, "position-base", "0"); err != nil {
			t.Fatal(err)
		}
		anew := world(t, c)
		anew.pack("with low numbers again")
		if rows := must[int64](t)(anew.engine.Seal(ctx)); rows != 1 {
			t.Fatalf("sealed %d rows", rows)
		}
		anew.expect()
	})
}

func (w *sealed) pack(subject string) {
	w.Helper()
	must[*record.Record](w.T)(w.engine.CreateOne(context.Background(), clerk(), "parcel", map[string]any{"subject": subject}))
}
