package servicelevel

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"steward/calc/walltime"
	"steward/calc/worktime"
)

var errDay = errors.New("not a day")

// parseDay reads how a day of the year is found: 2026-12-24, 12-24, easter+39, "last monday of may",
// "second friday of july", "wednesday from 11-16", each with a distance in days behind it: "+ 1".
func parseDay(text string) (worktime.DayRule, error) {
	words, days, err := distance(strings.Fields(strings.ToLower(text)))
	if err != nil {
		return worktime.DayRule{}, err
	}
	var rule worktime.DayRule
	switch {
	case len(words) == 1 && words[0] == "easter":
		return worktime.FromEaster(days), nil
	case len(words) == 1:
		rule, err = dateRule(words[0])
	case len(words) == 3 && words[1] == "from":
		rule, err = weekdayFrom(words[0], words[2])
	case len(words) == 4 && words[2] == "of":
		rule, err = nthWeekday(words[0], words[1], words[3])
	default:
		err = fmt.Errorf("%w: %q", errDay, text)
	}
	return rule.Plus(days), err
}

// distance takes the days that stand behind a rule off it: "easter+39", "easter + 39", "... - 2".
func distance(words []string) (rest []string, days int, err error) {
	if len(words) == 1 {
		if tail, ok := strings.CutPrefix(words[0], "easter"); ok && tail != "" {
			words = []string{"easter", tail}
		}
	}
	last := len(words) - 1
	if last < 1 {
		return words, 0, nil
	}
	number, cut := words[last], last
	if words[last-1] == "+" || words[last-1] == "-" {
		number, cut = words[last-1]+words[last], last-1
	}
	if number[0] != '+' && number[0] != '-' {
		return words, 0, nil
	}
	if days, err = strconv.Atoi(number); err != nil || days < -180 || days > 180 || cut == 0 {
		return nil, 0, fmt.Errorf("%w: %q", errDay, number)
	}
	return words[:cut], days, nil
}

func dateRule(text string) (worktime.DayRule, error) {
	if len(text) == len("12-24") {
		at, err := time.Parse("2006-01-02", "2000-"+text)
		if err != nil {
			return worktime.DayRule{}, fmt.Errorf("%w: %q", errDay, text)
		}
		return worktime.Yearly(at.Month(), at.Day()), nil
	}
	at, err := time.Parse(time.DateOnly, text)
	if err != nil || at.Year() < worktime.FirstYear || at.Year() > worktime.LastYear {
		return worktime.DayRule{}, fmt.Errorf("%w: %q", errDay, text)
	}
	return worktime.OnDate(walltime.Date{Year: at.Year(), Month: at.Month(), Day: at.Day()}), nil
}

func weekdayFrom(weekday, from string) (worktime.DayRule, error) {
	rule, err := dateRule(from)
	day, ok := weekdayNamed(weekday)
	if err != nil || !ok || !rule.Date.IsZero() {
		return worktime.DayRule{}, fmt.Errorf("%w: %q from %q", errDay, weekday, from)
	}
	return worktime.WeekdayFrom(day, rule.Month, rule.Day), nil
}

var ordinals = []string{"first", "second", "third", "fourth", "fifth"}

func nthWeekday(nth, weekday, month string) (worktime.DayRule, error) {
	n := slices.Index(ordinals, nth) + 1
	if nth == "last" {
		n = -1
	}
	day, ok := weekdayNamed(weekday)
	if n == 0 || !ok {
		return worktime.DayRule{}, fmt.Errorf("%w: %q %q", errDay, nth, weekday)
	}
	for m := time.January; m <= time.December; m++ {
		if strings.ToLower(m.String()) == month {
			return worktime.NthWeekday(n, day, m), nil
		}
	}
	return worktime.DayRule{}, fmt.Errorf("%w: %q is no month", errDay, month)
}

func weekdayNamed(name string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.ToLower(d.String()) == name {
			return d, true
		}
	}
	return 0, false
}
