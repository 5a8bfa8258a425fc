package sample

import (
	"fmt"
	"math"
	"math/rand/v2"

	"steward/calc/walltime"
	"steward/kernel/record"
	"steward/kernel/value"
)

type maker func(*rand.Rand, *record.Def, Refs) value.Value

// makers by the name of the kind.
var makers = map[string]maker{
	"text": text, "long_text": longText, "localized_text": localized, "localized_long_text": localized, "choice": choice, "choices": choices,
	"number": number, "decimal": decimal, "money": money, "yes_no": yesNo, "date": date, "instant": instant,
	"planned": planned, "duration": duration, "reference": reference, "person": reference,
	"any_reference": anyReference, "references": references, "files": references, "structured": structured,
	"secret": secret, "id": id, "record_number": recordNumber, "email": email, "phone": phone,
	"recurrence": anyOf("FREQ=DAILY", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;INTERVAL=2", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=12",
		"DTSTART;TZID=Europe/Berlin:20260329T023000\nRRULE:FREQ=YEARLY;UNTIL=20301231T000000Z",
		"DTSTART;VALUE=DATE:20260228\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1\nEXDATE;VALUE=DATE:20260430"),
	"link": anyOf("https://example.com/a?b=c&d=%20#e", "http://[2001:db8::1]:8080/", "mailto:anna@example.com",
		"https://müller.example/straße", "https://example.com/\"quoted\"", "https://example.com/🧯"),
}

// edge gives one of the numbers at which software breaks, or any number.
func edge(r *rand.Rand) int64 {
	edges := []int64{0, 1, -1, 1<<31 - 1, 1 << 31, 1 << 53, 1<<53 + 1, -(1<<53 + 1), math.MaxInt64, math.MinInt64 + 1}
	if r.IntN(3) == 0 {
		return edges[r.IntN(len(edges))]
	}
	return r.Int64N(2_000_000) - 1_000_000
}

func number(r *rand.Rand, _ *record.Def, _ Refs) value.Value  { return value.Int(edge(r)) }
func decimal(r *rand.Rand, _ *record.Def, _ Refs) value.Value { return value.Int(edge(r)) }
func yesNo(r *rand.Rand, _ *record.Def, _ Refs) value.Value   { return value.Bool(r.IntN(2) == 0) }

func money(r *rand.Rand, d *record.Def, _ Refs) value.Value {
	codes := []string{"EUR", "EUR", "USD", "JPY", "KWD", "CHF"}
	m := value.Money{Minor: edge(r) / 4, Currency: codes[r.IntN(len(codes))]}
	return read(d, m.String())
}

func choice(r *rand.Rand, d *record.Def, _ Refs) value.Value {
	if len(d.Options) == 0 {
		return value.Value{}
	}
	return value.Exact(d.Options[r.IntN(len(d.Options))].Key)
}

func choices(r *rand.Rand, d *record.Def, _ Refs) value.Value {
	keys := []string{choice(r, d, nil).Text()}
	for _, o := range d.Options {
		if r.IntN(3) == 0 {
			keys = append(keys, o.Key)
		}
	}
	return value.SetOf(keys...)
}

// days gives a day of the calendar: the change of clocks, a leap day, the ends of what is allowed,
// or any day of some decades.
func days(r *rand.Rand) walltime.Date {
	known := []string{"2026-03-29", "2026-10-25", "2024-02-29", "1970-01-01", "1969-12-31", "1900-03-01", "9998-12-30"}
	if r.IntN(3) > 0 {
		return walltime.FromDays(15_000 + r.IntN(10_000))
	}
	d, err := walltime.ParseDate(known[r.IntN(len(known))])
	if err != nil {
		panic("sample: " + err.Error())
	}
	return d
}

func date(r *rand.Rand, _ *record.Def, _ Refs) value.Value { return record.Day(days(r)) }

func instant(r *rand.Rand, _ *record.Def, _ Refs) value.Value {
	return value.Int(int64(days(r).Days())*86_400_000_000 + r.Int64N(86_400_000_000))
}

func planned(r *rand.Rand, d *record.Def, _ Refs) value.Value {
	zones := []string{"Europe/Berlin", "UTC", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"}
	clock := walltime.At(r.IntN(24), r.IntN(60))
	if r.IntN(3) == 0 {
		clock = walltime.At(2, 30)
	}
	return read(d, walltime.DateTime{Date: days(r), Clock: clock}.String()+" "+zones[r.IntN(len(zones))])
}

func duration(r *rand.Rand, _ *record.Def, _ Refs) value.Value {
	known := []int64{0, 1, 59, 60, 3600, 5400, 86_400, -90, record.DurationMax, -record.DurationMax}
	if r.IntN(2) == 0 {
		return value.Int(known[r.IntN(len(known))])
	}
	return value.Int(r.Int64N(1_000_000))
}

func one(r *rand.Rand, ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return ids[r.IntN(len(ids))]
}

func id(r *rand.Rand, _ *record.Def, _ Refs) value.Value { return value.Exact(ID(r)) }

func recordNumber(r *rand.Rand, _ *record.Def, _ Refs) value.Value {
	return value.Exact(fmt.Sprintf("INC%07d", r.IntN(20_000_000)))
}

func reference(r *rand.Rand, d *record.Def, refs Refs) value.Value {
	return value.Exact(one(r, refs(d.Target)))
}

func references(r *rand.Rand, d *record.Def, refs Refs) value.Value {
	ids := refs(d.Target)
	picked := []string{one(r, ids)}
	for range r.IntN(3) {
		picked = append(picked, one(r, ids))
	}
	return value.SetOf(picked...)
}

// anyReference leads to a person: the one type that every installation has.
func anyReference(r *rand.Rand, _ *record.Def, refs Refs) value.Value {
	id := one(r, refs(record.PersonType))
	if id == "" {
		return value.Value{}
	}
	return value.Parts(0, id, 0, record.PersonType)
}

func email(r *rand.Rand, d *record.Def, _ Refs) value.Value {
	hosts := []string{"example.com", "EXAMPLE.org", "mail.müller.example", "localhost"}
	names := []string{"anna.berg", "O'Brien", "first+tag", "jürgen", "a"}
	return read(d, fmt.Sprintf("%s%d@%s", names[r.IntN(len(names))], r.IntN(100_000), hosts[r.IntN(len(hosts))]))
}

func phone(r *rand.Rand, d *record.Def, _ Refs) value.Value {
	forms := []string{"+49 30 %07d", "0049 (30) %07d", "(555) %07d ext. 12", "112%d", "+44-20-%07d", "٠٣٠ %07d"}
	return read(d, fmt.Sprintf(forms[r.IntN(len(forms))], r.IntN(10_000_000)))
}
