package calc

import (
	"fmt"
	"time"

	"steward/calc/walltime"
	"steward/calc/worktime"
)

type workingTimeInput struct {
	Do       string              `json:"do"`
	Calendar worktime.Definition `json:"calendar"`
	From     time.Time           `json:"from"`
	To       time.Time           `json:"to"`       // of between and periods
	Duration string              `json:"duration"` // of add and sub, such as 8h30m
	Days     int                 `json:"days"`     // of add-days
	Limit    int                 `json:"limit"`    // of periods
}

type workingTimeOutput struct {
	Instant *time.Time         `json:"instant,omitempty"`
	Wall    *walltime.DateTime `json:"wall,omitempty"` // the instant in the calendar's zone
	Seconds *float64           `json:"seconds,omitempty"`
	Periods []period           `json:"periods,omitempty"`
}

type period struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

func workingTime(in workingTimeInput) (out workingTimeOutput, err error) {
	if in.From.IsZero() {
		return out, missing("from", "2026-03-29T02:30:00Z")
	}
	calendar, err := worktime.New(in.Calendar, walltime.DateOf(in.From, time.UTC))
	if err != nil {
		return out, err
	}
	switch in.Do {
	case "between":
		if in.To.IsZero() {
			return out, missing("to", "2026-03-29T02:30:00Z")
		}
		seconds := calendar.Between(in.From, in.To).Seconds()
		return workingTimeOutput{Seconds: &seconds}, nil
	case "periods":
		return workingTimeOutput{Periods: periods(calendar, in)}, nil
	}
	at, err := moved(calendar, in)
	if err != nil {
		return out, err
	}
	wall := walltime.Of(at, calendar.Zone())
	return workingTimeOutput{Instant: &at, Wall: &wall}, nil
}

func moved(calendar *worktime.Calendar, in workingTimeInput) (time.Time, error) {
	if in.Do == "add-days" {
		return calendar.AddDays(in.From, in.Days)
	}
	d, err := time.ParseDuration(in.Duration)
	if err != nil {
		return time.Time{}, fmt.Errorf("%w: duration %q, write it as 8h30m", ErrInput, in.Duration)
	}
	switch in.Do {
	case "add":
		return calendar.Add(in.From, d)
	case "sub":
		return calendar.Sub(in.From, d)
	}
	return time.Time{}, fmt.Errorf("%w: do %q, choose add, sub, add-days, between or periods", ErrInput, in.Do)
}

func periods(calendar *worktime.Calendar, in workingTimeInput) (list []period) {
	for p := range calendar.Periods(in.From) {
		if len(list) == bounded(in.Limit) || !in.To.IsZero() && !p.Start.Before(in.To) {
			break
		}
		list = append(list, period{p.Start, p.End})
	}
	return list
}
