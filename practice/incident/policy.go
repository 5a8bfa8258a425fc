package incident

import (
	"context"
	"time"

	"steward/calc/walltime"
	"steward/calc/worktime"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/people"
)

// Fields of a policy. The days are business days of the calendar by which the resolution is promised;
// where nothing is, Monday to Friday in the policy's zone.
var (
	PolicyName   = record.Text("name").Required().Unique()
	RemindAfter  = record.Number("remind_after").Required().Default(2).Examples("1", "3", "10")
	GiveUpAfter  = record.Number("give_up_after").Required().Default(2).Examples("1", "3", "10")
	CloseAfter   = record.Number("close_after").Required().Default(5).Examples("1", "3", "10")
	PolicyZone   = record.Text("zone") // IANA name; UTC when empty
	policyFields = record.Columns{PolicyName, RemindAfter, GiveUpAfter, CloseAfter, PolicyZone}
)

// PolicyType says after how many business days the system reminds, gives up waiting and closes. The
// first one holds; without any the defaults of its fields do.
var PolicyType = record.Type{Name: "incident_policy", Plural: "incident_policies", Title: PolicyName, Keys: record.Columns{PolicyName}, Icon: "hourglass",
	Fields: policyFields,
	Rules:  record.Rules{{On: record.Checking, Say: "a policy waits for one business day at least, in a known zone", Reads: policyFields, Do: waitsLong}},
	Access: record.Access{
		{Role: people.Administrator, Can: record.Everything()},
		{Role: people.Manager, Can: record.Everything()},
		{Role: people.Agent, Can: []record.Operation{record.Read}},
	},
	List: record.Columns{PolicyName, RemindAfter, GiveUpAfter, CloseAfter},
}

// mostDays bounds how long the system waits before it does something by itself.
const mostDays = 365

func waitsLong(_ context.Context, d *record.Draft, _ record.Reader) error {
	var refused fault.List
	for _, f := range []record.Field[int64]{RemindAfter, GiveUpAfter, CloseAfter} {
		if n := f.Of(d); n < 1 || n > mostDays {
			refused = append(refused, fault.New(fault.Invalid, "incident_policy", "days-range", "most", mostDays).On(f.Name()))
		}
	}
	if z := PolicyZone.Of(d); z != "" {
		if _, err := walltime.Zone(z); err != nil {
			refused = append(refused, fault.New(fault.Invalid, "incident_policy", "not-a-zone", "given", z).On(PolicyZone.Name()))
		}
	}
	return refused.OrNil()
}

// after gives the instant some business days after the draft's moment, as the policy says: days of the
// calendar by which the resolution is promised, and in its hours.
func after(ctx context.Context, d *record.Draft, r record.Reader, days record.Field[int64]) (time.Time, error) {
	n, zone := days.Definition().Default.Int(), "UTC"
	rows, err := r.System("asks how long to wait").Ordered(ctx, PolicyType.Name, "", record.CreatedAt.Name(), 1)
	if err != nil {
		return time.Time{}, err
	}
	if len(rows) > 0 {
		n = days.Of(rows[0])
		if z := PolicyZone.Of(rows[0]); z != "" {
			zone = z
		}
	}
	c, err := promised.Calendar(ctx, d, r)
	if err == nil && c == nil {
		c, err = worktime.New(worktime.Definition{Zone: zone, Week: worktime.Weekdays(worktime.Hours{To: walltime.EndOfDay})}, walltime.DateOf(d.HappenedAt, time.UTC))
	}
	if err != nil {
		return time.Time{}, fault.Wrap("incident.policy", err)
	}
	at, err := c.AddDays(d.HappenedAt, int(n))
	return at, fault.Wrap("incident.policy", err)
}
