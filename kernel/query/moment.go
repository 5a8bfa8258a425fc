package query

import (
	"strconv"
	"strings"
	"time"
)

// Moment is what a word such as today or -7d, or a wall time without zone, stood for.
type Moment struct {
	Text  string
	At    int       // where it stands in the text, in bytes
	From  time.Time // in the zone of Env
	Until time.Time // the first instant after it; the same as From where a single instant is meant
}

// period is a day or a longer unit of the calendar, or the single instant at where exact.
type period struct {
	first   day
	length  unit
	at      time.Time
	exact   bool
	settled bool // means the same whenever and wherever it is read
}

// next gives the first day after the period.
func (p period) next() day { return p.length.add(p.first, 1) }

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
		p, ok := b.period(l)
		if !ok {
			return nil, &SyntaxError{At: l.At, Key: "condition-date", Found: l.Text, Wanted: f.Name, Suggest: nearest(l.Text, momentWords)}
		}
		s := b.span(f, p)
		if !p.settled {
			b.noted(l, p)
		}
		if !s.empty() {
			list = append(list, s)
		}
	}
	if len(list) == 0 {
		return nil, nil
	}
	if op == Equal || op == In || op == Is {
		return spans{f.Rank, list}, nil
	}
	return spanTest(f, op, list[0]), nil
}

// span gives the period in days for a date, in microseconds for an instant.
func (b *binder) span(f Field, p period) span {
	if f.Class == Date {
		if p.exact {
			d := int64(dayOf(p.at.In(b.zone())))
			return span{d, d}
		}
		return span{int64(p.first), int64(p.next()) - 1}
	}
	if p.exact {
		return span{p.at.UnixMicro(), p.at.UnixMicro()}
	}
	return span{p.first.begin(b.zone()).UnixMicro(), p.next().begin(b.zone()).UnixMicro() - 1}
}

func (b *binder) noted(l Literal, p period) {
	m := Moment{Text: l.Text, At: l.At, From: p.at.In(b.zone()), Until: p.at.In(b.zone())}
	if !p.exact {
		m.From, m.Until = p.first.begin(b.zone()), p.next().begin(b.zone())
	}
	b.out.moments = append(b.out.moments, m)
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

var layouts = []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"}

func (b *binder) absolute(text string) (period, bool) {
	if p, ok := calendarPeriod(text); ok {
		return p, true
	}
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return period{at: t, exact: true, settled: true}, true
	}
	for _, layout := range layouts {
		if t, err := time.ParseInLocation(layout, text, b.zone()); err == nil {
			return period{at: t, exact: true}, true
		}
	}
	return period{}, false
}

// calendarPeriod reads 2024, 2024-Q3, 2024-03 and 2024-03-01.
func calendarPeriod(text string) (period, bool) {
	u, layout := unitYear, "2006"
	switch {
	case len(text) == 7 && (text[5] == 'Q' || text[5] == 'q') && '1' <= text[6] && text[6] <= '4':
		u, layout = unitQuarter, "2006-01"
		month := 1 + 3*int(text[6]-'1')
		text = text[:5] + string([]byte{'0' + byte(month/10), '0' + byte(month%10)})
	case len(text) == 7:
		u, layout = unitMonth, "2006-01"
	case len(text) == 10:
		u, layout = unitDay, "2006-01-02"
	}
	t, err := time.Parse(layout, text)
	if err != nil {
		return period{}, false
	}
	return period{first: dayOf(t), length: u}, true
}

var calendarUnits = map[string]unit{"day": unitDay, "week": unitWeek, "month": unitMonth, "quarter": unitQuarter, "year": unitYear}

// momentWords are offered where a word is nearly one of them.
var momentWords = []string{"now", "today", "yesterday", "tomorrow",
	"start-of-week", "start-of-month", "start-of-quarter", "start-of-year",
	"this-week", "this-month", "this-quarter", "this-year", "last-week", "last-month", "last-quarter", "last-year",
	"next-week", "next-month", "next-quarter", "next-year"}

func (b *binder) relative(word string) (period, bool) {
	now := b.env.Now.In(b.zone())
	today := dayOf(now)
	days := func(d day, u unit) (period, bool) { return period{first: d, length: u}, true }
	switch word {
	case "", "now":
		return period{at: now, exact: true}, true
	case "today":
		return days(today, unitDay)
	case "yesterday":
		return days(today-1, unitDay)
	case "tomorrow":
		return days(today+1, unitDay)
	}
	for prefix, n := range map[string]int{"this-": 0, "last-": -1, "next-": 1} {
		if u, ok := calendarUnits[strings.TrimPrefix(word, prefix)]; ok && strings.HasPrefix(word, prefix) {
			return days(u.add(u.start(today), n), u)
		}
	}
	if u, ok := calendarUnits[strings.TrimPrefix(word, "start-of-")]; ok && strings.HasPrefix(word, "start-of-") {
		return days(u.start(today), unitDay)
	}
	return period{}, false
}

type offset struct {
	n    int
	unit unit
}

var offsetUnits = map[string]unit{"s": unitSecond, "min": unitMinute, "h": unitHour, "d": unitDay, "w": unitWeek, "mo": unitMonth, "q": unitQuarter, "y": unitYear}

// maxOffset keeps sums of offsets far from where whole numbers end.
const maxOffset = 1_000_000

// sane tells whether a period lies in years that a date can be written in.
func (p period) sane() bool {
	y, _, _ := p.first.date()
	if p.exact {
		y = p.at.Year()
	}
	return 0 <= y && y <= 9999
}

// cutOffsets takes the offsets from the end of a word: "today-1mo+2d" is today, -1mo, +2d.
func cutOffsets(text string) (base string, offsets []offset, ok bool) {
	for {
		i := strings.LastIndexAny(text, "+-")
		if i < 0 {
			break
		}
		digits := strings.TrimRight(text[i+1:], "abcdefghijklmnopqrstuvwxyz")
		u, known := offsetUnits[text[i+1+len(digits):]]
		n, err := strconv.Atoi(digits)
		if !known || err != nil || digits[0] < '0' || digits[0] > '9' {
			break
		}
		if n > maxOffset || len(offsets) == 8 {
			return "", nil, false
		}
		if text[i] == '-' {
			n = -n
		}
		offsets = append([]offset{{n, u}}, offsets...)
		text = text[:i]
	}
	return text, offsets, text != "" || len(offsets) > 0
}

// shifted moves a period. Calendar units keep the time of day in the zone; a clock's units make an
// instant of a day.
func (p period) shifted(o offset, zone *time.Location) period {
	length := o.unit.clock()
	if length != 0 {
		if !p.exact {
			p.at, p.exact = p.first.begin(zone), true
		}
		p.at = p.at.Add(time.Duration(o.n) * length)
		return p
	}
	if !p.exact {
		p.first = o.unit.add(p.first, o.n)
		return p
	}
	at := p.at.In(zone)
	y, m, d := o.unit.add(dayOf(at), o.n).date()
	h, minute, s := at.Clock()
	p.at = time.Date(y, m, d, h, minute, s, at.Nanosecond(), zone)
	return p
}
