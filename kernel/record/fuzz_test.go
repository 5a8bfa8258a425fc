package record_test

import (
	"testing"

	"steward/kernel/record"
	"steward/kernel/record/sample"
)

// fuzz checks that a kind never panics, and takes back what it writes of whatever it took.
func fuzz(f *testing.F, field record.Column, seeds ...string) {
	d := field.Definition()
	for _, s := range seeds {
		f.Add(s)
	}
	for _, raw := range sample.Bad(d) {
		if s, ok := raw.(string); ok && len(s) < 300 {
			f.Add(s)
		}
	}
	f.Fuzz(func(t *testing.T, raw string) {
		v, err := d.Kind.Parse(d, raw, sample.Input())
		if err != nil || v.IsEmpty() {
			return
		}
		for _, form := range sample.Forms() {
			again, err := d.Kind.Parse(d, sample.Raw(form, d, v), sample.Input())
			if err != nil || !again.Equal(v) {
				t.Fatalf("%q holds %s; %s sends %#v, which holds %s, %v", raw, v.Encode(), form, sample.Raw(form, d, v), again.Encode(), err)
			}
		}
		if got := d.Kind.Load(d, stored(d, v)); !got.Equal(v) {
			t.Fatalf("%q holds %s, loaded %s", raw, v.Encode(), got.Encode())
		}
	})
}

func FuzzText(f *testing.F) {
	fuzz(f, record.Text("t"), "a", "e\u0301", "\u0958", " \x00a\x00 ", "a\u2028b", "\ufeffa")
}
func FuzzLongText(f *testing.F) {
	fuzz(f, record.LongText("t"), "a\r\nb", "  a \x00", "a\r", "\r\x00\n")
}
func FuzzLocalizedText(f *testing.F) {
	fuzz(f, record.LocalizedText("t"), `{"de":"a"}`, `{"DE":"a","en-gb":"b"}`, `{`, ` {"`, `{"en":1}`)
}
func FuzzChoices(f *testing.F) { fuzz(f, record.Choices("c", "a", "b-c", "D"), "a, b_c", "d|a") }
func FuzzDecimal(f *testing.F) { fuzz(f, record.Decimal("d", 3), "12.5", "-0.001", "+7", "0.0000") }
func FuzzMoney(f *testing.F) {
	fuzz(f, record.Money("m"), "12.50 EUR", "usd 3", "-1 JPY", "1.234KWD", "5")
}
func FuzzDate(f *testing.F) {
	fuzz(f, record.Date("d"), "2026-11-21", "29.2.2024", "0001-01-01", "9999-12-31")
}
func FuzzInstant(f *testing.F) {
	fuzz(f, record.Instant("i"), "2026-11-21T10:00:00Z", "2026-11-21 24:00", "9999-12-31T24:00", "0001-01-01")
}
func FuzzPlanned(f *testing.F) {
	fuzz(f, record.Planned("p"), "2026-03-29T02:30 Europe/Berlin", "2026-10-25T02:30:01 Australia/Lord_Howe", "2026-03-29 UTC", "9999-12-31T24:00 UTC", "0001-01-01 Asia/Tokyo")
}
func FuzzDuration(f *testing.F) {
	fuzz(f, record.Duration("d"), "1h 30m", "PT1H30M", "1:30:00", "-2 weeks", "1.5h", "P1W", "0.001h")
}
func FuzzRecurrence(f *testing.F) {
	fuzz(f, record.Recurrence("r"), "FREQ=DAILY", "DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1\nEXDATE;VALUE=DATE:20260131,20260228",
		"RDATE:20260101T000000Z", "FREQ=YEARLY;BYDAY=+1MO;BYWEEKNO=-1;WKST=SU")
}
func FuzzPhone(f *testing.F) {
	fuzz(f, record.Phone("p"), "+49 30 1234", "112", "٠٣٠ 1", "555 x 12")
}
func FuzzEmail(f *testing.F) {
	fuzz(f, record.Email("e"), "a@b", "A <a@b.c>", "mailto:x@y", "İ@example.com")
}
func FuzzLink(f *testing.F) {
	fuzz(f, record.Link("l"), "https://example.com/a?b#c", "mailto:a@b", "http://[::1]:80/")
}
func FuzzStructured(f *testing.F) {
	fuzz(f, record.Structured("s"), `{"a":[1,2.50,1e21,-0.0,"\ud800","e\u0301"]}`, `[]`, `{"e\u0301":1,"\u00e9":2}`, `[123456789012345678901234567890]`)
}
func FuzzReferences(f *testing.F) {
	fuzz(f, record.Refs("r", "person"), anID, anID+","+anID, "018F4E2A-9C3B-7D1E-8F00-112233445566")
}
