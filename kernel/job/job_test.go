package job_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"steward/kernel/job"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/store/storetest"
)

// world is a database with a clock that stands, and a runner that notes what it ran.
type world struct {
	*testing.T
	clock  *storetest.Clock
	store  *store.Store
	runner *job.Runner
	ran    []string
	fail   error
}

func each(t *testing.T, story func(w *world)) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		w := &world{T: t, clock: storetest.NewClock()}
		c.Now = w.clock.Now
		w.store = storetest.Open(t, c)
		catalogue, err := record.NewCatalogue(nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.store.Migrate(t.Context(), catalogue, store.FirstFormat); err != nil {
			t.Fatal(err)
		}
		w.runner = w.another()
		story(w)
	})
}

// another is the runner of another node.
func (w *world) another() *job.Runner {
	return &job.Runner{Store: w.store, House: "main", Random: func() float64 { return 0.5 }, Handlers: map[string]job.Handler{
		"mail": func(_ context.Context, j *job.Job) error {
			w.ran = append(w.ran, string(j.Data))
			return w.fail
		}}}
}

func (w *world) add(lines ...store.Line) {
	w.Helper()
	if err := w.store.AddJobs(w.Context(), "main", lines...); err != nil {
		w.Fatal(err)
	}
}

func (w *world) drain(want int) {
	w.Helper()
	w.ran = nil
	if _, err := w.runner.Drain(w.Context()); err != nil {
		w.Fatal(err)
	}
	if len(w.ran) != want {
		w.Fatalf("ran %d mail jobs, want %d: %v", len(w.ran), want, w.ran)
	}
}

func (w *world) jobs(state store.JobState) []*store.Job {
	w.Helper()
	jobs, err := w.store.Jobs(w.Context(), "main", store.JobAsk{State: state, Topic: "mail", Limit: 100})
	if err != nil {
		w.Fatal(err)
	}
	return jobs
}

func to(whom string) map[string]any { return map[string]any{"to": whom} }

func TestJobsRunOnceWhenTheyAreDue(t *testing.T) {
	each(t, func(w *world) {
		w.add(store.Line{Topic: "mail", Data: to("now")}, store.Line{Topic: "mail", Data: to("later"), RunAt: w.clock.Now().Add(time.Hour).UnixMicro()},
			store.Line{Topic: "nobody takes this"})
		w.drain(1)
		w.drain(0)
		w.clock.Forward(time.Hour)
		w.drain(1)
		if w.ran[0] != `{"to":"later"}` || len(w.jobs(store.JobDone)) != 2 {
			t.Fatalf("%v, done %d", w.ran, len(w.jobs(store.JobDone)))
		}
	})
}

func TestAFailingJobIsTriedLaterAndLaterUntilItIsDeadAndAPersonRetriesIt(t *testing.T) {
	each(t, func(w *world) {
		w.fail = errors.New("the mail server is away")
		w.add(store.Line{Topic: "mail"})
		w.drain(1)
		w.clock.Forward(1999 * time.Millisecond)
		w.drain(0)
		w.clock.Forward(time.Millisecond)
		w.drain(1)
		for range job.Tries - 2 {
			w.clock.Forward(2 * time.Hour)
			w.drain(1)
		}
		w.clock.Forward(24 * time.Hour)
		w.drain(0)
		dead := w.jobs(store.JobDead)
		if len(dead) != 1 || dead[0].Attempt != job.Tries || dead[0].Error != "the mail server is away" {
			t.Fatalf("dead: %+v", dead)
		}
		w.fail = nil
		if err := w.store.RetryJob(t.Context(), "main", dead[0].ID); err != nil {
			t.Fatal(err)
		}
		w.drain(1)
		if done := w.jobs(store.JobDone); len(done) != 1 || done[0].Error != "" {
			t.Fatalf("done: %+v", done)
		}
		if err := w.store.RetryJob(t.Context(), "main", dead[0].ID); err == nil {
			t.Fatal("a job that is done was retried")
		}
	})
}

func TestAnErrorThatIsFinalIsNotTriedAgain(t *testing.T) {
	each(t, func(w *world) {
		w.fail = job.Dead(errors.New("no such address"))
		w.add(store.Line{Topic: "mail"})
		w.drain(1)
		if len(w.jobs(store.JobDead)) != 1 {
			t.Fatal("still alive")
		}
	})
}

func TestAPanicIsAFailure(t *testing.T) {
	each(t, func(w *world) {
		w.runner.Handlers["mail"] = func(context.Context, *job.Job) error { panic("at the disco") }
		w.add(store.Line{Topic: "mail"})
		w.drain(0)
		if waiting := w.jobs(store.JobWaiting); len(waiting) != 1 || waiting[0].Error != "job.mail: at the disco" {
			t.Fatalf("%+v", waiting)
		}
	})
}

func TestKeysTellJobsApart(t *testing.T) {
	each(t, func(w *world) {
		once, merge := store.Line{Topic: "mail", Unique: "invoice 7"}, store.Line{Topic: "mail", Waiting: "index"}
		w.add(once, once, merge, merge)
		w.drain(2)
		w.add(once, merge)
		w.drain(1)
		if done := w.jobs(store.JobDone); len(done) != 1 {
			t.Fatalf("%d jobs left a trace", len(done))
		}
	})
}

func TestAJobThatWaitsUnderAKeyIsAddedAgainWhileItRuns(t *testing.T) {
	each(t, func(w *world) {
		merge := store.Line{Topic: "mail", Waiting: "index"}
		first := true
		w.runner.Handlers["mail"] = func(context.Context, *job.Job) error {
			w.ran = append(w.ran, "merge")
			if first {
				first = false
				w.add(merge, merge)
			}
			return nil
		}
		w.add(merge)
		w.drain(2)
	})
}

func TestTheJobsOfADeadNodeAreTakenByAnother(t *testing.T) {
	each(t, func(w *world) {
		w.add(store.Line{Topic: "mail", Data: to("ann")})
		claimed, err := w.store.ClaimJobs(t.Context(), []string{"mail"}, job.Lease, 10)
		if err != nil || len(claimed) != 1 {
			t.Fatalf("claimed %d, %v", len(claimed), err)
		}
		w.clock.Forward(job.Lease / 2)
		if kept, err := w.store.RenewJobs(t.Context(), claimed, job.Lease); err != nil || !kept[claimed[0].ID] {
			t.Fatalf("not renewed: %v", err)
		}
		w.clock.Forward(job.Lease/2 + time.Second)
		w.drain(0)
		w.clock.Forward(job.Lease)
		w.drain(1)
		if err := w.store.EndJobs(t.Context(), []store.JobEnd{{Job: claimed[0], State: store.JobDead}}); err != nil {
			t.Fatal(err)
		}
		if len(w.jobs(store.JobDone)) != 1 {
			t.Fatal("the run that had lost its lease changed the job")
		}
		if kept, err := w.store.RenewJobs(t.Context(), claimed, job.Lease); err != nil || len(kept) != 0 {
			t.Fatalf("renewed what another has: %v", err)
		}
		err = w.store.Apply(t.Context(), &store.Write{House: "main", Ends: claimed[0], Lines: []store.Line{{Topic: "mail"}}})
		if !errors.Is(err, store.ErrLeaseLost) {
			t.Fatalf("wrote for a job that another has: %v", err)
		}
		w.drain(0)
	})
}

func TestAJobEndsWithItsOwnWrites(t *testing.T) {
	each(t, func(w *world) {
		w.runner.Handlers["letter"] = func(ctx context.Context, j *job.Job) error {
			if err := w.store.Apply(ctx, &store.Write{House: "main", Ends: j, Lines: []store.Line{{Topic: "mail"}}}); err != nil {
				return err
			}
			return errors.New("the node dies before it says so")
		}
		w.add(store.Line{Topic: "letter"})
		w.drain(1)
		w.clock.Forward(24 * time.Hour)
		w.drain(0)
	})
}

func TestASlotOfAScheduleRunsOnceWhateverTheNumberOfNodes(t *testing.T) {
	each(t, func(w *world) {
		other := w.another()
		nightly := []job.Schedule{{Name: "nightly", Topic: "mail", Cron: "30 2 * * *"}, {Name: "never", Topic: "mail", Every: time.Minute,
			When: func(context.Context) (bool, error) { return false, nil }}}
		w.runner.Schedules, other.Schedules = nightly, nightly
		night := func(want int) {
			t.Helper()
			w.ran = nil
			for _, r := range []*job.Runner{w.runner, other, w.runner} {
				if _, err := r.Drain(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if len(w.ran) != want {
				t.Fatalf("at %s it ran %d times", w.clock.Now(), len(w.ran))
			}
		}
		night(1)
		w.clock.Forward(14 * time.Hour)
		night(0)
		w.clock.Forward(time.Hour)
		night(1)
		w.clock.Forward(3 * 24 * time.Hour)
		night(1)
	})
}

func TestJobsThatWereDoneAreSweptAfterAWeek(t *testing.T) {
	each(t, func(w *world) {
		w.add(store.Line{Topic: "mail"})
		w.drain(1)
		w.clock.Forward(6 * 24 * time.Hour)
		w.drain(0)
		if len(w.jobs(store.JobDone)) != 1 {
			t.Fatal("swept too early")
		}
		w.clock.Forward(2 * 24 * time.Hour)
		w.drain(0)
		if len(w.jobs(store.JobDone)) != 0 {
			t.Fatal("not swept")
		}
	})
}

func TestAWriteMayBeRepeatedUnderItsKeyForAMonth(t *testing.T) {
	each(t, func(w *world) {
		write := &store.Write{House: "main", Once: &store.Once{Key: "k", Fingerprint: "f", Answer: "[]"}}
		if err := w.store.Apply(w.Context(), write); err != nil {
			t.Fatal(err)
		}
		for _, days := range []time.Duration{29, 2} {
			w.clock.Forward(days * 24 * time.Hour)
			w.drain(0)
			before, err := w.store.Answered(w.Context(), "main", "k")
			if err != nil || (before != nil) != (days == 29) {
				t.Fatalf("after %d days: %v %v", days, before, err)
			}
		}
	})
}

func TestARunnerThatStopsGivesBackWhatItDidNotFinish(t *testing.T) {
	each(t, func(w *world) {
		begun, cut := make(chan bool), 0
		w.runner.Workers = 1
		w.runner.Handlers["mail"] = func(ctx context.Context, _ *job.Job) error {
			begun <- true
			<-ctx.Done()
			cut++
			return ctx.Err()
		}
		ctx, stop := context.WithCancel(t.Context())
		stopped := make(chan bool)
		go func() {
			w.runner.Run(ctx, 0)
			close(stopped)
		}()
		w.add(store.Line{Topic: "mail"}, store.Line{Topic: "mail"})
		<-begun
		stop()
		<-stopped
		waiting := w.jobs(store.JobWaiting)
		if len(waiting) != 2 || waiting[0].Attempt != 0 || waiting[1].Attempt != 0 || cut != 1 {
			t.Fatalf("%d wait, %d were cut: %+v", len(waiting), cut, waiting)
		}
	})
}

func TestARunnerWakesForEachJobAndRunsMany(t *testing.T) {
	each(t, func(w *world) {
		ran := make(chan string, 1000)
		w.runner.Handlers["mail"] = func(_ context.Context, j *job.Job) error {
			ran <- j.ID
			return nil
		}
		ctx, stop := context.WithCancel(t.Context())
		stopped := make(chan bool)
		go func() {
			w.runner.Run(ctx, time.Minute)
			close(stopped)
		}()
		seen := map[string]bool{}
		for _, n := range []int{1, 300, 1} {
			lines := make([]store.Line, n)
			for i := range lines {
				lines[i].Topic = "mail"
			}
			w.add(lines...)
			for range n {
				seen[<-ran] = true
			}
		}
		stop()
		<-stopped
		if len(seen) != 302 || len(w.jobs(store.JobWaiting)) != 0 {
			t.Fatalf("ran %d, %d wait", len(seen), len(w.jobs(store.JobWaiting)))
		}
	})
}

func TestWaitsGrowAndAreSpread(t *testing.T) {
	for attempt, want := range map[int]time.Duration{1: 2 * time.Second, 2: 4 * time.Second, 11: 2048 * time.Second, 12: time.Hour, 100: time.Hour} {
		if got := job.Backoff(attempt, 0.5); got != want {
			t.Errorf("after attempt %d: %s, want %s", attempt, got, want)
		}
	}
	if low, high := job.Backoff(1, 0), job.Backoff(1, 0.999999); low != 1500*time.Millisecond || high > 2500*time.Millisecond {
		t.Errorf("from %s to %s", low, high)
	}
}
