package job

import (
	"context"
	"sync"
	"time"

	"steward/kernel/store"
)

const (
	// longestNap is how long the runner sleeps at most: another node's news may have been lost.
	longestNap = 15 * time.Second
	afterError = time.Second
)

// Run takes and runs jobs until the context ends. Then it takes no more, gives running jobs the time
// of grace, breaks off those that are still running, and gives back what was not begun.
func (r *Runner) Run(ctx context.Context, grace time.Duration) {
	r.prepare()
	wake := make(chan struct{}, 1)
	nudge := func() {
		select {
		case wake <- struct{}{}:
		default:
		}
	}
	defer r.Store.OnNews(func(n store.News) {
		if n.Jobs || n.Missed {
			nudge()
		}
	})()
	c := r.crew(ctx, nudge)
	reaped := time.Time{}
	for ctx.Err() == nil {
		nap, err := r.turn(ctx, c, &reaped)
		if err != nil && ctx.Err() == nil {
			r.log().Error("jobs cannot be taken", "error", err)
			nap = afterError
		}
		timer := time.NewTimer(nap)
		select {
		case <-ctx.Done():
		case <-wake:
		case <-timer.C:
		}
		timer.Stop()
	}
	c.dismiss(grace)
}

// turn adds what is scheduled, gives back what dead nodes held, hands jobs to the crew, and says how
// long nothing will be due.
func (r *Runner) turn(ctx context.Context, c *crew, reaped *time.Time) (time.Duration, error) {
	next, err := r.plan(ctx)
	if err != nil {
		return 0, err
	}
	now := r.Store.Now()
	if now.Sub(*reaped) > Lease/2 {
		if _, err := r.Store.ReapJobs(ctx, Tries); err != nil {
			return 0, err
		}
		*reaped = now
	}
	nap := min(next.Sub(now), longestNap)
	room := c.room()
	if room == 0 {
		return nap, nil
	}
	at, some, err := r.Store.NextJob(ctx, r.topics)
	if err != nil || !some {
		return nap, err
	}
	if due := time.UnixMicro(at).Sub(now); due > 0 {
		return min(nap, due), nil
	}
	jobs, err := r.Store.ClaimJobs(ctx, r.topics, Lease, room)
	c.give(jobs)
	if len(jobs) == room {
		return nap, err
	}
	return 0, err
}

// Drain runs everything that is due now, one after another, and says how many jobs that were. Shell
// commands and tests use it; a server calls Run.
func (r *Runner) Drain(ctx context.Context) (ran int, err error) {
	r.prepare()
	if _, err := r.plan(ctx); err != nil {
		return 0, err
	}
	if _, err := r.Store.ReapJobs(ctx, Tries); err != nil {
		return 0, err
	}
	for {
		jobs, err := r.Store.ClaimJobs(ctx, r.topics, Lease, batch)
		if err != nil || len(jobs) == 0 {
			return ran, err
		}
		ends := make([]store.JobEnd, len(jobs))
		for i, j := range jobs {
			ends[i] = r.perform(ctx, j)
		}
		if err := r.Store.EndJobs(context.WithoutCancel(ctx), ends); err != nil {
			return ran, err
		}
		ran += len(jobs)
	}
}

// crew is the workers of one Run and what they hold.
type crew struct {
	runner  *Runner
	queue   chan *Job
	ends    chan store.JobEnd
	working context.Context
	breakUp context.CancelFunc
	nudge   func()
	workers sync.WaitGroup
	keepers sync.WaitGroup

	lock    sync.Mutex
	held    map[*Job]held
	stopped bool
}

type held struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func (r *Runner) crew(ctx context.Context, nudge func()) *crew {
	c := &crew{runner: r, queue: make(chan *Job, batch), ends: make(chan store.JobEnd, batch), nudge: nudge, held: map[*Job]held{}}
	c.working, c.breakUp = context.WithCancel(context.WithoutCancel(ctx))
	n := r.Workers
	if n == 0 {
		n = workers
	}
	for range n {
		c.workers.Add(1)
		go c.work()
	}
	c.keepers.Add(2)
	go c.write()
	go c.renew()
	return c
}

// room says how many jobs the crew may take.
func (c *crew) room() int { return batch - len(c.queue) }

func (c *crew) give(jobs []*Job) {
	c.lock.Lock()
	defer c.lock.Unlock()
	for _, j := range jobs {
		var h held
		h.ctx, h.cancel = context.WithCancel(c.working)
		c.held[j] = h
		c.queue <- j
	}
}

func (c *crew) work() {
	defer c.workers.Done()
	for j := range c.queue {
		c.lock.Lock()
		h, stopped := c.held[j], c.stopped
		c.lock.Unlock()
		if stopped {
			c.ends <- store.JobEnd{Job: j, State: store.JobWaiting, Unbegun: true}
		} else {
			c.ends <- c.runner.perform(h.ctx, j)
		}
	}
}

// write ends jobs in the database, all that have ended in one transaction.
func (c *crew) write() {
	defer c.keepers.Done()
	for first := range c.ends {
		ends := []store.JobEnd{first}
		for more := true; more && len(ends) < batch; {
			select {
			case e, open := <-c.ends:
				if more = open; open {
					ends = append(ends, e)
				}
			default:
				more = false
			}
		}
		// A failure here is no loss: the leases run out and the jobs are run again.
		if err := c.runner.Store.EndJobs(context.WithoutCancel(c.working), ends); err != nil {
			c.runner.log().Error("the end of jobs was not written", "error", err)
		}
		c.drop(ends)
		if c.room() >= batch/2 {
			c.nudge()
		}
	}
}

func (c *crew) drop(ends []store.JobEnd) {
	c.lock.Lock()
	defer c.lock.Unlock()
	for _, e := range ends {
		c.held[e.Job].cancel()
		delete(c.held, e.Job)
	}
}

// renew keeps the leases while jobs run, and breaks off a job whose lease was lost.
func (c *crew) renew() {
	defer c.keepers.Done()
	every := time.NewTicker(Lease / 3)
	defer every.Stop()
	for {
		select {
		case <-c.working.Done():
			return
		case <-every.C:
			c.renewOnce(c.working)
		}
	}
}

func (c *crew) renewOnce(ctx context.Context) {
	c.lock.Lock()
	jobs := make([]*Job, 0, len(c.held))
	for j := range c.held {
		jobs = append(jobs, j)
	}
	c.lock.Unlock()
	if len(jobs) == 0 {
		return
	}
	kept, err := c.runner.Store.RenewJobs(ctx, jobs, Lease)
	if err != nil {
		c.runner.log().Error("leases of jobs were not renewed", "error", err)
		return
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	for _, j := range jobs {
		if h, still := c.held[j]; still && !kept[j.ID] {
			h.cancel()
		}
	}
}

// dismiss lets running jobs finish within grace, breaks off the others, and writes how all ended.
func (c *crew) dismiss(grace time.Duration) {
	c.lock.Lock()
	c.stopped = true
	c.lock.Unlock()
	close(c.queue)
	over := time.AfterFunc(grace, c.breakUp)
	c.workers.Wait()
	over.Stop()
	close(c.ends)
	c.breakUp()
	c.keepers.Wait()
}
