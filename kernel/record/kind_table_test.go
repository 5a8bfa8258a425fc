package record_test

import (
	"encoding/json"
	"testing"
	"time"

	"steward/kernel/record"
	"steward/kernel/value"
)

// taken is a raw value with the canonical encoding of what a field of the kind holds for it, and
// what it writes where that differs from what was given.
type taken struct {
	field  record.Column
	raw    any
	held   string
	writes string
}

const anID = "018f4e2a9c3b7d1e8f00112233445566"

func circumstances(t *testing.T) record.Input {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return record.Input{Zone: berlin, Language: "de", Currency: "EUR",
		Known:   func(name string) bool { return name == "incident" },
		Convert: func(minor int64, code string) (int64, bool, error) { return minor * 2, code == "USD", nil },
		Lookup: func(typeName, text string) (string, bool, error) {
			return anID, typeName == "incident" && text == "INC0000001", nil
		}}
}

func check(t *testing.T, cases []taken) {
	t.Helper()
	in := circumstances(t)
	for _, c := range cases {
		d := c.field.Definition()
		v, err := d.Kind.Parse(d, c.raw, in)
		if err != nil {
			t.Errorf("%s %#v: %v", d.Kind.Name(), c.raw, err)
			continue
		}
		if v.Encode() != c.held {
			t.Errorf("%s %#v: holds %s, want %s", d.Kind.Name(), c.raw, v.Encode(), c.held)
		}
		if c.writes == "" {
			c.writes, _ = c.raw.(string)
		}
		if got := d.Kind.Format(d, v); got != c.writes {
			t.Errorf("%s %#v: writes %q, want %q", d.Kind.Name(), c.raw, got, c.writes)
		}
	}
}

func TestTextsAreTaken(t *testing.T) {
	short, long, names := record.Text("title"), record.LongText("description"), record.LocalizedText("name")
	check(t, []taken{
		{short, "  a printer\r\n\tis  slow ", `"a printer is slow"`, "a printer is slow"},
		{short, "two  spaces stay", `"two  spaces stay"`, ""},
		{short, "e\u0301te\u0301\x00", `"été"`, "été"},
		{short, json.Number("12.50"), `"12.50"`, "12.50"},
		{short, []string{"one"}, `"one"`, "one"},
		{short, 1.5, `"1.5"`, "1.5"},
		{long, "  keeps\r\nits\tform  \r\n\r\n", "\"  keeps\\u000aits\\u0009form\"", "  keeps\nits\tform"},
		{names, "Drucker", `"{\"de\":\"Drucker\"}"`, `{"de":"Drucker"}`},
		{names, map[string]any{"EN": "Printer ", "de-at": "Drucker", "fr": " "}, `"{\"de-AT\":\"Drucker\",\"en\":\"Printer\"}"`, `{"de-AT":"Drucker","en":"Printer"}`},
		{names, ` {"en": "say \"no\""}`, `"{\"en\":\"say \\\"no\\\"\"}"`, `{"en":"say \"no\""}`},
	})
}

func TestChoicesAreTaken(t *testing.T) {
	one := record.ChoiceOf("impact", record.Option{Key: "very_high"}, record.Option{Key: "P1", Label: map[string]string{"de": "Größter Schaden"}})
	many := record.Choices("days", "mon", "tue", "wed")
	check(t, []taken{
		{one, "very_high", `"very_high"`, ""},
		{one, " Very-High ", `"very_high"`, "very_high"},
		{one, "p1", `"P1"`, "P1"},
		{one, "grosster schaden", `"P1"`, "P1"},
		{many, "tue, mon;TUE", `{"set":["mon","tue"]}`, "mon, tue"},
		{many, []string{"wed", "mon"}, `{"set":["mon","wed"]}`, "mon, wed"},
		{many, []any{"wed", "", "mon"}, `{"set":["mon","wed"]}`, "mon, wed"},
		{record.YesNo("vip"), "Ja", `1`, "yes"},
		{record.YesNo("vip"), false, `0`, "no"},
		{record.YesNo("vip"), json.Number("1"), `1`, "yes"},
	})
}

func TestNumbersAreTaken(t *testing.T) {
	n, d, m := record.Number("count"), record.Decimal("share", 2), record.Money("price")
	check(t, []taken{
		{n, "9007199254740993", "9007199254740993", ""},
		{n, json.Number("-9223372036854775808"), "-9223372036854775808", "-9223372036854775808"},
		{n, " +2.00 ", "2", "2"},
		{n, json.Number("2.0"), "2", "2"},
		{n, json.Number("1.2e3"), "1200", "1200"},
		{n, json.Number("1200e-2"), "12", "12"},
		{n, 2.0, "2", "2"},
		{d, "12.5", "1250", "12.50"},
		{d, "-0.05", "-5", ""},
		{d, "-0", "0", "0.00"},
		{d, "7.1000", "710", "7.10"},
		{d, json.Number("1.25E1"), "1250", "12.50"},
		{d, 0.07, "7", "0.07"},
		{record.Decimal("whole", 0), "-3", "-3", ""},
		{m, "12.50 EUR", `[1250,"EUR",1250,""]`, ""},
		{m, "usd -0.5", `[-100,"USD",-50,""]`, "-0.50 USD"},
		{m, "12.5", `[1250,"EUR",1250,""]`, "12.50 EUR"},
		{m, 12.5, `[1250,"EUR",1250,""]`, "12.50 EUR"},
		{m, map[string]any{"amount": json.Number("3"), "currency": "usd"}, `[600,"USD",300,""]`, "3.00 USD"},
		{m, map[string]any{"amount": " ", "currency": "EUR"}, `null`, ""},
	})
}

func TestTimesAreTaken(t *testing.T) {
	day, at, plan, long := record.Date("day"), record.Instant("at"), record.Planned("start"), record.Duration("effort")
	check(t, []taken{
		{day, "1970-01-02", "1", ""},
		{day, "1.3.2024", "19783", "2024-03-01"},
		{day, "0001-01-01", "-719162", ""},
		{at, "2026-11-21T09:00:00.123456Z", "1795251600123456", ""},
		{at, "2026-11-21 10:00:00+01:00", "1795251600000000", "2026-11-21T09:00:00Z"},
		{at, "2026-11-21T10:00", "1795251600000000", "2026-11-21T09:00:00Z"},
		{at, "21.11.2026 10:00", "1795251600000000", "2026-11-21T09:00:00Z"},
		{at, "2026-11-21", "1795215600000000", "2026-11-20T23:00:00Z"},
		{at, "2026-03-29T02:30", "1774747800000000", "2026-03-29T01:30:00Z"}, // skipped: an hour later by the clock
		{at, "2026-10-25T02:30", "1792888200000000", "2026-10-25T00:30:00Z"}, // shown twice: the first
		{plan, "2026-03-29T02:30 Europe/Berlin", `[1774747800000000,"2026-03-29T02:30",0,"Europe/Berlin"]`, ""},
		{plan, "2026-10-25 02:30", `[1792888200000000,"2026-10-25T02:30",0,"Europe/Berlin"]`, "2026-10-25T02:30 Europe/Berlin"},
		{plan, "2026-11-21T09:00:00Z", `[1795251600000000,"2026-11-21T10:00",0,"Europe/Berlin"]`, "2026-11-21T10:00 Europe/Berlin"},
		{plan, "2026-01-31 24:00 Asia/Tokyo", `[1769871600000000,"2026-02-01T00:00",0,"Asia/Tokyo"]`, "2026-02-01T00:00 Asia/Tokyo"},
		{plan, map[string]any{"wall": "2026-01-31", "zone": "UTC", "instant": "ignored"}, `[1769817600000000,"2026-01-31T00:00",0,"UTC"]`, "2026-01-31T00:00 UTC"},
		{long, "1h 30m", "5400", ""},
		{long, "90m", "5400", "1h 30m"},
		{long, "1.5 hours", "5400", "1h 30m"},
		{long, "1:30", "5400", "1h 30m"},
		{long, "0:00:59", "59", "59s"},
		{long, "PT1H30M", "5400", "1h 30m"},
		{long, "P1DT2H", "93600", "26h"},
		{long, "2 weeks, 1 day", "1296000", "360h"},
		{long, "-45s", "-45", ""},
		{long, json.Number("3600"), "3600", "1h"},
		{long, "0s", "0", ""},
	})
}

func TestReferencesAreTaken(t *testing.T) {
	one, many, subject := record.Ref("incident", "incident"), record.Refs("incidents", "incident"), record.AnyRef("about")
	held := `"` + anID + `"`
	check(t, []taken{
		{one, anID, held, ""},
		{one, "018F4E2A-9C3B-7D1E-8F00-112233445566", held, anID},
		{one, " INC0000001 ", held, anID},
		{one, map[string]any{"id": anID, "title": "ignored"}, held, anID},
		{many, "INC0000001, " + anID, `{"set":[` + held + `]}`, anID},
		{many, []any{map[string]any{"id": anID}}, `{"set":[` + held + `]}`, anID},
		{subject, "incident/INC0000001", `[0,` + held + `,0,"incident"]`, "incident/" + anID},
		{subject, map[string]any{"type": "incident", "id": anID}, `[0,` + held + `,0,"incident"]`, "incident/" + anID},
		{record.Files("files"), []string{anID}, `{"set":[` + held + `]}`, anID},
		{record.NumberField, "inc0000001", `"INC0000001"`, "INC0000001"},
	})
}

func TestAddressesAreTaken(t *testing.T) {
	mail, phone, link := record.Email("mail"), record.Phone("phone"), record.Link("link")
	check(t, []taken{
		{mail, "Anna Berg <Anna.Berg@Example.COM>", `"anna.berg@example.com"`, "anna.berg@example.com"},
		{mail, "mailto:root@srv01", `"root@srv01"`, "root@srv01"},
		{phone, " +49 (30) 123-45 ext. 6 ", `"+49 (30) 123-45 ext. 6"`, "+49 (30) 123-45 ext. 6"},
		{phone, "112", `"112"`, ""},
		{link, "HTTPS://example.com/?q=a%20b", `"HTTPS://example.com/?q=a%20b"`, ""},
		{link, "mailto:anna@example.com?subject=x", `"mailto:anna@example.com?subject=x"`, ""},
	})
	for _, typed := range []string{"+49 30 1234", "0049 (30) 1234", "49-30-1234", "٠٠٤٩ ٣٠ ١٢٣٤", "４９ ３０ １２３４"} {
		if got := record.Dialled(typed); got != "49301234" {
			t.Errorf("%q dials %q", typed, got)
		}
	}
}

func TestDataIsTaken(t *testing.T) {
	data, rule, secret := record.Structured("data"), record.Recurrence("repeats"), record.Secret("token")
	check(t, []taken{
		{data, "{\"b\": [1.50, 9007199254740993, -0, 1e2],\n \"a\": \"\\u00e9\\u0000\"}", `"{\"a\":\"é\",\"b\":[1.5,9007199254740993,0,100]}"`, `{"a":"é","b":[1.5,9007199254740993,0,100]}`},
		{data, []any{map[string]any{}, nil, true}, `"[{},null,true]"`, `[{},null,true]`},
		{data, []string{"null"}, "null", ""},
		{rule, "freq=weekly;byday=mo,we;interval=2", `"RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE"`, "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE"},
		{rule, "RRULE:FREQ=DAILY;COUNT=3\r\nDTSTART;TZID=Europe/Berlin:20260329T023000\r\n", `"DTSTART;TZID=Europe/Berlin:20260329T023000\u000aRRULE:FREQ=DAILY;COUNT=3"`,
			"DTSTART;TZID=Europe/Berlin:20260329T023000\nRRULE:FREQ=DAILY;COUNT=3"},
		{secret, " pass word \r\n", `" pass word "`, record.SecretMask},
	})
}

func TestATextIsShownInTheReadersLanguage(t *testing.T) {
	v := record.LocalizedText("name").Value(map[string]string{"de": "Drucker", "en": "Printer", "pt-BR": "Impressora"})
	for lang, want := range map[string]string{"de": "Drucker", "de-AT": "Drucker", "pt-BR": "Impressora", "fr": "Printer", "": "Printer"} {
		if got := record.InLanguage(v, lang); got != want {
			t.Errorf("%s reads %q, want %q", lang, got, want)
		}
	}
	if got := record.InLanguage(record.LocalizedText("name").Value(map[string]string{"fr": "imprimante"}), "de"); got != "imprimante" {
		t.Errorf("the only language there is: %q", got)
	}
	if record.InLanguage(value.Value{}, "de") != "" {
		t.Error("nothing reads as something")
	}
}
