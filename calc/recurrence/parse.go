package recurrence

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"steward/calc/walltime"
)

const (
	longestText = 1000
	mostCount   = 100_000
)

// Parse reads an RRULE such as FREQ=MONTHLY;BYDAY=-1FR, with or without RRULE: before it, in either case.
// The parts are FREQ, INTERVAL, COUNT or UNTIL, BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY, BYDAY, BYHOUR,
// BYMINUTE, BYSETPOS and WKST. What RFC 5545 forbids to combine is refused. UNTIL is an instant in UTC, a time
// on the clock of the series, or a day, which then is the last. Errors are of type [*RuleError].
func Parse(text string) (Rule, error) {
	if len(text) > longestText {
		return Rule{}, &RuleError{Problem: TooLong}
	}
	text = strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(text)), "RRULE:")
	r := Rule{interval: 1, weekStart: time.Monday}
	seen := map[string]bool{}
	for _, part := range strings.Split(strings.TrimSuffix(text, ";"), ";") {
		name, value, ok := strings.Cut(part, "=")
		if name = strings.TrimSpace(name); !ok || name == "" {
			return Rule{}, &RuleError{part, "", Malformed}
		}
		if seen[name] {
			return Rule{}, &RuleError{name, value, Twice}
		}
		seen[name] = true
		if problem := r.read(name, strings.TrimSpace(value)); problem != "" {
			return Rule{}, &RuleError{name, value, problem}
		}
	}
	if err := r.check(); err != nil {
		return Rule{}, err
	}
	return r, nil
}

// numberParts are the parts that hold a list of numbers.
var numberParts = [...]struct {
	name    string
	lowest  int
	highest int
	signed  bool // the same range is allowed below zero
	list    func(*Rule) *[]int
}{
	{"BYMONTH", 1, 12, false, func(r *Rule) *[]int { return &r.byMonth }},
	{"BYWEEKNO", 1, 53, true, func(r *Rule) *[]int { return &r.byWeekNo }},
	{"BYYEARDAY", 1, 366, true, func(r *Rule) *[]int { return &r.byYearDay }},
	{"BYMONTHDAY", 1, 31, true, func(r *Rule) *[]int { return &r.byMonthDay }},
	{"BYHOUR", 0, 23, false, func(r *Rule) *[]int { return &r.byHour }},
	{"BYMINUTE", 0, 59, false, func(r *Rule) *[]int { return &r.byMinute }},
	{"BYSETPOS", 1, 366, true, func(r *Rule) *[]int { return &r.bySetPos }},
}

func (r *Rule) read(name, value string) (problem Problem) {
	for _, part := range numberParts {
		if part.name == name {
			*part.list(r), problem = readNumbers(value, part.lowest, part.highest, part.signed)
			return problem
		}
	}
	switch name {
	case "FREQ":
		i := slices.Index(frequencies[yearly:], value)
		r.frequency = yearly + frequency(i)
		if i < 0 {
			return UnknownFrequency
		}
	case "INTERVAL":
		r.interval, problem = readNumber(value, 1, 10_000)
	case "COUNT":
		r.count, problem = readNumber(value, 1, mostCount)
	case "UNTIL":
		return r.readUntil(value)
	case "BYDAY":
		return r.readWeekdays(value)
	case "WKST":
		i := slices.Index(weekdays[:], value)
		r.weekStart = time.Weekday(i)
		if i < 0 {
			return UnknownWeekday
		}
	case "BYSECOND":
		return UnsupportedPart
	default:
		return UnknownPart
	}
	return problem
}

func readNumber(text string, lowest, highest int) (int, Problem) {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, NotANumber
	}
	if n < lowest || n > highest {
		return 0, OutOfRange
	}
	return n, ""
}

// readNumbers gives the numbers in rising order, each once.
func readNumbers(text string, lowest, highest int, signed bool) (list []int, problem Problem) {
	for _, item := range strings.Split(text, ",") {
		item = strings.TrimSpace(item)
		sign := 1
		if signed && strings.HasPrefix(item, "-") {
			item, sign = item[1:], -1
		}
		n, problem := readNumber(item, lowest, highest)
		if problem != "" {
			return nil, problem
		}
		list = append(list, sign*n)
	}
	slices.Sort(list)
	return slices.Compact(list), ""
}

func (r *Rule) readWeekdays(text string) Problem {
	for _, item := range strings.Split(text, ",") {
		item = strings.TrimSpace(item)
		cut := max(0, len(item)-2)
		weekday := slices.Index(weekdays[:], item[cut:])
		if weekday < 0 {
			return UnknownWeekday
		}
		day := nthWeekday{weekday: time.Weekday(weekday)}
		if cut > 0 {
			n, problem := readNumbers(item[:cut], 1, 53, true)
			if problem != "" {
				return problem
			}
			if len(n) != 1 {
				return UnknownWeekday
			}
			day.n = n[0]
		}
		if !slices.Contains(r.byDay, day) {
			r.byDay = append(r.byDay, day)
		}
	}
	return ""
}

func (r *Rule) readUntil(text string) Problem {
	at, form, ok := readTime(text)
	if !ok {
		return NotADate
	}
	if form == instantForm {
		r.until = at
		return ""
	}
	r.untilWall, r.untilDay = walltime.Of(at, time.UTC), form == dayForm
	return ""
}

// readTime reads one of the three forms of RFC 5545, as if it stood in UTC.
func readTime(text string) (at time.Time, form string, ok bool) {
	for _, form := range [...]string{instantForm, wallForm, dayForm} {
		if at, err := time.Parse(form, text); err == nil && len(text) == len(form) && at.Year() > 0 {
			return at, form, true
		}
	}
	return time.Time{}, "", false
}

// check refuses what RFC 5545, section 3.3.10, forbids to combine.
func (r *Rule) check() error {
	if r.frequency == once {
		return &RuleError{Problem: NoFrequency}
	}
	if r.count > 0 && r.ends() {
		return &RuleError{"COUNT", strconv.Itoa(r.count), CountAndUntil}
	}
	if len(r.byWeekNo) > 0 && r.frequency != yearly {
		return &RuleError{"BYWEEKNO", joined(r.byWeekNo), WrongFrequency}
	}
	if len(r.byYearDay) > 0 && (r.frequency == monthly || r.frequency == weekly || r.frequency == daily) {
		return &RuleError{"BYYEARDAY", joined(r.byYearDay), WrongFrequency}
	}
	if len(r.byMonthDay) > 0 && r.frequency == weekly {
		return &RuleError{"BYMONTHDAY", joined(r.byMonthDay), WrongFrequency}
	}
	for _, day := range r.byDay {
		if day.n != 0 && (r.frequency > monthly || len(r.byWeekNo) > 0) {
			return &RuleError{"BYDAY", day.String(), NthNeedsMonth}
		}
		if limit := r.mostNth(); day.n > limit || day.n < -limit {
			return &RuleError{"BYDAY", day.String(), OutOfRange}
		}
	}
	if len(r.bySetPos) > 0 && !r.picks() {
		return &RuleError{"BYSETPOS", joined(r.bySetPos), PositionAlone}
	}
	return nil
}

// mostNth is how often a weekday can come in what an nth weekday is counted in.
func (r *Rule) mostNth() int {
	if r.frequency == yearly && len(r.byMonth) == 0 {
		return 53
	}
	return 5
}

// picks tells whether there is something for BYSETPOS to pick from.
func (r *Rule) picks() bool {
	return len(r.byMonth)+len(r.byWeekNo)+len(r.byYearDay)+len(r.byMonthDay)+len(r.byDay)+len(r.byHour)+len(r.byMinute) > 0
}
