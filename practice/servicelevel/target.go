package servicelevel

import (
	"context"
	"errors"
	"slices"
	"time"

	"steward/ability/clock"
	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
)

// Fields of a target.
var (
	TargetAgreement = record.Ref("agreement", "agreement").Required().Indexed()
	TargetName      = record.Text("name").Computed()
	Measure         = record.Choice("measure", clock.Response, clock.Update, clock.Workaround, clock.Resolution).Required()
	For             = record.Text("record_type").Required().Default("incident").Examples("incident")
	Filter          = record.Text("filter").Max(1000).Examples("priority = 1", "priority = 2 and impact = high")
	Within          = record.Duration("within").Required().Examples("8h", "4h", "30m")
	TargetCalendar  = record.Ref("calendar", "calendar").Required().Indexed()
	Starts          = condition("starts")
	Pauses          = condition("pauses")
	Stops           = condition("stops")
	Resets          = condition("resets")
	Reopening       = record.Choice("reopening", "continue", "restart", "count_through").Required().Default("continue")
	Retargeting     = record.Choice("retargeting", "retroactive", "from_change", "proportional").Required().Default("retroactive")
)

func condition(name string) record.Field[string] {
	return record.Text(name).Max(1000).Examples("state = pending", "priority = 3")
}

// TargetType is one promise of an agreement: what, for which records, within how much working time.
var TargetType = record.Type{Name: targetName, Title: TargetName, Icon: "flag", Pages: record.Pages{Group: "service_level"},
	Fields: record.Columns{TargetAgreement, Measure, For, Filter, Within, TargetCalendar, Starts, Pauses, Stops, Resets, Reopening, Retargeting, TargetName},
	Rules: record.Rules{
		{On: record.Filling, Say: "a target is named by what it promises", Reads: record.Columns{Measure, Filter}, Sets: record.Columns{TargetName}, Do: named},
		{On: record.Checking, Say: "a target promises some time", Reads: record.Columns{Within}, Do: someTime},
		{On: record.Checking, Say: "a target is for records that have clocks", Reads: record.Columns{For}, Do: hasClocks},
		{On: record.Checking, Say: "the conditions of a target fit its records", Reads: record.Columns{For, Filter, Starts, Pauses, Stops, Resets}, Do: fit},
		{On: record.Checking, Say: "no two targets of a kind hold equally", Reads: record.Columns{TargetAgreement, Measure, For, Filter}, Do: apart},
		remeasure("open work is measured again when a target changes"),
	},
	Access: access(), List: record.Columns{TargetAgreement, Measure, Filter, Within, TargetCalendar},

	Configuration: &record.Configuration{By: record.Columns{TargetAgreement, Measure, For, Filter}}}

func named(_ context.Context, d *record.Draft, _ record.Reader) error {
	name := Measure.Of(d)
	if f := Filter.Of(d); f != "" {
		name += ": " + f
	}
	TargetName.Set(d, short(name))
	return nil
}

const longestName = 200 // characters

func short(name string) string {
	if text := []rune(name); len(text) > longestName {
		return string(text[:longestName-1]) + "…"
	}
	return name
}

const longest = 5 * 365 * 24 * time.Hour

func someTime(_ context.Context, d *record.Draft, _ record.Reader) error {
	if w, given := Within.Get(d); given && (w <= 0 || w > longest) {
		return fault.New(fault.Invalid, "target", "no-time").On(Within.Name())
	}
	return nil
}

func hasClocks(_ context.Context, d *record.Draft, r record.Reader) error {
	if t, ok := r.Type(For.Of(d)); For.Of(d) != "" && (!ok || !t.Ability("clock")) {
		return fault.New(fault.Invalid, "target", "no-clocks", "type", For.Of(d)).On(For.Name())
	}
	return nil
}

// conditions are the fields that hold one.
var conditions = []record.Field[string]{Filter, Starts, Pauses, Stops, Resets}

func fit(ctx context.Context, d *record.Draft, r record.Reader) error {
	t, ok := r.Type(For.Of(d))
	if !ok {
		return nil
	}
	var refused fault.List
	for _, f := range conditions {
		_, err := compile(ctx, r, t, f.Of(d))
		var syntax *query.SyntaxError
		switch {
		case errors.As(err, &syntax):
			refused = append(refused, fault.New(fault.Invalid, "target", "not-a-condition", "given", f.Of(d)).On(f.Name()).Because(err))
		case err != nil && fault.Is(err, fault.Invalid):
			refused = append(refused, fault.New(fault.Invalid, "target", "not-a-condition", "given", f.Of(d)).On(f.Name()).Because(err))
		case err != nil:
			return err
		}
	}
	return refused.OrNil()
}

// compile binds a condition to a type; nil for an empty text.
func compile(ctx context.Context, r record.Reader, t *record.Type, text string) (*query.Condition, error) {
	if text == "" {
		return nil, nil
	}
	all := r.System("finds what a condition names")
	return query.Compile(text, t, query.Env{Now: r.Now(), Zone: r.Actor().Zone, Language: "en", Lookup: func(typeName, name string) (string, bool, error) {
		row, err := all.Get(ctx, typeName, name)
		if fault.Is(err, fault.NotFound) {
			return "", false, nil
		}
		if err != nil {
			return "", false, err
		}
		return row.ID(), true, nil
	}})
}

// apart refuses a target that could hold for a record for which another holds as specifically: the
// choice between them would be chance.
func apart(ctx context.Context, d *record.Draft, r record.Reader) error {
	all := r.System("compares with the other targets")
	of, err := all.Get(ctx, agreementName, TargetAgreement.Of(d))
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil || !Active.Of(of) {
		return err
	}
	mine, err := asks(Filter.Of(d))
	if err != nil {
		return nil // refused already as no condition
	}
	others, err := all.Find(ctx, targetName, "agreement.active = yes and agreement.kind = "+AgreementKind.Of(of)+" and measure = "+Measure.Of(d), mostTargets)
	if err != nil {
		return err
	}
	for _, other := range others {
		if other.ID() == d.ID() || For.Of(other) != For.Of(d) {
			continue
		}
		theirs, err := asks(Filter.Of(other))
		if err == nil && len(mine) == len(theirs) && !mine.excludes(theirs) {
			return fault.New(fault.Invalid, "target", "target-tie", "other", TargetName.Of(other)).On(Filter.Name())
		}
	}
	return nil
}

const mostTargets = 5000

// demands is what a filter asks, part by part: the field, and its values where these are named.
type demands []demand

type demand struct {
	field  string
	values []string // nil where the part does not name values
}

// asks takes a filter apart at its ands; the more parts, the more specific it is.
func asks(filter string) (demands, error) {
	n, err := query.Parse(filter)
	if err != nil {
		return nil, err
	}
	parts := []query.Node{n}
	switch n := n.(type) {
	case query.All:
		return nil, nil
	case query.And:
		parts = n.Parts
	}
	out := make(demands, len(parts))
	for i, p := range parts {
		c, ok := p.(query.Compare)
		if !ok || c.Op != query.Equal && c.Op != query.In {
			continue
		}
		for _, name := range c.Path {
			out[i].field += "." + name
		}
		for _, v := range c.Values {
			out[i].values = append(out[i].values, v.Text)
		}
	}
	return out, nil
}

// excludes tells whether no record can meet both: one field would need two values.
func (a demands) excludes(b demands) bool {
	for _, x := range a {
		for _, y := range b {
			if x.field == "" || x.field != y.field {
				continue
			}
			if !slices.ContainsFunc(x.values, func(v string) bool { return slices.Contains(y.values, v) }) {
				return true
			}
		}
	}
	return false
}
