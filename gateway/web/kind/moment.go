package kind

import (
	"net/url"
	"slices"
	"time"

	"steward/calc/walltime"
	"steward/gateway/web/view"
	"steward/kernel/value"
)

const (
	inputDate   = "2006-01-02"
	inputMinute = "2006-01-02T15:04"
)

// Moment gives an instant in the reader's zone and format.
func (r *Reader) Moment(at time.Time) view.Moment {
	local := at.In(r.Zone)
	return view.Moment{At: at, Text: local.Format(r.Format("instant")), Title: local.Format(r.Format("full")), Relative: true}
}

// MomentOf gives an instant in microseconds since 1970.
func (r *Reader) MomentOf(micros int64) view.Moment { return r.Moment(time.UnixMicro(micros)) }

type date struct{ text }

func (date) Cell(r *Reader, _ Field, v value.Value, c *view.Cell) {
	c.Text = r.Day(walltime.FromDays(int(v.Int())))
}

// Day writes a day of the calendar.
func (r *Reader) Day(d walltime.Date) string {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Format(r.Format("date"))
}

type instant struct{ text }

func (instant) Cell(r *Reader, _ Field, v value.Value, c *view.Cell) {
	m := r.MomentOf(v.Int())
	c.Moment, c.Text, c.Title = &m, m.Text, m.Title
}

// Post writes the minute; that the seconds are gone does not count as a change.
func (instant) Post(r *Reader, f Field, v value.Value) url.Values {
	if v.IsEmpty() {
		return url.Values{}
	}
	return one(f.Name, time.UnixMicro(v.Int()).In(r.Zone).Format(inputMinute))
}

type planned struct{ text }

func (planned) Cell(r *Reader, f Field, v value.Value, c *view.Cell) {
	_, zone := v.Second()
	at := time.UnixMicro(v.Int())
	wall, err := walltime.ParseDateTime(v.Text())
	if err != nil {
		c.Text = f.Kind.Format(f.Def, v)
		return
	}
	shown := wall.In(time.UTC, walltime.Shift).Format(r.Format("instant"))
	if zone != r.Zone.String() {
		shown += " " + zone
	}
	c.Text, c.Title = shown, r.Moment(at).Title
	c.Moment = &view.Moment{At: at, Text: shown, Title: c.Title}
}

func (planned) Post(_ *Reader, f Field, v value.Value) url.Values {
	if v.IsEmpty() {
		return url.Values{}
	}
	_, zone := v.Second()
	wall := v.Text()
	return url.Values{f.Name: {wall[:min(len(wall), len(inputMinute))]}, f.Name + ".zone": {zone}}
}

// zones are offered beside the reader's own and the value's: one for each part of the world.
var zones = []string{"UTC", "Europe/Berlin", "Europe/London", "Europe/Madrid", "Europe/Helsinki", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Sao_Paulo", "Africa/Johannesburg", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney"}

func (planned) Fill(r *Reader, f Field, p url.Values, in *view.Input) {
	in.Value, in.Unit = p.Get(f.Name), p.Get(f.Name+".zone")
	if in.Unit == "" {
		in.Unit = r.Zone.String()
	}
	names := zones
	for _, own := range []string{r.Zone.String(), in.Unit} {
		if own != "Local" && !slices.Contains(names, own) {
			names = append([]string{own}, names...)
		}
	}
	for _, name := range names {
		in.Units = append(in.Units, view.Option{Value: name, Label: name})
	}
}

func (planned) Raw(_ *Reader, f Field, p url.Values) any {
	if p.Get(f.Name) == "" {
		return ""
	}
	return map[string]any{"wall": p.Get(f.Name), "zone": p.Get(f.Name + ".zone")}
}

// Precise writes an instant in microseconds since 1970 as conditions read it, to the microsecond.
func Precise(micros int64) string { return time.UnixMicro(micros).UTC().Format(time.RFC3339Nano) }
