package recurrence_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	_ "time/tzdata"

	"steward/calc/recurrence"
	"steward/calc/walltime"
)

func wall(t testing.TB, text string) walltime.DateTime {
	t.Helper()
	if !strings.Contains(text, "T") {
		text += "T09:00"
	}
	w, err := walltime.ParseDateTime(text)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func series(t testing.TB, start, zone, rule string) recurrence.Series {
	t.Helper()
	place, err := walltime.Zone(zone)
	if err != nil {
		t.Fatal(err)
	}
	s := recurrence.Series{Start: wall(t, start), Zone: place}
	if s.Rule, err = recurrence.Parse(rule); err != nil {
		t.Fatal(err)
	}
	return s
}

// dates writes "1997- 09: 2,9 10: 7" out as 1997-09-02, 1997-09-09 and 1997-10-07, at nine.
func dates(t testing.TB, text string) (list []string) {
	t.Helper()
	var year, month string
	for _, word := range strings.Fields(text) {
		switch {
		case strings.HasSuffix(word, "-"):
			year = strings.TrimSuffix(word, "-")
		case strings.HasSuffix(word, ":"):
			month = strings.TrimSuffix(word, ":")
		default:
			for _, day := range strings.Split(word, ",") {
				if len(day) == 1 {
					day = "0" + day
				}
				list = append(list, year+"-"+month+"-"+day+"T09:00")
			}
		}
	}
	return list
}

// The examples of RFC 5545, section 3.8.5.3, all at nine in New York.
func TestExamplesOfTheStandard(t *testing.T) {
	for _, v := range []struct{ start, rule, want string }{
		{"1997-09-02", "FREQ=DAILY;COUNT=10", "1997- 09: 2,3,4,5,6,7,8,9,10,11"},
		{"1997-09-02", "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997- 09: 2,12,22 10: 2,12"},
		{"1997-09-02", "FREQ=WEEKLY;COUNT=10", "1997- 09: 2,9,16,23,30 10: 7,14,21,28 11: 4"},
		{"1997-09-02", "FREQ=WEEKLY;INTERVAL=2;COUNT=9;WKST=SU", "1997- 09: 2,16,30 10: 14,28 11: 11,25 12: 9,23"},
		{"1997-09-02", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "1997- 09: 2,4,9,11,16,18,23,25,30 10: 2"},
		{"1997-09-02", "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", "1997- 09: 2,4,9,11,16,18,23,25,30 10: 2"},
		{"1997-09-01", "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
			"1997- 09: 1,3,5,15,17,19,29 10: 1,3,13,15,17,27,29,31 11: 10,12,14,24,26,28 12: 8,10,12,22"},
		{"1997-09-02", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1997- 09: 2,4,16,18,30 10: 2,14,16"},
		{"1997-09-05", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "1997- 09: 5 10: 3 11: 7 12: 5 1998- 01: 2 02: 6 03: 6 04: 3 05: 1 06: 5"},
		{"1997-09-05", "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "1997- 09: 5 10: 3 11: 7 12: 5"},
		{"1997-09-07", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "1997- 09: 7,28 11: 2,30 1998- 01: 4,25 03: 1,29 05: 3,31"},
		{"1997-09-22", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997- 09: 22 10: 20 11: 17 12: 22 1998- 01: 19 02: 16"},
		{"1997-09-28", "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=6", "1997- 09: 28 10: 29 11: 28 12: 29 1998- 01: 29 02: 26"},
		{"1997-09-02", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "1997- 09: 2,15 10: 2,15 11: 2,15 12: 2,15 1998- 01: 2,15"},
		{"1997-09-30", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "1997- 09: 30 10: 1,31 11: 1,30 12: 1,31 1998- 01: 1,31 02: 1"},
		{"1997-09-10", "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "1997- 09: 10,11,12,13,14,15 1999- 03: 10,11,12,13"},
		{"1997-09-02", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU;COUNT=13", "1997- 09: 2,9,16,23,30 11: 4,11,18,25 1998- 01: 6,13,20,27"},
		{"1997-06-10", "FREQ=YEARLY;COUNT=6;BYMONTH=6,7", "1997- 06: 10 07: 10 1998- 06: 10 07: 10 1999- 06: 10 07: 10"},
		{"1997-03-10", "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
			"1997- 03: 10 1999- 01: 10 02: 10 03: 10 2001- 01: 10 02: 10 03: 10 2003- 01: 10 02: 10 03: 10"},
		{"1997-01-01", "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
			"1997- 01: 1 04: 10 07: 19 2000- 01: 1 04: 9 07: 18 2003- 01: 1 04: 10 07: 19 2006- 01: 1"},
		{"1997-05-19", "FREQ=YEARLY;BYDAY=20MO;COUNT=3", "1997- 05: 19 1998- 05: 18 1999- 05: 17"},
		{"1997-05-12", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3", "1997- 05: 12 1998- 05: 11 1999- 05: 17"},
		{"1997-03-13", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=11", "1997- 03: 13,20,27 1998- 03: 5,12,19,26 1999- 03: 4,11,18,25"},
		{"1997-09-02", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=5", "1998- 02: 13 03: 13 11: 13 1999- 08: 13 2000- 10: 13"},
		{"1997-09-13", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13;COUNT=10",
			"1997- 09: 13 10: 11 11: 8 12: 13 1998- 01: 10 02: 7 03: 7 04: 11 05: 9 06: 13"},
		{"1996-11-05", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3", "1996- 11: 5 2000- 11: 7 2004- 11: 2"},
		{"1997-09-04", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997- 09: 4 10: 7 11: 6"},
		{"1997-09-29", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=7", "1997- 09: 29 10: 30 11: 27 12: 30 1998- 01: 29 02: 26 03: 30"},
		{"1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997- 08: 5,10,19,24"},
		{"1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997- 08: 5,17,19,31"},
		{"2007-01-15", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007- 01: 15,30 02: 15 03: 15,30"},
	} {
		s := series(t, v.start, "America/New_York", v.rule)
		want := dates(t, v.want)
		list, _, err := s.Between(s.Start.In(s.Zone, walltime.Shift), s.Start.In(s.Zone, walltime.Shift).AddDate(40, 0, 0), len(want)+1)
		if err != nil {
			t.Errorf("%s: %v", v.rule, err)
			continue
		}
		if limited := strings.Contains(v.rule, "COUNT") || strings.Contains(v.rule, "UNTIL"); !limited {
			list = list[:len(want)]
		}
		if got := walls(list); !slices.Equal(got, want) {
			t.Errorf("%s from %s:\n%v, want\n%v", v.rule, v.start, got, want)
		}
	}
}

func walls(list []recurrence.Occurrence) (texts []string) {
	for _, o := range list {
		texts = append(texts, o.Wall.String())
	}
	return texts
}

func TestExamplesWithinADay(t *testing.T) {
	for _, v := range []struct {
		rule string
		want []string
	}{
		{"FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z", []string{"09:00", "12:00", "15:00"}},
		{"FREQ=MINUTELY;INTERVAL=15;COUNT=6", []string{"09:00", "09:15", "09:30", "09:45", "10:00", "10:15"}},
		{"FREQ=MINUTELY;INTERVAL=90;COUNT=4", []string{"09:00", "10:30", "12:00", "13:30"}},
		{"FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,20,40;COUNT=6", []string{"09:00", "09:20", "09:40", "10:00", "10:20", "10:40"}},
		{"FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10;COUNT=7", []string{"09:00", "09:20", "09:40", "10:00", "10:20", "10:40", "09:00"}},
		{"FREQ=HOURLY;BYMINUTE=0,15,30;BYSETPOS=-1;COUNT=2", []string{"09:30", "10:30"}},
		{"FREQ=DAILY;BYHOUR=8,12,16;BYSETPOS=1,-1;COUNT=3", []string{"16:00", "08:00", "16:00"}},
	} {
		s := series(t, "1997-09-02", "America/New_York", v.rule)
		from := s.Start.In(s.Zone, walltime.Shift)
		list, more, err := s.Between(from, from.AddDate(1, 0, 0), 100)
		var got []string
		for _, o := range list {
			got = append(got, o.Wall.Clock.String())
		}
		if err != nil || more || !slices.Equal(got, v.want) {
			t.Errorf("%s: %v %v, want %v", v.rule, got, err, v.want)
		}
	}
}

func TestLongExamples(t *testing.T) {
	for _, v := range []struct {
		start, rule, last string
		n                 int
	}{
		{"1997-09-02", "FREQ=DAILY;UNTIL=19971224T000000Z", "1997-12-23T09:00", 113},
		{"1998-01-01", "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA", "2000-01-31T09:00", 93},
		{"1998-01-01", "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", "2000-01-31T09:00", 93},
		{"1997-09-02", "FREQ=WEEKLY;UNTIL=19971224T000000Z", "1997-12-23T09:00", 17},
		{"1997-06-05", "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8;UNTIL=19991231", "1999-08-26T09:00", 39},
		{"2026-01-01", "FREQ=DAILY;UNTIL=20260131", "2026-01-31T09:00", 31},
		{"2026-01-01", "FREQ=DAILY;UNTIL=20260131T090000", "2026-01-31T09:00", 31},
		{"2026-01-01", "FREQ=DAILY;UNTIL=20260131T085959", "2026-01-30T09:00", 30},
	} {
		s := series(t, v.start, "America/New_York", v.rule)
		from := s.Start.In(s.Zone, walltime.Shift)
		list, more, err := s.Between(from, from.AddDate(10, 0, 0), 1000)
		if err != nil || more || len(list) != v.n || list[len(list)-1].Wall.String() != v.last {
			t.Errorf("%s: %d %v %v, want %d until %s", v.rule, len(list), more, err, v.n, v.last)
		}
	}
}

func TestRefusals(t *testing.T) {
	for text, want := range map[string]recurrence.RuleError{
		"":                                  {"", "", recurrence.Malformed},
		"every day":                         {"EVERY DAY", "", recurrence.Malformed},
		"INTERVAL=2":                        {"", "", recurrence.NoFrequency},
		"FREQ=SOMETIMES":                    {"FREQ", "SOMETIMES", recurrence.UnknownFrequency},
		"FREQ=SECONDLY":                     {"FREQ", "SECONDLY", recurrence.UnknownFrequency},
		"FREQ=DAILY;FREQ=WEEKLY":            {"FREQ", "WEEKLY", recurrence.Twice},
		"FREQ=DAILY;INTERVAL=0":             {"INTERVAL", "0", recurrence.OutOfRange},
		"FREQ=DAILY;INTERVAL=two":           {"INTERVAL", "TWO", recurrence.NotANumber},
		"FREQ=DAILY;COUNT=0":                {"COUNT", "0", recurrence.OutOfRange},
		"FREQ=DAILY;COUNT=3;UNTIL=20260101": {"COUNT", "3", recurrence.CountAndUntil},
		"FREQ=DAILY;UNTIL=20260230":         {"UNTIL", "20260230", recurrence.NotADate},
		"FREQ=DAILY;UNTIL=2026-02-01":       {"UNTIL", "2026-02-01", recurrence.NotADate},
		"FREQ=DAILY;BYSECOND=30":            {"BYSECOND", "30", recurrence.UnsupportedPart},
		"FREQ=DAILY;BYEASTER=0":             {"BYEASTER", "0", recurrence.UnknownPart},
		"FREQ=MONTHLY;BYMONTHDAY=32":        {"BYMONTHDAY", "32", recurrence.OutOfRange},
		"FREQ=MONTHLY;BYMONTHDAY=0":         {"BYMONTHDAY", "0", recurrence.OutOfRange},
		"FREQ=MONTHLY;BYMONTHDAY=1,,2":      {"BYMONTHDAY", "1,,2", recurrence.NotANumber},
		"FREQ=YEARLY;BYMONTH=-1":            {"BYMONTH", "-1", recurrence.OutOfRange},
		"FREQ=WEEKLY;BYDAY=MONDAY":          {"BYDAY", "MONDAY", recurrence.UnknownWeekday},
		"FREQ=WEEKLY;BYDAY=2MO":             {"BYDAY", "2MO", recurrence.NthNeedsMonth},
		"FREQ=MONTHLY;BYDAY=6MO":            {"BYDAY", "6MO", recurrence.OutOfRange},
		"FREQ=YEARLY;BYMONTH=12;BYDAY=53MO": {"BYDAY", "53MO", recurrence.OutOfRange},
		"FREQ=YEARLY;BYWEEKNO=3;BYDAY=1MO":  {"BYDAY", "1MO", recurrence.NthNeedsMonth},
		"FREQ=WEEKLY;BYMONTHDAY=3":          {"BYMONTHDAY", "3", recurrence.WrongFrequency},
		"FREQ=MONTHLY;BYYEARDAY=3":          {"BYYEARDAY", "3", recurrence.WrongFrequency},
		"FREQ=MONTHLY;BYWEEKNO=3":           {"BYWEEKNO", "3", recurrence.WrongFrequency},
		"FREQ=MONTHLY;BYSETPOS=1":           {"BYSETPOS", "1", recurrence.PositionAlone},
		"FREQ=WEEKLY;WKST=XX":               {"WKST", "XX", recurrence.UnknownWeekday},
		strings.Repeat("X", 1001):           {"", "", recurrence.TooLong},
	} {
		_, err := recurrence.Parse(text)
		var got *recurrence.RuleError
		if !errors.As(err, &got) || *got != want || !errors.Is(err, recurrence.ErrRule) {
			t.Errorf("%q: %v, want %+v", text, err, want)
			continue
		}
		if !strings.Contains(err.Error(), want.Part) || strings.HasSuffix(err.Error(), ": ") {
			t.Errorf("%q does not say what and how: %v", text, err)
		}
	}
}

func TestNext(t *testing.T) {
	for _, v := range []struct{ story, start, rule, after, want string }{
		{"tomorrow", "2026-01-01", "FREQ=DAILY", "2026-06-08T09:00", "2026-06-09T09:00"},
		{"today", "2026-01-01", "FREQ=DAILY", "2026-06-08T08:59", "2026-06-08T09:00"},
		{"not yet begun", "2026-01-01", "FREQ=DAILY", "2020-06-08T08:59", "2026-01-01T09:00"},
		{"a start that the rule does not let through", "2026-01-01", "FREQ=WEEKLY;BYDAY=MO", "2020-06-08T08:59", "2026-01-05T09:00"},
		{"begun long ago", "1970-01-01", "FREQ=DAILY;INTERVAL=3", "2026-06-08T09:00", "2026-06-09T09:00"},
		{"a leap day that is a Monday", "2026-01-01", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", "2052-03-01T00:00", "2072-02-29T09:00"},
		{"30 February", "2026-01-01", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-01-01T00:00", ""},
		{"over", "2026-01-01", "FREQ=DAILY;COUNT=3", "2026-01-03T09:00", ""},
		{"the last of three", "2026-01-01", "FREQ=DAILY;COUNT=3", "2026-01-02T09:00", "2026-01-03T09:00"},
		{"never in these hours", "2026-01-01", "FREQ=HOURLY;INTERVAL=2;BYHOUR=10", "2026-01-02T09:00", ""},
	} {
		s := series(t, v.start, "Europe/Berlin", v.rule)
		next, ok, err := s.Next(wall(t, v.after).In(s.Zone, walltime.Shift))
		if err != nil || ok != (v.want != "") || ok && next.Wall.String() != v.want {
			t.Errorf("%s: %v %t %v, want %s", v.story, next.Wall, ok, err, v.want)
		}
	}
}
