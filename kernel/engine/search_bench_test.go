package engine_test

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	random "math/rand/v2"
	"strings"
	"syscall"
	"testing"
	"time"

	"steward/kernel/engine"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/store/storetest"
)

// BenchmarkSearch looks for words in 100,000 records of 60 words each (5,000 with -short), on SQLite:
//
//	go test -run '^$' -bench Search ./kernel/engine
func BenchmarkSearch(b *testing.B) {
	n := 100_000
	if testing.Short() {
		n = 5_000
	}
	s := storetest.Open(b, store.Config{Folder: b.TempDir(), Now: time.Now, Random: func(p []byte) { _, _ = rand.Read(p) }, Log: slog.New(slog.DiscardHandler)})
	e, err := engine.New(b.Context(), engine.Config{Store: s, Declared: declarations(), House: "main", Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	ann, err := e.CreateOne(b.Context(), clerk(), "person", map[string]any{"name": "Ann"})
	if err != nil {
		b.Fatal(err)
	}
	fillParcels(b, e, n/10, ann.ID())
	look(b, "waiting-a-tenth/rare", e, clerk(), "w09871")
	look(b, "waiting-a-tenth/common", e, clerk(), "w00003")
	fillParcels(b, e, n-n/10, ann.ID())
	began, worked := time.Now(), processTime(b)
	if err := e.MergeSearch(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.Logf("merged at %.0f/s, %s CPU each", float64(n)/time.Since(began).Seconds(), (processTime(b)-worked)/time.Duration(n))
	for name, words := range map[string]string{"rare": "w09871", "common": "w00003", "prefix-of-many": "w00", "two-prefixes": "w0001 w0012", "two-wide-prefixes": "w0000 w001", "common-and-rare": "w00003 w09871",
		"number": fmt.Sprintf("PAR%07d", n/2), "digits": fmt.Sprint(n / 2), "nothing": "zebra"} {
		look(b, "all/"+name, e, clerk(), words)
		look(b, "own-40/"+name, e, guest(ann), words)
	}
	b.Run("pick", func(b *testing.B) {
		for b.Loop() {
			if _, err := e.Pick(b.Context(), clerk(), "parcel", "w0000 w0", 10); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// processTime gives the CPU time of the process.
func processTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func look(b *testing.B, name string, e *engine.Engine, actor record.Actor, words string) {
	b.Run(name, func(b *testing.B) {
		hits, worked := 0, processTime(b)
		for b.Loop() {
			page, err := e.Search(b.Context(), actor, engine.SearchAsk{Words: words})
			if err != nil {
				b.Fatal(err)
			}
			hits = len(page.Hits)
		}
		b.ReportMetric(float64(hits), "hits")
		b.ReportMetric(float64(processTime(b)-worked)/float64(b.N)/1e6, "cpu-ms/op")
	})
}

// fillParcels writes parcels whose words are spread as in ordinary text: a few stand in most texts, most
// in a few. The owner has 20 of each lot.
func fillParcels(b *testing.B, e *engine.Engine, n int, owner string) {
	r := random.New(random.NewPCG(1, 2))
	zipf := random.NewZipf(r, 1.1, 8, 20_000)
	text := func(words int) string {
		list := make([]string, words)
		for i := range list {
			list[i] = fmt.Sprintf("w%05d", zipf.Uint64())
		}
		return strings.Join(list, " ")
	}
	commands := make([]engine.Command, 0, 500)
	for i := range n {
		values := map[string]any{"subject": text(7), "note": text(53)}
		if i%(n/20) == 0 {
			values["owner"] = owner
		}
		if commands = append(commands, engine.Command{Do: engine.Create, Type: "parcel", Values: values}); len(commands) == cap(commands) || i == n-1 {
			if _, err := e.Do(b.Context(), clerk(), engine.Options{}, commands...); err != nil {
				b.Fatal(err)
			}
			commands = commands[:0]
		}
	}
}
