package sample

import (
	"encoding/json"
	"strings"

	"steward/kernel/record"
)

var list = []any{"a", "b"}

// bad by the name of the kind: raw values that no field of it may take.
var bad = map[string][]any{
	"text":      {list, true, map[string]any{"a": "b"}, "\xff\xfe"},
	"long_text": {list, true, map[string]any{"a": "b"}, "a\xc3\x28"},
	"localized_text": {list, map[string]any{"klingon!": "Qapla'"}, map[string]any{"de": list}, `{"de": 1.5.2}`,
		`{"de": "a", "de": "b"}`, map[string]any{"": "x"}, "\xff"},
	"localized_long_text": {list, map[string]any{"klingon!": "Qapla'"}, map[string]any{"de": list}, "\xff"},
	"choice":              {"no such option", list, true, map[string]any{}, "a|b"},
	"choices":             {"no such option", []any{"no such option"}, []any{[]any{}}, true},
	"number": {"1.5", "12,5", "one", "0x10", "1 000", json.Number("0.5"), 0.5, 1e300, float64(1<<53) * 4, "9223372036854775808",
		json.Number("1e400"), true, list, "--1", "1-"},
	"decimal": {"12,5", "1.", ".5", "1e3", "a", "٣", "1 000.00", json.Number("1e99"), "99999999999999999999", true, list},
	"money": {"12,50 EUR", "12.50 XXX", "12.505 EUR", "1.5 JPY", "EUR", "12 EUR 5", "€12", "EUR 5 EUR", "99999999999999999999 EUR",
		map[string]any{"amount": "1", "currency": "EURO"}, map[string]any{"amount": "x", "currency": "EUR"}, true, list},
	"yes_no":  {"maybe", "2", list, map[string]any{}},
	"date":    {"2026-02-29", "2026-13-01", "11/21/2026", "2026-1-1", "0000-01-01", "20261121", "31.2.2026", "1.1.26", "today", true, list},
	"instant": {"2026-02-30T10:00", "2026-11-21T25:00", "yesterday", "0000-01-01T00:00:00Z", "2026-11-21T10", "9999-12-31T23:30:00-01:00", true, list},
	"planned": {"2026-02-30T10:00 Europe/Berlin", "2026-03-29T02:30 Europe/Bärlin", "2026-03-29T02:30 Local", "Europe/Berlin",
		map[string]any{"wall": "x", "zone": "UTC"}, map[string]any{"wall": "2026-03-29T02:30", "zone": "../../etc/passwd"}, true, list},
	"duration": {"1 month", "P1M", "P1Y", "PT", "P", "90", "1h 1h", "30m 1h", "1.0001s", "1:60", "1:5", "-", "h", "1x", "PT1D",
		"99999999999h", json.Number("0.5"), true, list},
	"recurrence": {"weekly", "FREQ=OFTEN", "FREQ=DAILY;COUNT=1;UNTIL=20260101", "FREQ=DAILY;BYDAY=2MO", "FREQ=DAILY;FREQ=DAILY",
		"DTSTART:20260101", "DTSTART:soon\nRRULE:FREQ=DAILY", "FREQ=DAILY;INTERVAL=0", "FREQ=MONTHLY;BYMONTHDAY=32", "RRULE:", "DTSTART;TZID=Nowhere/At_All:20260101T000000\nRRULE:FREQ=DAILY",
		"EXRULE:FREQ=DAILY", "FREQ=DAILY;BYSETPOS=1", "DTSTART;TZID=Europe/Berlin:20260101T000000\nRRULE:FREQ=DAILY;UNTIL=20270101T000000", list},
	"reference":     {"no such record", list, true},
	"person":        {"nobody@example.com", list, true},
	"any_reference": {"parcel", "INC0000001", "parcel/", "/x", "Incident Type/x", map[string]any{"type": "parcel"}, true, list},
	"references":    {"no such record", []any{"no such record"}, []any{true}, true},
	"files":         {"report.pdf", []any{"../etc/passwd"}, true},
	"email": {"anna", "anna@", "@example.com", "a@b@c", "a b@example.com", "a@-example.com", "a@example..com", "a@[127.0.0.1]",
		"a@example.com, b@example.com", `"a b"@example.com`, strings.Repeat("a", 250) + "@example.com", list},
	"phone": {"12", "call me", "+49 30 abc", strings.Repeat("1", 25), "<script>", list},
	"link": {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.com",
		"example.com", "https://", "https:///path", "https://user:word@example.com", "https://bank.example@evil.example", "ftp://example.com",
		"https://exa mple.com", `https:\\example.com`, "mailto:", "mailto:nobody", "vbscript:x", "\x01javascript:alert(1)",
		"https://example.com/" + strings.Repeat("a", record.LinkMax), list},
	"structured": {"a", "1", "null x", "{", `{"a":1}{"b":2}`, `{"a":1,"a":2}`, `{"a":1e999}`, strings.Repeat("[", 100) + strings.Repeat("]", 100),
		"true", `"text"`, `["` + strings.Repeat("a", record.StructuredMax) + `"]`, true, json.Number("1")},
	"secret":        {record.SecretMask, "********", map[string]any{"set": true}, list, "a\xff"},
	"id":            {"INC0000001", "xyz", list, strings.Repeat("g", 32)},
	"record_number": {list, true},
}
