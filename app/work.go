package app

import (
	"context"
	"maps"
	"math/rand/v2"
	"sync"
	"time"

	"steward/ability/clock"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/job"
	"steward/kernel/record"
	"steward/practice/servicelevel"
)

const (
	// mergeEvery is how long a text waits for the index; it is found meanwhile.
	mergeEvery = 2 * time.Second
	// refillEvery is how often stale reader lines are looked for.
	refillEvery = 5 * time.Second
	// sealEvery is how long a change may stand in the audit before a seal covers it.
	sealEvery = time.Minute
	sealTopic = "audit.seal"
	// workGrace is how long running jobs may go on when the server stops.
	workGrace = 8 * time.Second
)

// Runner runs the jobs of an installation.
func (s *System) Runner() *job.Runner {
	return &job.Runner{Store: s.Store, House: House, Zone: s.Settings.Zone, Random: rand.Float64, Log: s.Settings.Log,
		Handlers: s.handlers(),
		Schedules: append(s.Post.Schedules(), []job.Schedule{
			{Name: sealTopic, Topic: sealTopic, Every: sealEvery},
			{Name: collectTopic, Topic: collectTopic, Every: collectEvery},
			{Name: engine.MergeTopic, Topic: engine.MergeTopic, Every: mergeEvery, When: s.Store.SearchDue},
			{Name: engine.RefillTopic, Topic: engine.RefillTopic, Every: refillEvery, When: s.Engine.Stale},
		}...)}
}

// work runs jobs and reads mailboxes until ctx ends or stop is called, which gives running ones time to finish.
func (s *System) work(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var all sync.WaitGroup
	all.Add(2)
	go func() {
		defer all.Done()
		s.Runner().Run(ctx, workGrace)
	}()
	go func() {
		defer all.Done()
		s.Post.Run(ctx)
	}()
	return func() {
		cancel()
		all.Wait()
	}
}

// handlers are the jobs of the engine and of the abilities.
func (s *System) handlers() map[string]job.Handler {
	all := maps.Clone(s.Engine.Handlers())
	maps.Copy(all, s.Post.Handlers())
	all[collectTopic] = s.collect
	all[sealTopic] = s.seal
	all[clock.CatchUpTopic] = s.catchUp
	all[servicelevel.MeasureTopic] = s.measureAgain
	return all
}

// inside lists the topics of jobs that change nothing but this installation and may run again after a
// restore. A topic that is not here acts outside.
func inside() []string {
	return []string{engine.MergeTopic, engine.RefillTopic, engine.EraseFileTopic, record.ActTopic, collectTopic, sealTopic, clock.CatchUpTopic, servicelevel.MeasureTopic, job.SweepTopic}
}

// seal covers what the audit has gathered; when another node is at it, that is as good.
func (s *System) seal(ctx context.Context, _ *job.Job) error {
	if _, err := s.Engine.Seal(ctx); err != nil && !fault.Is(err, fault.Conflict) {
		return err
	}
	return nil
}
