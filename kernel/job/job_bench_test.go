package job_test

import (
	"context"
	"testing"
	"time"

	"steward/kernel/job"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/store/storetest"
)

// BenchmarkJobs measures adding jobs one by one, and claiming, running and ending them.
//
//	go test -run '^$' -bench Jobs ./kernel/job
func BenchmarkJobs(b *testing.B) {
	storetest.EachBench(b, func(b *testing.B, c store.Config) {
		s := storetest.Open(b, c)
		catalogue, err := record.NewCatalogue(nil, nil)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.Migrate(b.Context(), catalogue, store.FirstFormat); err != nil {
			b.Fatal(err)
		}
		ran := make(chan bool, 1<<16)
		r := &job.Runner{Store: s, House: "main", Random: func() float64 { return 0 }, Handlers: map[string]job.Handler{
			"mail": func(context.Context, *job.Job) error { ran <- true; return nil }}}
		b.Run("add", func(b *testing.B) {
			for b.Loop() {
				if err := s.AddJobs(b.Context(), "main", store.Line{Topic: "mail"}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("run", func(b *testing.B) {
			if _, err := r.Drain(b.Context()); err != nil {
				b.Fatal(err)
			}
			for len(ran) > 0 {
				<-ran
			}
			lines := make([]store.Line, b.N)
			for i := range lines {
				lines[i].Topic = "mail"
			}
			if err := s.AddJobs(b.Context(), "main", lines...); err != nil {
				b.Fatal(err)
			}
			ctx, stop := context.WithCancel(b.Context())
			stopped := make(chan bool)
			b.ResetTimer()
			go func() {
				r.Run(ctx, time.Minute)
				close(stopped)
			}()
			for range b.N {
				<-ran
			}
			stop()
			<-stopped
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "jobs/s")
		})
	})
}
