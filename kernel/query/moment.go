package query

import (
	"strconv"
	"strings"
	"time"

	"steward/calc/walltime"
)

// Moment is what a word such as today or -7d, or a wall time without zone, stood for.
type Moment struct {
	Text string
	Place
	From  time.Time // in the zone of Env
	Until time.Time // the first instant after it; the same as From where a single instant is meant
}

// period is a day or a longer unit of the calendar, or the single instant at where exact.
type period struct {
	first   walltime.Date
	length  walltime.Unit
	at      time.Time
	exact   bool
	dated   bool // means the same day whenever and wherever it is read
	settled bool // means the same instant whenever and wherever it is read
}

// next gives the first day after the period.
func (p period) next() walltime.Date { return p.first.Add(1, p.length) }

func (b *binder) zone() *time.Location {
	if b.env.Zone == nil {
		return time.UTC
	}
	return b.env.Zone
}

// timeTest compares a date or an instant with a period: "= today" on an instant means within that
// day, "< today" before it begins, "> today" after it ends.
func (b *binder) timeTest(f Field, op Op, c Compare) (test, error) {
	var list []span
	for _, l := range c.Values {
		p, ok := b.meant(f, l)
		if !ok {
			return nil, &SyntaxError{Place: l.Place, Key: "condition-date", Found: l.Text, Wanted: f.Name, Suggest: Nearest(l.Text, momentWords)}
		}
		s := b.span(f, p)
		if f.Class == Date && !p.dated || f.Class == Instant && !p.settled {
			b.noted(l, p)
		}
		if op != Equal && op != In && op != Is {
			return spanTest(f, op, s), nil
		}
		if !s.empty() { // a zone that crossed the date line has skipped a day
			list = append(list, s)
		}
	}
	if len(list) == 0 {
		return nil, nil
	}
	return spans{f.Rank, list}, nil
}

// span gives the period in days for a date, in microseconds for an instant.
func (b *binder) span(f Field, p period) span {
	if f.Class == Date {
		if p.exact {
			d := int64(walltime.DateOf(p.at, b.zone()).Days())
			return span{d, d}
		}
		return span{int64(p.first.Days()), int64(p.next().Days()) - 1}
	}
	if p.exact {
		return span{p.at.UnixMicro(), p.at.UnixMicro()}
	}
	return span{p.first.Start(b.zone()).UnixMicro(), p.next().Start(b.zone()).UnixMicro() - 1}
}

func (b *binder) noted(l Literal, p period) {
	m := Moment{Text: l.Text, Place: l.Place, From: p.at.In(b.zone()), Until: p.at.In(b.zone())}
	if !p.exact {
		m.From, m.Until = p.first.Start(b.zone()).In(b.zone()), p.next().Start(b.zone()).In(b.zone())
	}
	b.out.moments = append(b.out.moments, m)
}

// meant reads a literal as the language does, or else as the field's kind writes it: a planned time
// has its zone beside it.
func (b *binder) meant(f Field, l Literal) (period, bool) {
	if p, ok := b.period(l); ok {
		return p, true
	}
	v, err := b.parsed(f, l)
	if err != nil {
		return period{}, false
	}
	n := f.Rank(v).Int()
	if f.Class == Date {
		return period{first: walltime.FromDays(int(n)), dated: true}, true
	}
	return period{at: time.UnixMicro(n), exact: true}, true
}

// period reads a date, an instant, or a word for one followed by offsets: today, -7d,
// start-of-month-1mo. Quoted it can only be a date or an instant.
func (b *binder) period(l Literal) (period, bool) {
	text := strings.TrimSpace(l.Text)
	if p, ok := b.absolute(text); ok || l.Quoted {
		return p, ok
	}
	base, offsets, ok := cutOffsets(strings.ToLower(text))
	if !ok {
		return period{}, false
	}
	p, ok := b.relative(base)
	if !ok && len(offsets) > 0 {
		p, ok = b.absolute(strings.ToUpper(base))
	}
	if !ok {
		return p, false
	}
	for _, o := range offsets {
		if p = p.shifted(o, b.zone()); !p.sane() {
			return p, false
		}
	}
	return p, true
}

func (b *binder) absolute(text string) (period, bool) {
	if p, ok := calendarPeriod(text); ok {
		return p, true
	}
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return period{at: t, exact: true, settled: true}, true
	}
	if w, err := walltime.ParseDateTime(text); err == nil {
		return period{at: w.In(b.zone(), walltime.Shift), exact: true}, true
	}
	return period{}, false
}

// calendarPeriod reads 2024, 2024-Q3, 2024-03 and 2024-03-01.
func calendarPeriod(text string) (period, bool) {
	u := walltime.Day
	switch {
	case len(text) == 4:
		u, text = walltime.Year, text+"-01-01"
	case len(text) == 7 && (text[5] == 'Q' || text[5] == 'q') && '1' <= text[6] && text[6] <= '4':
		month := 1 + 3*int(text[6]-'1')
		u, text = walltime.Quarter, text[:5]+string([]byte{'0' + byte(month/10), '0' + byte(month%10)})+"-01"
	case len(text) == 7:
		u, text = walltime.Month, text+"-01"
	}
	d, err := walltime.ParseDate(text)
	return period{first: d, length: u, dated: true}, err == nil
}

// momentWords are offered where a word is nearly one of them.
var momentWords = []string{"now", "today", "yesterday", "tomorrow",
	"start-of-week", "start-of-month", "start-of-quarter", "start-of-year",
	"this-week", "this-month", "this-quarter", "this-year", "last-week", "last-month", "last-quarter", "last-year",
	"next-week", "next-month", "next-quarter", "next-year"}

func (b *binder) relative(word string) (period, bool) {
	now := b.env.Now.In(b.zone())
	if b.env.Now.IsZero() {
		now = time.Unix(0, 0).In(b.zone()) // so that a condition can be checked before anybody asks
	}
	today := walltime.DateOf(now, b.zone())
	days := func(d walltime.Date, u walltime.Unit) (period, bool) { return period{first: d, length: u}, true }
	switch word {
	case "", "now":
		return period{at: now, exact: true}, true
	case "today":
		return days(today, walltime.Day)
	case "yesterday":
		return days(today.AddDays(-1), walltime.Day)
	case "tomorrow":
		return days(today.AddDays(1), walltime.Day)
	}
	for prefix, n := range map[string]int{"this-": 0, "last-": -1, "next-": 1} {
		if name, ok := strings.CutPrefix(word, prefix); ok {
			u, err := walltime.ParseUnit(name)
			return period{first: today.StartOf(u).Add(n, u), length: u}, err == nil
		}
	}
	if name, ok := strings.CutPrefix(word, "start-of-"); ok {
		u, err := walltime.ParseUnit(name)
		return period{first: today.StartOf(u), length: walltime.Day}, err == nil
	}
	return period{}, false
}

// offset moves a moment by n units: of a clock where clock is set, else of the calendar.
type offset struct {
	n     int
	clock time.Duration
	unit  walltime.Unit
}

var offsetUnits = map[string]offset{"s": {clock: time.Second}, "min": {clock: time.Minute}, "h": {clock: time.Hour},
	"d": {unit: walltime.Day}, "w": {unit: walltime.Week}, "mo": {unit: walltime.Month}, "q": {unit: walltime.Quarter}, "y": {unit: walltime.Year}}

// maxOffset keeps sums of offsets far from where whole numbers end.
const maxOffset = 1_000_000

// sane tells whether a period lies in years that a date can be written in.
func (p period) sane() bool {
	y := p.first.Year
	if p.exact {
		y = p.at.Year()
	}
	return 1 <= y && y <= 9999
}

// cutOffsets takes the offsets from the end of a word: "today-1mo+2d" is today, -1mo, +2d.
func cutOffsets(text string) (base string, offsets []offset, ok bool) {
	for {
		i := strings.LastIndexAny(text, "+-")
		if i < 0 {
			break
		}
		digits := strings.TrimRight(text[i+1:], "abcdefghijklmnopqrstuvwxyz")
		o, known := offsetUnits[text[i+1+len(digits):]]
		n, err := strconv.Atoi(digits)
		if !known || err != nil || digits[0] < '0' || digits[0] > '9' {
			break
		}
		if n > maxOffset || len(offsets) == 8 {
			return "", nil, false
		}
		if o.n = n; text[i] == '-' {
			o.n = -n
		}
		offsets = append([]offset{o}, offsets...)
		text = text[:i]
	}
	return text, offsets, text != "" || len(offsets) > 0
}

// shifted moves a period. Calendar units keep the time of day in the zone; a clock's units make an
// instant of a day.
func (p period) shifted(o offset, zone *time.Location) period {
	switch {
	case o.clock != 0 && !p.exact:
		return period{at: p.first.Start(zone).Add(time.Duration(o.n) * o.clock), exact: true}
	case o.clock != 0:
		p.at = p.at.Add(time.Duration(o.n) * o.clock)
	case p.exact:
		p.settled = false
		at := p.at.In(zone)
		wall := walltime.DateTime{Date: walltime.DateOf(at, zone).Add(o.n, o.unit), Clock: walltime.ClockOf(at, zone)}
		p.at = wall.In(zone, walltime.Shift)
	default:
		p.first = p.first.Add(o.n, o.unit)
	}
	return p
}
