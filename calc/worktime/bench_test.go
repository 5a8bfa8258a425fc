package worktime_test

import (
	"testing"
	"time"

	"steward/calc/worktime"
)

func BenchmarkBetweenOverAWeek(b *testing.B) {
	c := calendar(b, office(b))
	from := at(b, c, "2026-06-04T10:00")
	to := from.AddDate(0, 0, 7)
	for b.Loop() {
		c.Between(from, to)
	}
}

func BenchmarkBetweenOverTenYears(b *testing.B) {
	c := calendar(b, office(b))
	from := at(b, c, "2016-06-04T10:00")
	to := from.AddDate(10, 0, 0)
	for b.Loop() {
		c.Between(from, to)
	}
}

func BenchmarkAdd(b *testing.B) {
	c := calendar(b, office(b))
	from := at(b, c, "2026-06-04T10:00")
	for b.Loop() {
		if _, err := c.Add(from, 40*time.Hour); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAddDays(b *testing.B) {
	c := calendar(b, office(b))
	from := at(b, c, "2026-06-04T10:00")
	for b.Loop() {
		if _, err := c.AddDays(from, 5); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFirstQuestion is a new calendar asked about one week.
func BenchmarkFirstQuestion(b *testing.B) {
	def := office(b)
	from := at(b, calendar(b, def), "2026-06-04T10:00")
	for b.Loop() {
		c, err := worktime.New(def, date(b, "2026-06-04"))
		if err != nil {
			b.Fatal(err)
		}
		c.Between(from, from.AddDate(0, 0, 7))
	}
}
