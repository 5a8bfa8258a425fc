package servicelevel

import (
	"context"

	"steward/ability/clock"
	"steward/kernel/record"
)

// Made is a record that an installation has from its first start; Name is how others of the list
// refer to it, as "@Name".
type Made struct {
	Name, Type string
	Values     map[string]any
}

// Founded tells whether anything has been promised already: then nothing is founded.
func Founded(ctx context.Context, r record.Reader) (bool, error) {
	n, err := r.Count(ctx, calendarName, "")
	return n > 0, err
}

const (
	waits    = "state = pending and pending_reason in (customer, date)"
	answered = "responded_at is not empty or channel = phone"
)

// Founding gives the calendars and the agreement that every installation begins with: critical
// incidents around the clock, others in office hours (domain, section 3).
func Founding(zone string) []Made {
	office := "09:00-17:00"
	out := []Made{
		{"Around the clock", "calendar", map[string]any{"name": "24x7", "zone": zone, "monday": "00:00-24:00", "tuesday": "00:00-24:00", "wednesday": "00:00-24:00",
			"thursday": "00:00-24:00", "friday": "00:00-24:00", "saturday": "00:00-24:00", "sunday": "00:00-24:00"}},
		{"Office", "calendar", map[string]any{"name": "Office hours", "zone": zone, "monday": office, "tuesday": office, "wednesday": office, "thursday": office, "friday": office}},
		{"Standard", "agreement", map[string]any{"name": "Standard", "kind": clock.SLA}},
	}
	for _, t := range []struct{ measure, priority, within, calendar string }{
		{clock.Response, "1", "15m", "Around the clock"}, {clock.Response, "2", "1h", "Office"}, {clock.Response, "3", "4h", "Office"}, {clock.Response, "4", "8h", "Office"}, {clock.Response, "5", "16h", "Office"},
		{clock.Resolution, "1", "1h", "Around the clock"}, {clock.Resolution, "2", "8h", "Office"}, {clock.Resolution, "3", "24h", "Office"}, {clock.Resolution, "4", "48h", "Office"},
	} {
		values := map[string]any{"agreement": "@Standard", "measure": t.measure, "filter": "priority = " + t.priority, "within": t.within, "calendar": "@" + t.calendar, "pauses": waits}
		if t.measure == clock.Response {
			values["stops"] = answered
		}
		out = append(out, Made{Type: "target", Values: values})
	}
	out = append(out, Made{Type: "target", Values: map[string]any{"agreement": "@Standard", "measure": clock.Update, "within": "8h", "calendar": "@Office",
		"starts": "last_word_by = requester", "stops": "last_word_by = agent", "pauses": waits, "reopening": "restart"}})
	for _, s := range []struct {
		percent string
		tell    []string
	}{{"75", []string{"assignee"}}, {"90", []string{"assignee", "team_lead"}}, {"100", []string{"assignee", "team_lead"}}, {"120", []string{"team_lead", "service_owner"}}} {
		out = append(out, Made{Type: "escalation_step", Values: map[string]any{"agreement": "@Standard", "percent": s.percent, "tell": s.tell}})
	}
	return out
}
