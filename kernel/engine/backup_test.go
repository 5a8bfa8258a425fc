package engine_test

import (
	"bytes"
	"context"
	"fmt"
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

// filed is an installation with letters, of which one was removed, one changed and one erased from.
func filed(t *testing.T, c store.Config) *sealed {
	t.Helper()
	w, ctx := letters(t, c), context.Background()
	ann := must[*record.Record](t)(w.engine.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ann ∞ \"quoted\" <b>\u2028"}))
	for n := range 30 {
		l := w.write(map[string]any{"heading": fmt.Sprint("Letter ", n), "body": "words\nin lines\t and ünïcödé", "sender": ann.ID(), "pin": "1234"})
		w.parcels = append(w.parcels, l)
	}
	if err := w.engine.RemoveOne(ctx, clerk(), "letter", w.parcels[0].ID(), 0); err != nil {
		t.Fatal(err)
	}
	w.redact(engine.Redaction{ID: w.parcels[1].ID(), Fields: []string{"body"}})
	path := filepath.Join(c.Folder, store.AttachmentFolder, "ab", "abcdef")
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("attached"), 0o600); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *sealed) backup(passphrase string) []byte {
	w.Helper()
	var b bytes.Buffer
	must[*store.Manifest](w.T)(w.engine.Backup(context.Background(), &b, []byte(passphrase)))
	return b.Bytes()
}

// restored opens a backup in another place.
func restored(t *testing.T, raw []byte, to store.Config, passphrase string) *sealed {
	t.Helper()
	m := must[*store.Manifest](t)(store.CheckBackup(bytes.NewReader(raw)))
	s, err := store.Open(context.Background(), to)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Restore(context.Background(), bytes.NewReader(raw), m, []byte(passphrase)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	w := letters(t, to)
	must[int64](t)(w.engine.Reindex(context.Background()))
	return w
}

func TestABackupIsRestoredOnEitherDatabase(t *testing.T) {
	storetest.Each(t, func(t *testing.T, from store.Config) {
		w, ctx := filed(t, from), context.Background()
		storetest.Each(t, func(t *testing.T, to store.Config) {
			r := restored(t, w.backup("open sesame"), to, "open sesame")
			r.expect()
			was, is := w.contents(), r.contents()
			if !slices.Equal(was, is) || len(is) != 30 {
				t.Fatalf("%d records before, %d after", len(was), len(is))
			}
			if content, err := os.ReadFile(filepath.Join(to.Folder, store.AttachmentFolder, "ab", "abcdef")); err != nil || string(content) != "attached" {
				t.Fatalf("the attached file: %q, %v", content, err)
			}
			found := must[*engine.SearchPage](t)(r.engine.Search(ctx, clerk(), engine.SearchAsk{Words: "unic", Limit: 50}))
			if len(found.Hits) != 28 {
				t.Fatalf("search finds %d", len(found.Hits))
			}
			must[*record.Record](t)(r.engine.Undo(ctx, clerk(), engine.Options{}, "letter", w.parcels[0].ID(), 2))
			for range 2 {
				must[*record.Record](t)(r.engine.CreateOne(ctx, clerk(), "letter", map[string]any{"heading": "Life goes on"}))
				if rows := must[int64](t)(r.engine.Seal(ctx)); rows == 0 {
					t.Fatal("what is new is not sealed")
				}
			}
			r.expect()
			again := restored(t, r.backup(""), store.Config{Folder: t.TempDir(), Now: to.Now, Random: to.Random}, "")
			must[*record.Record](t)(again.engine.CreateOne(ctx, clerk(), "letter", map[string]any{"heading": "With a new key"}))
			must[int64](t)(again.engine.Seal(ctx))
			again.expect()
		})
	})
}

// contents lists every record as text.
func (w *sealed) contents() []string {
	w.Helper()
	var out []string
	for _, typeName := range []string{"letter", "person"} {
		page := must[*engine.Page](w.T)(w.engine.List(context.Background(), clerk(), engine.Ask{Type: typeName, Order: "created_at", Limit: 500}))
		for _, r := range page.Records {
			text := typeName
			for slot := range r.Values {
				text += " " + r.At(slot).Encode()
			}
			out = append(out, text)
		}
	}
	return out
}

func TestABackupIsOneMomentWhileOthersWrite(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		w, ctx := filed(t, c), context.Background()
		stop, stopped := make(chan struct{}), make(chan int)
		go func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					stopped <- n
					return
				default:
				}
				if _, err := w.engine.ChangeOne(ctx, clerk(), "letter", w.parcels[5].ID(), 0, map[string]any{"heading": fmt.Sprint("Heading ", n)}); err != nil {
					t.Error(err)
				}
			}
		}()
		var backups [][]byte
		for range 3 {
			backups = append(backups, w.backup(""))
		}
		close(stop)
		if n := <-stopped; n == 0 {
			t.Fatal("nobody wrote")
		}
		for _, raw := range backups {
			restored(t, raw, store.Config{Folder: t.TempDir(), Now: time.Now, Random: c.Random}, "").expect()
		}
	})
}

func TestADamagedBackupIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		raw := filed(t, c).backup("")
		for _, n := range []int{0, 1, 20, len(raw) / 3, len(raw) / 2, len(raw) - 9, len(raw) - 1} {
			changed := slices.Clone(raw)
			changed[n] ^= 0x10
			if _, err := store.CheckBackup(bytes.NewReader(changed)); err == nil && n > 9 {
				t.Errorf("a changed byte %d of %d is not found", n, len(raw))
			}
			if _, err := store.CheckBackup(bytes.NewReader(raw[:n])); !fault.Is(err, fault.Invalid) {
				t.Errorf("cut at %d of %d: %v", n, len(raw), err)
			}
		}
		if _, err := store.CheckBackup(bytes.NewReader(append(slices.Clone(raw), raw...))); err == nil {
			t.Error("two backups in one are taken")
		}
	})
}

func TestABackupGoesIntoAnEmptyPlaceOnly(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		w := filed(t, c)
		raw := w.backup("open sesame")
		m := must[*store.Manifest](t)(store.CheckBackup(bytes.NewReader(raw)))
		if err := w.engine.Store().Restore(context.Background(), bytes.NewReader(raw), m, nil); !fault.Is(err, fault.Invalid) {
			t.Fatalf("over what was there: %v", err)
		}
		w.expect()
		empty := storetest.Open(t, store.Config{Folder: t.TempDir(), Now: c.Now, Random: c.Random})
		if err := empty.Restore(context.Background(), bytes.NewReader(raw), m, []byte("open says me")); !fault.Is(err, fault.Invalid) {
			t.Fatalf("another passphrase: %v", err)
		}
		if err := empty.Restore(context.Background(), bytes.NewReader(raw), m, []byte("open sesame")); err != nil {
			t.Fatalf("the wrong passphrase touched something: %v", err)
		}
	})
}

func TestARestoreErasesAgainWhatWasErasedSince(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		w, ctx := filed(t, c), context.Background()
		raw := w.backup("")
		l := w.parcels[3]
		must[*record.Record](t)(w.engine.ChangeOne(ctx, clerk(), "letter", l.ID(), 0, map[string]any{"body": "xyzzy again"}))
		w.redact(engine.Redaction{ID: l.ID(), Fields: []string{"heading"}})
		w.redact(engine.Redaction{ID: l.ID(), Fields: []string{"body"}})
		if _, err := w.engine.Redact(ctx, keeper(), engine.Options{}, engine.Redaction{Type: "letter", ID: w.parcels[0].ID(), Fields: []string{"body"}, Reason: "removed, and erased"}); err != nil {
			t.Fatal(err)
		}
		log := must[[]*store.Erasure](t)(w.engine.Store().ErasureLog("main"))
		if len(log) != 4 {
			t.Fatalf("%d tombstones", len(log))
		}
		r := restored(t, raw, store.Config{Folder: t.TempDir(), Now: time.Now, Random: c.Random}, "")
		if now := must[*record.Record](t)(r.engine.As(clerk()).Get(ctx, "letter", l.ID())); heading.Of(now) != "Letter 3" {
			t.Fatalf("restored: %q", heading.Of(now))
		}
		if n := must[int](t)(r.engine.EraseAgain(ctx, log)); n != 2 {
			t.Fatalf("erased again: %d records", n)
		}
		now := must[*record.Record](t)(r.engine.As(clerk()).Get(ctx, "letter", l.ID()))
		if heading.Of(now) != "█████" || body.Of(now) != "" || opening.Of(now) != "" {
			t.Fatalf("%q, %q", heading.Of(now), body.Of(now))
		}
		if r.holds("Letter 3\"") {
			t.Fatal("the heading is still in the database")
		}
		r.expect()
		if n := must[int](t)(r.engine.EraseAgain(ctx, log)); n != 0 {
			t.Fatalf("erased a third time: %d records", n)
		}
	})
}
