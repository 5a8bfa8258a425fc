package servicelevel

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"

	"steward/calc/worktime"
)

// holidayData are the public holidays of countries and parts of them, as rules.
//
//go:embed data/holidays.json
var holidayData []byte

// country is the holidays of one place.
type country struct {
	Key      string
	Also     string // the key of the place whose holidays hold here too
	Observed worktime.Observed
	Days     []struct {
		Name     string
		Day      string
		Observed *worktime.Observed
		From     int // first year
	}
}

var countries = readHolidays(holidayData)

// readHolidays reads what stands in the program; that it can be read is tested.
func readHolidays(raw []byte) []country {
	var out []country
	if err := json.Unmarshal(raw, &out); err != nil {
		panic(fmt.Sprintf("servicelevel: holidays: %v", err))
	}
	return out
}

// regions lists the keys of all places.
func regions() []string {
	out := make([]string, len(countries))
	for i, c := range countries {
		out[i] = c.Key
	}
	return out
}

// region gives the holidays of a place.
func region(key string) []worktime.Holiday {
	at := slices.IndexFunc(countries, func(c country) bool { return c.Key == key })
	if at < 0 {
		return nil
	}
	c := countries[at]
	out := slices.Clone(region(c.Also))
	for _, d := range c.Days {
		rule, err := parseDay(d.Day)
		if err != nil {
			continue // tested: there is none
		}
		h := worktime.Holiday{Name: d.Name, Day: rule, Observed: c.Observed, FirstYear: d.From}
		if d.Observed != nil {
			h.Observed = *d.Observed
		}
		out = append(out, h)
	}
	return out
}
