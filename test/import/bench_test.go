package importing

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"steward/app"
	"steward/gateway/sheet"
	"steward/gateway/sheet/load"
	"steward/kernel/engine"
)

// BenchmarkImport imports an event log of 20,000 incidents' worth of columns into the embedded
// database as it is used: synchronous=FULL, every index, every rule. It tells the CPU time of the
// whole process beside the rate, for the rate depends on what else the machine does.
func BenchmarkImport(b *testing.B) {
	file := filepath.Join(b.TempDir(), "log.csv")
	writeLog(b, file, 4000, 0, 6)
	events := 0
	var used time.Duration
	for b.Loop() {
		b.StopTimer()
		s, err := app.Open(b.Context(), app.Settings{Data: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		words, err := app.Words()
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		before := spent(b)
		events += importAll(b, s, file, load.Options{Actor: s.Engine.SystemActor(engine.ImportGateway), Words: words, Language: "en"})
		used += spent(b) - before
		b.StopTimer()
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(float64(used.Microseconds())/float64(events), "cpu-us/event")
}

func importAll(tb testing.TB, s *app.System, file string, o load.Options) int {
	t, ok := s.Engine.Catalogue().Type("incident")
	if !ok {
		tb.Fatal("no incidents")
	}
	source, err := load.Open(tb.Context(), t, file, mappingFile, sheet.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	defer source.Close()
	report, err := load.Load(tb.Context(), s.Engine, source, o)
	if err != nil {
		tb.Fatal(err)
	}
	if report.Done.Refused > 0 {
		tb.Fatalf("%+v", report.Done)
	}
	return report.Events.Planned
}

// spent is the CPU time of this process so far.
func spent(tb testing.TB) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
