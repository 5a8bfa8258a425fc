package servicelevel

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"steward/calc/walltime"
	"steward/calc/worktime"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// Fields of a calendar. Hours are written as 09:00-12:00, 13:00-17:00; up to 24:00.
var (
	CalendarName = record.Text("name").Required().Unique().Searched()
	Zone         = record.Text("zone").Required().Examples("Europe/Berlin", "UTC", "America/New_York")
	Monday       = hours("monday")
	Tuesday      = hours("tuesday")
	Wednesday    = hours("wednesday")
	Thursday     = hours("thursday")
	Friday       = hours("friday")
	Saturday     = hours("saturday")
	Sunday       = hours("sunday")
	Breaks       = record.Text("breaks").Examples("12:00-13:00", "10:00-10:15, 12:00-12:30") // taken off every day
	Holidays     = record.Choice("holidays", regions()...)
)

func hours(name string) record.Field[string] {
	return record.Text(name).Examples("09:00-17:00", "08:00-12:00, 13:00-18:00", "00:00-24:00")
}

// weekdays are the fields by day, as time.Weekday counts.
var weekdays = [7]record.Field[string]{Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday}

// CalendarType says when somebody works.
var CalendarType = record.Type{Name: calendarName, Title: CalendarName, Keys: record.Columns{CalendarName}, Icon: "calendar-clock", Pages: record.Pages{Group: "service_level"},
	Fields: record.Columns{CalendarName, Zone, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday, Breaks, Holidays},
	Rules: record.Rules{
		{On: record.Checking, Say: "a calendar has working time", Do: works},
		remeasure("open work is measured again when its calendar changes"),
	},
	Access: access(), List: record.Columns{CalendarName, Zone, Monday, Friday, Saturday, Holidays},

	Configuration: &record.Configuration{By: record.Columns{CalendarName}}}

// Fields of a day that is not like others of its weekday.
var (
	DayCalendar = record.Ref("calendar", "calendar").Required().Indexed()
	DayName     = record.Text("name").Required()
	On          = record.Text("day").Required().Examples("2026-12-24", "12-31", "easter+39", "last monday of may", "fourth thursday of november + 1")
	Open        = record.Text("open").Examples("09:00-12:00", "10:00-14:00")
)

// DayType is a day with hours of its own, or none: it goes before the week's hours, a holiday before it.
var DayType = record.Type{Name: dayName, Title: DayName, Icon: "calendar",
	Fields: record.Columns{DayCalendar, DayName, On, Open},
	Rules: record.Rules{
		{On: record.Checking, Say: "a day is a date or a rule that finds one", Reads: record.Columns{On}, Do: isDay},
		{On: record.Checking, Say: "the hours of a day are hours of a clock", Reads: record.Columns{Open}, Do: isOpen},
		{On: record.Checking, Say: "a day leaves its calendar some working time", Do: leavesTime},
		remeasure("open work is measured again when a day of its calendar changes"),
	},
	Access: access(), List: record.Columns{DayCalendar, DayName, On, Open},

	Configuration: &record.Configuration{By: record.Columns{DayCalendar, On, DayName}}}

// parseHours reads several hours of a day.
func parseHours(text string) (out []worktime.Hours, err error) {
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		h, err := worktime.ParseHours(part)
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, nil
}

// week reads the fields of a calendar. Each that cannot be read is refused by name.
func week(h record.Holder) (worktime.Definition, fault.List) {
	var refused fault.List
	def := worktime.Definition{Zone: Zone.Of(h)}
	read := func(f record.Field[string]) []worktime.Hours {
		out, err := parseHours(f.Of(h))
		if err != nil {
			refused = append(refused, notHours(f.Name(), f.Of(h), err))
		}
		return out
	}
	for day, f := range weekdays {
		def.Week[day] = read(f)
	}
	if pauses := read(Breaks); len(pauses) > 0 {
		def.Breaks = worktime.Daily(pauses...)
	}
	if _, err := walltime.Zone(def.Zone); err != nil && def.Zone != "" {
		refused = append(refused, fault.New(fault.Invalid, "calendar", "not-a-zone", "given", def.Zone).On(Zone.Name()).Because(err))
	}
	def.Holidays = region(Holidays.Of(h))
	return def, refused
}

func notHours(field, given string, err error) *fault.Fault {
	return fault.New(fault.Invalid, "calendar", "not-hours", "given", given).On(field).Because(err)
}

// works refuses a calendar in which nobody ever works, for its clocks would run for ever.
func works(ctx context.Context, d *record.Draft, r record.Reader) error {
	def, refused := week(d)
	if len(refused) > 0 || def.Zone == "" {
		return refused.OrNil()
	}
	days, err := r.Referring(ctx, dayName, DayCalendar.Name(), d.ID())
	if err != nil {
		return err
	}
	return check(withDays(def, days), r.Now(), Monday.Name())
}

// check makes the calendar, and blames a field where it has no working time.
func check(def worktime.Definition, now time.Time, field string) error {
	_, err := worktime.New(def, walltime.DateOf(now, time.UTC))
	if errors.Is(err, worktime.ErrNoWorkingTime) || errors.Is(err, worktime.ErrBeyond) {
		return fault.New(fault.Invalid, "calendar", "no-working-time").On(field).Because(err)
	}
	return fault.Wrap("servicelevel.calendar", err)
}

func isDay(_ context.Context, d *record.Draft, _ record.Reader) error {
	if _, err := parseDay(On.Of(d)); err != nil && On.Of(d) != "" {
		return fault.New(fault.Invalid, "calendar_day", "not-a-day-rule", "given", On.Of(d)).On(On.Name()).Because(err)
	}
	return nil
}

func isOpen(_ context.Context, d *record.Draft, _ record.Reader) error {
	if _, err := parseHours(Open.Of(d)); err != nil {
		return notHours(Open.Name(), Open.Of(d), err)
	}
	return nil
}

// leavesTime looks at the calendar as it will be with this day.
func leavesTime(ctx context.Context, d *record.Draft, r record.Reader) error {
	all := r.System("looks at the whole calendar")
	row, err := all.Get(ctx, calendarName, DayCalendar.Of(d))
	if fault.Is(err, fault.NotFound) {
		return nil // refused already as a reference to nothing
	}
	if err != nil {
		return err
	}
	days, err := all.Referring(ctx, dayName, DayCalendar.Name(), row.ID())
	if err != nil {
		return err
	}
	days = slices.DeleteFunc(days, func(day *record.Record) bool { return day.ID() == d.ID() })
	def, wrong := week(row)
	if len(wrong) > 0 {
		return nil // the calendar itself is to blame
	}
	return check(withDays(def, append(days, d.Record())), r.Now(), Open.Name())
}

// withDays adds days of their own. One that stands for a single date replaces the week's hours; a
// rule closes the rest of its day each year.
func withDays(def worktime.Definition, days []*record.Record) worktime.Definition {
	for _, day := range days {
		rule, err := parseDay(On.Of(day))
		if err != nil {
			continue
		}
		open, err := parseHours(Open.Of(day))
		if err != nil {
			continue
		}
		if !rule.Date.IsZero() && rule.Offset == 0 {
			if def.Dates == nil {
				def.Dates = map[walltime.Date][]worktime.Hours{}
			}
			def.Dates[rule.Date] = open
			continue
		}
		if closed := rest(open); len(closed) > 0 {
			def.Holidays = append(slices.Clip(def.Holidays), worktime.Holiday{Name: DayName.Of(day), Day: rule, Closed: closed})
		}
	}
	return def
}

// rest is the parts of a day outside the hours.
func rest(open []worktime.Hours) (closed []worktime.Hours) {
	open = slices.SortedFunc(slices.Values(open), func(a, b worktime.Hours) int { return int(a.From - b.From) })
	var at walltime.Clock
	for _, h := range open {
		if h.From > at {
			closed = append(closed, worktime.Hours{From: at, To: h.From})
		}
		at = max(at, h.To)
	}
	if at < walltime.EndOfDay {
		closed = append(closed, worktime.Hours{From: at, To: walltime.EndOfDay})
	}
	return closed
}
