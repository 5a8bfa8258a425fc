package web

import (
	"strconv"
	"time"

	"steward/gateway/web/view"
	"steward/kernel/record"
)

// promises is the ability by which records have a promise that runs out; dueFor its field that says
// which promise that is.
const (
	promises = "clock"
	dueFor   = "due_for"
)

// soon is how long before it runs out a promise is at risk, whatever its length.
const soon = 2 * time.Hour

// dueGroup parts the queue by the time that is left.
func (v *visit) dueGroup(r *record.Record, d *record.Def) (key, label string) {
	is := r.ValueOf(d)
	if is.IsEmpty() {
		return "none", v.Say("queue.due.none")
	}
	switch left := time.UnixMicro(is.Int()).Sub(v.Now); {
	case left < 0:
		key = "over"
	case left < soon:
		key = "soon"
	case sameDay(time.UnixMicro(is.Int()), v.Now, v.Zone):
		key = "today"
	case left < week:
		key = "week"
	default:
		key = "later"
	}
	return key, v.Say("queue.due." + key)
}

func sameDay(a, b time.Time, zone *time.Location) bool {
	return a.In(zone).Format(time.DateOnly) == b.In(zone).Format(time.DateOnly)
}

// promise is the ring at the end of a row: which promise runs out next, and in how much time.
func (v *visit) promise(r *record.Record) *view.Clock {
	c := r.Type.Pages.Due
	if c == nil || !r.Type.Ability(promises) {
		return nil
	}
	is := r.ValueOf(c.Definition())
	if is.IsEmpty() {
		if r.Type.CategoryOf(r.State()) != record.StateWaiting {
			return nil
		}
		return &view.Clock{Text: v.Say("queue.paused"), Standing: "held"}
	}
	due, created := time.UnixMicro(is.Int()), time.UnixMicro(r.At(record.SlotCreatedAt).Int())
	left := due.Sub(v.Now)
	out := &view.Clock{Standing: "ok", Text: v.lasting(left), Bound: v.Say("queue.until", "at", v.MomentOf(is.Int()).Text)}
	if d, ok := r.Type.Field(dueFor); ok {
		out.Name = v.Option(field(r.Type, d), r.ValueOf(d).Text())
	}
	if whole := due.Sub(created); whole > 0 {
		out.Share = int(max(0, min(100, 100*(whole-left)/whole)))
	}
	switch {
	case left < 0:
		out.Standing, out.Text = "over", "−"+v.lasting(-left)
	case left < soon || out.Share >= 75:
		out.Standing = "risk"
	}
	return out
}

// lasting writes a time in the largest unit that fits.
func (v *visit) lasting(d time.Duration) string {
	switch {
	case d < time.Hour:
		return v.Say("age.minutes", "n", strconv.Itoa(int(d.Minutes())))
	case d < 2*day:
		return v.Say("age.hours", "n", strconv.Itoa(int(d.Hours())))
	}
	return v.Say("age.days", "n", strconv.Itoa(int(d/day)))
}
