package record

import (
	"strings"
	"time"

	"steward/calc/walltime"
	"steward/kernel/query"
	"steward/kernel/value"
)

// PlannedTime is what somebody plans: what calendar and clock show in a zone, made by Plan. At is
// the instant that this meant when it was written.
type PlannedTime struct {
	Wall walltime.DateTime
	Zone string // IANA name
	At   time.Time
}

type plannedKind struct{}

// PlannedKind is a planned time: wall time and zone count, the instant is derived from them and
// carries comparing and sorting. Where the clocks skip the time, it comes later by the gap; where
// they show it twice, the first one counts.
var PlannedKind Kind = plannedKind{}

// Planned declares a planned time.
func Planned(name string) Field[PlannedTime] {
	return NewField(&Def{Name: name, Kind: PlannedKind}, readPlanned, writePlanned)
}

// Plan gives the planned time of what calendar and clock show in a zone.
func Plan(wall walltime.DateTime, zone *time.Location) PlannedTime {
	if wall.Clock == walltime.EndOfDay {
		wall = walltime.DateTime{Date: wall.Date.AddDays(1)}
	}
	return PlannedTime{Wall: wall, Zone: zone.String(), At: wall.In(zone, walltime.Shift)}
}

func readPlanned(v value.Value) PlannedTime {
	if v.IsEmpty() {
		return PlannedTime{}
	}
	wall, err := walltime.ParseDateTime(v.Text())
	if err != nil {
		return PlannedTime{}
	}
	_, zone := v.Second()
	return PlannedTime{Wall: wall, Zone: zone, At: time.UnixMicro(v.Int()).UTC()}
}

func writePlanned(p PlannedTime) value.Value {
	if p.Zone == "" {
		return value.Value{}
	}
	return value.Parts(p.At.UnixMicro(), p.Wall.String(), 0, p.Zone)
}

func (plannedKind) Name() string { return "planned" }
func (plannedKind) Columns() []Storage {
	return []Storage{{Number: true}, {Suffix: "__wall"}, {Suffix: "__zone"}}
}
func (plannedKind) Class() query.Class { return query.Instant }

// Parse reads "2026-03-29T02:30 Europe/Berlin", {"wall": ..., "zone": ...}, a wall time alone in
// the person's zone, and an instant as RFC 3339, whose wall time is that of the person's zone.
func (plannedKind) Parse(_ *Def, raw any, in Input) (value.Value, error) {
	wall, name, err := plannedParts(raw)
	if err != nil || wall == "" {
		return value.Value{}, err
	}
	zone := in.zone()
	if name != "" {
		if zone, err = walltime.Zone(name); err != nil {
			return value.Value{}, refuse("not-a-zone", name)
		}
	} else if _, err := walltime.Zone(zone.String()); err != nil {
		return value.Value{}, refuse("zone-missing", raw)
	}
	var plan PlannedTime
	if t, err := time.Parse(time.RFC3339, strings.Replace(wall, " ", "T", 1)); err == nil && lasting(t) {
		plan = Plan(walltime.Of(t.Truncate(time.Second), zone), zone)
	} else if at, err := parseWall(wall); err == nil {
		plan = Plan(at, zone)
	} else {
		return value.Value{}, refuse("not-planned", raw)
	}
	if !lasting(plan.At) || plan.Wall.Date.Year < 1 || plan.Wall.Date.Year > 9999 {
		return value.Value{}, refuse("not-planned", raw)
	}
	return writePlanned(plan), nil
}

// plannedParts takes wall time and zone apart: the zone is the last word when it begins with a
// letter and is more than the Z of RFC 3339.
func plannedParts(raw any) (wall, zone string, err error) {
	if m, ok := raw.(map[string]any); ok {
		if zone, err = asWord(m["zone"]); err != nil {
			return "", "", err
		}
		wall, err = asWord(m["wall"])
		return wall, zone, err
	}
	s, err := asWord(raw)
	if at := strings.LastIndexByte(s, ' '); at > 0 && s[at+1] > '9' && s[at+1:] != "Z" {
		return strings.TrimSpace(s[:at]), s[at+1:], err
	}
	return s, "", err
}

func (plannedKind) Store(_ *Def, v value.Value, dst []any) []any {
	if v.IsEmpty() {
		return append(dst, nil, nil, nil)
	}
	_, zone := v.Second()
	return append(dst, v.Int(), v.Text(), zone)
}

func (plannedKind) Load(_ *Def, columns []any) value.Value {
	zone := textOf(columns[2])
	if zone == "" {
		return value.Value{}
	}
	return value.Parts(numberOf(columns[0]), textOf(columns[1]), 0, zone)
}

func (plannedKind) Rank(_ *Def, v value.Value) value.Value {
	if v.IsEmpty() {
		return v
	}
	return value.Int(v.Int())
}

func (plannedKind) Format(_ *Def, v value.Value) string {
	if v.IsEmpty() {
		return ""
	}
	_, zone := v.Second()
	return v.Text() + " " + zone
}

func (plannedKind) JSON(_ *Def, v value.Value) any {
	if v.IsEmpty() {
		return nil
	}
	_, zone := v.Second()
	return map[string]any{"wall": v.Text(), "zone": zone, "instant": readInstant(value.Int(v.Int())).Format(time.RFC3339)}
}

func (plannedKind) Schema(*Def) map[string]any {
	return map[string]any{"type": "object", "required": []any{"wall", "zone"}, "properties": map[string]any{
		"wall":    map[string]any{"type": "string", "description": "what calendar and clock show, such as 2026-03-29T02:30"},
		"zone":    map[string]any{"type": "string", "description": "IANA time zone, such as Europe/Berlin"},
		"instant": map[string]any{"type": "string", "format": "date-time", "readOnly": true},
	}}
}
