package word_test

import (
	"testing"
	"testing/fstest"

	"steward/kernel/word"
)

func TestASentenceIsFilledForItsReader(t *testing.T) {
	c := catalogue(t)
	for _, want := range []struct {
		lang, key string
		args      map[string]any
		say       string
	}{
		{"en", "not-a-date", map[string]any{"given": "29/2/2016"}, `"29/2/2016" is not a date. Write it like 2026-11-21.`},
		{"de-AT", "required", nil, "Bitte ausfüllen."},
		{"fr", "required", nil, "Please fill this in."},
		{"en", "too-many-digits", map[string]any{"given": "1.55", "digits": 1}, `At most one digit behind the point; "1.55" has more.`},
		{"en", "too-many-digits", map[string]any{"given": "1.555", "digits": 2}, `At most 2 digits behind the point; "1.555" has more.`},
		{"en", "field.opened_by", nil, "Opened by"},
	} {
		if got := c.Say(want.lang, want.key, want.args); got != want.say {
			t.Errorf("%s %s: %q, want %q", want.lang, want.key, got, want.say)
		}
	}
}

func TestWhatCannotBeFilledStaysAsItIs(t *testing.T) {
	for text, want := range map[string]string{
		"{missing} and {n|one|many}": "{missing} and {n|one|many}", "open {n": "open {n", "": "", "}{": "}{",
		`{"de": "x"}`: `{"de": "x"}`,
	} {
		if got := word.Fill(text, map[string]any{"other": 1}); got != want {
			t.Errorf("%q filled is %q, want %q", text, got, want)
		}
	}
}

func TestAKeyHasOneText(t *testing.T) {
	c := catalogue(t)
	again := fstest.MapFS{"w/en.json": {Data: []byte(`{"required":"Something else."}`)}}
	if err := c.Add(again, "w"); err == nil {
		t.Fatal("a second text for a key was taken")
	}
	same := fstest.MapFS{"w/en.json": {Data: []byte(`{"required":"Please fill this in.","new":"New"}`)}}
	if err := c.Add(same, "w"); err != nil {
		t.Fatal(err)
	}
}
