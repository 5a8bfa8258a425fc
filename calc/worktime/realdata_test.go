//go:build realdata

package worktime_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"steward/calc/walltime"
	"steward/calc/worktime"
)

// These tests read working-time vectors published with other systems, from the folder sla below the one
// that the environment variable STEWARD_REALDATA names.
func load(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(os.Getenv("STEWARD_REALDATA"), "sla", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

var shortNames = map[string]time.Weekday{"Sun": 0, "Mon": 1, "Tue": 2, "Wed": 3, "Thu": 4, "Fri": 5, "Sat": 6}

func fullHours(list []int) (hours []worktime.Hours) {
	for _, h := range list {
		hours = append(hours, worktime.Hours{From: walltime.At(h, 0), To: walltime.At(h+1, 0)})
	}
	return hours
}

func fromFullHours(t *testing.T, zone string, working map[string][]int, vacation []string) *worktime.Calendar {
	t.Helper()
	def := worktime.Definition{Zone: zone}
	for name, list := range working {
		def.Week[shortNames[name]] = fullHours(list)
	}
	for _, day := range vacation {
		d := date(t, "2000-"+day)
		def.Holidays = append(def.Holidays, worktime.Holiday{Day: worktime.Yearly(d.Month, d.Day)})
	}
	c, err := worktime.New(def, walltime.Date{Year: 2003, Month: 1, Day: 1})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func wallIn(t *testing.T, text, zone string) time.Time {
	t.Helper()
	w, err := walltime.ParseDateTime(text)
	if err != nil {
		t.Fatal(err)
	}
	place, err := walltime.Zone(zone)
	if err != nil {
		t.Fatal(err)
	}
	return w.In(place, walltime.Shift)
}

func TestWorkingTimeVectors(t *testing.T) {
	var file struct {
		Delta []struct {
			Name, TimeZone, CalendarTimeZone       string
			StartDateTimeString, EndDateTimeString string
			WorkingHours                           map[string][]int
			VacationDays                           map[string]string
			ExpectedResult                         struct{ AbsoluteSeconds int }
		} `json:"delta"`
		Default struct {
			WorkingHours map[string][]int
			VacationDays []string
			Tests        []struct {
				StartDateString, StopDateString string
				ExpectedAbsoluteSeconds         int
			} `json:"tests"`
		} `json:"delta_default_calendar"`
	}
	load(t, "working_time_vectors.json", &file)
	seen := 0
	for _, v := range file.Delta {
		var vacation []string
		for day := range v.VacationDays {
			vacation = append(vacation, day)
		}
		c := fromFullHours(t, v.CalendarTimeZone, v.WorkingHours, vacation)
		got := c.Between(wallIn(t, v.StartDateTimeString, v.TimeZone), wallIn(t, v.EndDateTimeString, v.TimeZone))
		if want := time.Duration(v.ExpectedResult.AbsoluteSeconds) * time.Second; got != want {
			t.Errorf("%s (%s, %s to %s): %v, want %v", v.Name, v.CalendarTimeZone, v.StartDateTimeString, v.EndDateTimeString, got, want)
		}
		seen++
	}
	c := fromFullHours(t, "UTC", file.Default.WorkingHours, file.Default.VacationDays)
	for _, v := range file.Default.Tests {
		got := c.Between(wallIn(t, v.StartDateString, "UTC"), wallIn(t, v.StopDateString, "UTC"))
		if want := time.Duration(v.ExpectedAbsoluteSeconds) * time.Second; got != want {
			t.Errorf("%s to %s: %v, want %v", v.StartDateString, v.StopDateString, got, want)
		}
		seen++
	}
	if seen != 42 {
		t.Errorf("%d vectors seen, want 42", seen)
	}
}

func TestStartAndDueVectors(t *testing.T) {
	var file struct {
		Zone    string `json:"timezone"`
		Vectors []struct {
			Hours   map[string][]worktime.Hours `json:"business_hours"`
			Created time.Time                   `json:"created"`
			Minutes int                         `json:"business_minutes"`
			Start   time.Time                   `json:"expected_start"`
			Due     time.Time                   `json:"expected_due"`
		} `json:"vectors"`
	}
	load(t, "rt_sla_vectors.json", &file)
	for i, v := range file.Vectors {
		def := worktime.Definition{Zone: strings.TrimSpace(file.Zone)}
		for name, list := range v.Hours {
			def.Week[shortNames[name]] = list
		}
		c, err := worktime.New(def, walltime.Date{Year: 2007, Month: 1, Day: 1})
		if err != nil {
			t.Fatal(err)
		}
		if start, err := c.Add(v.Created, 0); err != nil || !start.Equal(v.Start) {
			t.Errorf("vector %d starts %v %v, want %v", i, start, err, v.Start)
		}
		if v.Minutes == 0 {
			continue
		}
		if due, err := c.Add(v.Created, time.Duration(v.Minutes)*time.Minute); err != nil || !due.Equal(v.Due) {
			t.Errorf("vector %d is due %v %v, want %v", i, due, err, v.Due)
		}
	}
	if len(file.Vectors) != 4 {
		t.Errorf("%d vectors seen, want 4", len(file.Vectors))
	}
}
