package clock

import (
	"slices"
	"time"
)

// replay is a clock while its events are gone through.
type replay struct {
	rules   Rules
	phase   Phase
	run     Run // its Holds are those that have ended
	earlier []Run
	steps   []Step
	err     error

	holds     []Hold        // that last; also before the start
	stretches []stretch     // of the run while it ran, the last one open while it runs
	since     int           // the first stretch that counts against the target
	base      time.Time     // when counting against the target began
	carried   time.Duration // spent before that, as the target counts it
	judged    time.Time     // up to when the target has been compared with the time spent
	late      bool          // the target is missed, and that is recorded
	pending   *Target       // a target that came while stopped, for what comes after
}

func (r *replay) take(e Event) {
	r.judge(e.At)
	did := r.apply(e)
	r.note(Step{At: e.At, Kind: e.Kind, Ignored: !did, By: e.By, Reason: e.Reason, Condition: e.Condition})
	r.judge(e.At) // a shorter target can be missed already
}

// apply says whether the event changed anything.
func (r *replay) apply(e Event) bool {
	switch e.Kind {
	case Start:
		return r.start(e.At)
	case Pause:
		return r.pause(e)
	case Resume:
		return r.resume(e)
	case Stop:
		return r.end(e, Stopped)
	case Cancel:
		return r.end(e, Cancelled)
	case Reset:
		return r.reset(e)
	case Reopen:
		return r.reopen(e.At)
	}
	return r.retarget(e)
}

func (r *replay) going() bool { return r.phase == Running || r.phase == Paused }

func (r *replay) start(at time.Time) bool {
	if r.going() {
		return false
	}
	r.begin(at)
	return true
}

// begin starts a new run; conditions that hold already hold it too.
func (r *replay) begin(at time.Time) {
	if !r.run.Started.IsZero() {
		r.earlier = append(r.earlier, r.run)
	}
	target := r.run.Target
	if r.pending != nil {
		target, r.pending = *r.pending, nil
	}
	r.run = Run{Target: target, Started: at}
	r.stretches, r.since, r.base, r.carried, r.judged, r.late = nil, 0, at, 0, at, false
	for i := range r.holds {
		r.holds[i].From = at
	}
	r.proceed(at)
}

// proceed lets the clock run unless a condition holds it.
func (r *replay) proceed(at time.Time) {
	r.phase = Paused
	if len(r.holds) == 0 {
		r.phase = Running
		r.stretches = append(r.stretches, stretch{from: at})
	}
}

// rest closes the stretch that runs.
func (r *replay) rest(at time.Time) {
	if r.phase == Running {
		r.stretches[len(r.stretches)-1].to = at
	}
}

func (r *replay) pause(e Event) bool {
	holding := slices.ContainsFunc(r.holds, func(h Hold) bool { return h.Condition == e.Condition })
	if holding || r.phase == Stopped || r.phase == Cancelled {
		return false
	}
	r.holds = append(r.holds, Hold{Condition: e.Condition, From: e.At, By: e.By, Reason: e.Reason})
	if r.phase == Running {
		r.rest(e.At)
		r.phase = Paused
	}
	return true
}

func (r *replay) resume(e Event) bool {
	i := slices.IndexFunc(r.holds, func(h Hold) bool { return h.Condition == e.Condition })
	if i < 0 {
		return false
	}
	ended := r.holds[i]
	r.holds = slices.Delete(r.holds, i, i+1)
	if r.phase == Paused {
		r.release(e, ended)
		if len(r.holds) == 0 {
			r.proceed(e.At)
		}
	}
	return true
}

// release writes down holds as ended.
func (r *replay) release(e Event, holds ...Hold) {
	for _, h := range holds {
		h.To, h.EndedBy = e.At, e.By
		r.run.Holds = append(r.run.Holds, h)
	}
}

// end stops or cancels; conditions that still hold end with it.
func (r *replay) end(e Event, phase Phase) bool {
	if phase == Cancelled && r.phase == NotStarted {
		r.phase, r.holds = Cancelled, nil
		return true
	}
	if !r.going() {
		return false
	}
	r.finish(e)
	r.phase, r.holds = phase, nil
	if phase == Stopped && len(r.run.Breaches) == 0 {
		r.run.Outcome = Met
	}
	return true
}

// finish closes the run's account.
func (r *replay) finish(e Event) {
	r.run.Due = r.due()
	r.rest(e.At)
	r.release(e, r.holds...)
	r.run.Ended, r.run.Elapsed = e.At, r.elapsed(e.At)
}

func (r *replay) reset(e Event) bool {
	if !r.going() {
		return false
	}
	r.finish(e)
	r.begin(e.At)
	return true
}

func (r *replay) reopen(at time.Time) bool {
	if r.phase != Stopped {
		return false
	}
	if r.rules.Reopening == Restart {
		r.begin(at)
		return true
	}
	if r.rules.Reopening == CountThrough {
		r.stretches = append(r.stretches, stretch{r.run.Ended, at})
	}
	r.run.Ended, r.judged = time.Time{}, at
	if r.run.Outcome == Met {
		r.run.Outcome = Undecided
	}
	r.proceed(at)
	if r.pending != nil {
		target := *r.pending
		r.pending = nil
		r.change(target, at)
	}
	return true
}

func (r *replay) retarget(e Event) bool {
	if e.Target == nil {
		return r.end(e, Cancelled)
	}
	switch {
	case r.going():
		if *e.Target == r.run.Target {
			return false
		}
		r.change(*e.Target, e.At)
	case r.phase == NotStarted:
		r.run.Target = *e.Target
	default:
		r.pending = e.Target
	}
	return true
}

// change puts another target over the run.
func (r *replay) change(target Target, at time.Time) {
	spent := r.elapsed(at)
	share := float64(spent) / float64(r.run.Target.Duration)
	r.since, r.base, r.carried = 0, r.run.Started, 0
	if r.rules.Retargeting != Retroactive {
		if r.rest(at); r.phase == Running {
			r.stretches = append(r.stretches, stretch{from: at})
		}
		r.since, r.base = len(r.stretches), at
		if r.phase == Running {
			r.since--
		}
	}
	if r.rules.Retargeting == Proportional {
		r.carried = time.Duration(share * float64(target.Duration)).Round(time.Second)
	}
	r.run.Target, r.judged, r.late = target, at, false
}
