package clock

import (
	"slices"
	"time"
)

// stretch is a time in which the clock ran; its end is zero while it does.
type stretch struct{ from, to time.Time }

// elapsed is the working time that counts against the target, up to the instant.
func (r *replay) elapsed(at time.Time) time.Duration {
	sum := r.carried
	for _, s := range r.stretches[r.since:] {
		if s.to.IsZero() || s.to.After(at) {
			s.to = at
		}
		sum += r.run.Target.Calendar.Between(s.from, s.to)
	}
	return sum
}

// due is when the target is used up; zero while a pause leaves that open.
func (r *replay) due() time.Time { return r.reach(r.run.Target.Duration) }

// reach is when the working time d has been spent: [worktime.Calendar.Add] over the stretches. It is zero
// while a pause leaves that open.
func (r *replay) reach(d time.Duration) time.Time {
	left := d - r.carried
	if left <= 0 {
		return r.base
	}
	for _, s := range r.stretches[r.since:] {
		open := s.to.IsZero()
		var spent time.Duration
		if !open {
			spent = r.run.Target.Calendar.Between(s.from, s.to)
		}
		if open || left <= spent {
			at, err := r.run.Target.Calendar.Add(s.from, left)
			if err != nil {
				r.err = err
				return time.Time{}
			}
			if open || at.Before(s.to) {
				return at
			}
		}
		left -= spent
	}
	return time.Time{}
}

// judge records a breach once the clock has gone on beyond its due instant.
func (r *replay) judge(at time.Time) {
	if !r.going() {
		return
	}
	due := r.due()
	if !due.IsZero() && !r.late && at.Unix() > due.Unix() {
		missed := Lateness{Target: r.run.Target, Due: due, At: due}
		if r.judged.After(due) {
			missed.At = r.judged
		}
		r.late, r.run.Outcome = true, Breached
		r.run.Breaches = append(r.run.Breaches, missed)
		r.note(Step{At: missed.At, Kind: Breach})
	}
	r.judged = at
}

// note adds a line to the explanation.
func (r *replay) note(s Step) {
	s.Target, s.Phase = r.run.Target, r.phase
	if !r.run.Started.IsZero() {
		s.Elapsed, s.Due = r.run.Elapsed, r.run.Due
	}
	if r.going() {
		s.Elapsed, s.Due = r.elapsed(s.At), r.due()
	}
	s.Remaining = s.Target.Duration - s.Elapsed
	r.steps = append(r.steps, s)
}

// state is where the clock stands once all events are taken.
func (r *replay) state(now time.Time) State {
	if r.going() {
		r.run.Elapsed, r.run.Due = r.elapsed(now), r.due()
	}
	r.run.Holds = slices.Concat(r.run.Holds, r.holds)
	r.weigh(&r.run, now)
	for i := range r.earlier {
		r.weigh(&r.earlier[i], now)
	}
	s := State{Run: r.run, Phase: r.phase, Earlier: r.earlier, Steps: r.steps}
	s.Remaining = s.Target.Duration - s.Elapsed
	for _, percent := range r.rules.Levels {
		level := Level{Percent: percent}
		if !r.run.Started.IsZero() {
			level.At = r.reach(fraction(r.run.Target.Duration, percent))
			level.Passed = !level.At.IsZero() && !level.At.After(now)
		}
		s.Levels = append(s.Levels, level)
	}
	return s
}

// weigh fills in how much working time fell into the holds of a run.
func (r *replay) weigh(run *Run, now time.Time) {
	for i, h := range run.Holds {
		to := h.To
		if to.IsZero() {
			to = now
		}
		run.Holds[i].Working = run.Target.Calendar.Between(h.From, to)
	}
}

// fraction is a percentage of a duration, in whole nanoseconds and without overflow.
func fraction(d time.Duration, percent int) time.Duration {
	p := time.Duration(percent)
	return d/100*p + d%100*p/100
}
