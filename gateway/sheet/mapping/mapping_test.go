package mapping

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"testing"
	"time"

	"steward/gateway/sheet/problem"
	"steward/kernel/word"
)

func parse(t *testing.T, text string) *Mapping {
	t.Helper()
	m, err := Parse("map.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func bind(t *testing.T, text string, columns ...string) *Binding {
	t.Helper()
	b, err := parse(t, text).Bind(columns)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTheDocumentedMappingFilesAreRight(t *testing.T) {
	files, err := filepath.Glob("../../../docs/import/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no mapping files: %v", err)
	}
	for _, file := range files {
		m, err := Load(file)
		if err != nil {
			t.Error(err)
			continue
		}
		if m.Name == "" || m.Type == "" || len(m.Fields) == 0 {
			t.Errorf("%s says too little: %+v", file, m)
		}
	}
}

func TestExamplesInTheGuideAreRight(t *testing.T) {
	guide, err := os.ReadFile("../../../docs/import/README.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := 0
	for i, block := range strings.Split(string(guide), "```")[1:] {
		if i%2 == 1 || !strings.HasPrefix(block, "yaml\n") {
			continue
		}
		text := strings.TrimPrefix(block, "yaml\n")
		if !strings.Contains(text, "type: ") || !strings.Contains(text, "kind: ") {
			text = "type: incident\nkind: events\nkey: Number\ntime: Changed\n" + text
			if !strings.Contains(text, "\nstate:") {
				text += "state: State\n"
			}
		}
		examples++
		if _, err := Parse("README.md", []byte(text)); err != nil {
			t.Errorf("%v in\n%s", err, text)
		}
	}
	if examples < 5 {
		t.Errorf("only %d examples found", examples)
	}
}

func TestAFieldIsMadeAsItsRecipeSays(t *testing.T) {
	head := "type: incident\nkind: rows\nkey: K\nzone: Europe/Rome\nmissing: ['?', n/a]\nfields:\n  f: "
	for _, c := range []struct{ recipe, value, want string }{
		{"V", " text ", "text"},
		{"V", "?", ""},
		{"{column: V, missing: [none]}", "none", ""},
		{"{column: V, default: other}", "n/a", "other"},
		{"{constant: import}", "x", "import"},
		{"{template: 'Product {V} of {W}, {{sic}}'}", "7", "Product 7 of w, {sic}"},
		{"{template: 'Product {V}'}", "?", ""},
		{"{join: {columns: [V, W], with: ' / '}}", "a", "a / w"},
		{"{join: {columns: [V, W], with: ' / '}}", "?", "w"},
		{"{column: V, from: {1 - High: high}}", "1 - High", "high"},
		{"{column: V, from: {1 - High: high}}", "9", "value-unmapped"},
		{"{column: V, from: {a: b}, otherwise: keep}", "9", "keep"},
		{"{column: V, from: {a: b}, otherwise: empty}", "9", ""},
		{"{column: V, from: {a: b}, otherwise: pass}", "9", "9"},
		{"{column: V, from: {a: b}, otherwise: {value: c}}", "9", "c"},
		{"{column: V, date: d/M/yyyy HH:mm, zone: UTC}", "29/2/2016 01:16", "2016-02-29T01:16:00Z"},
		{"{column: V, date: d/M/yyyy HH:mm}", "9/7/2016 01:16", "2016-07-08T23:16:00Z"},
		{"{column: V, date: d/M/yyyy HH:mm}", "30/2/2016 01:16", "date-unreadable"},
		{"{column: V, date: 'yyyy/MM/dd HH:mm:ss.SSS'}", "2012/10/09 14:50:17.000", "2012-10-09T12:50:17Z"},
		{"{column: V, date: dd/MMM/yy HH:mm, zone: UTC}", "30/Sep/21 17:20", "2021-09-30T17:20:00Z"},
		{"{column: V, date: iso}", "2006-01-11T15:49:42+01:00", "2006-01-11T14:49:42Z"},
		{"{column: V, date: iso}", "2006-07-11 15:49", "2006-07-11T13:49:00Z"},
		{"{column: V, date: dd.MM.yyyy}", "31.12.2020", "2020-12-31"},
		{"{column: V, date: \"yyyy-MM-dd'T'HH:mm:ssXXX\"}", "2020-12-31T23:00:00-05:00", "2021-01-01T04:00:00Z"},
		{"{column: V, date: M/d/yyyy hh:mm a, zone: UTC}", "1/2/2020 03:04 PM", "2020-01-02T15:04:00Z"},
		{"{column: V, date: unix}", "1456708560", "2016-02-29T01:16:00Z"},
		{"{column: V, date: unix_ms}", "1456708560123", "2016-02-29T01:16:00.123Z"},
		{"{column: V, decimal: comma}", "-1.234,50", "-1234.50"},
		{"{column: V, decimal: point}", "1,234.5", "1234.5"},
		{"{column: V, decimal: comma}", "12a", "number-unreadable"},
		{"{column: V, cut: 12}", "one two three four", "one two…"},
		{"{column: V, cut: 12}", "äöüäöüäöü", "äöüäöüäöü"},
	} {
		b := bind(t, head+c.recipe, "K", "V", "W")
		got, keep, wrong := b.RowField(0, []string{"k", c.value, "w"})
		if keep {
			got = "keep"
		}
		if wrong != nil {
			got = wrong.Code
		}
		if got != c.want {
			t.Errorf("%s of %q is %q, want %q", c.recipe, c.value, got, c.want)
		}
	}
}

func TestATimeThatTheClockSkipsIsTakenAndTold(t *testing.T) {
	b := bind(t, "type: t\nkind: rows\nkey: K\nfields:\n  f: {column: V, date: 'yyyy-MM-dd HH:mm', zone: Europe/Rome}", "K", "V")
	got, _, wrong := b.RowField(0, []string{"k", "2021-03-28 02:30"})
	if wrong == nil || wrong.Code != "date-skipped" || !wrong.Taken || got == "" {
		t.Errorf("%q %v", got, wrong)
	}
}

func TestEveryMistakeInAMappingFileIsToldWithItsLine(t *testing.T) {
	_, err := Parse("map.yaml", []byte(`type: incident
kind: event
tipe: x
zone: Mars/Base
time: {column: T, date: dd-QQ}
created: {state: new}
state:
  column: S
  from:
    New: {pending_reason: x}
fields:
  title: {column: A, constant: b}
  state: S
  title2: {template: "a } b"}
  cut: {column: A, cut: much}
  impact: {column: A, from: [x]}
  note: {column: A, otherwise: ignore}
  when: {column: A, when: {in: [a], end: [b]}}
  twice: A
  twice: B
  empty:
`))
	want := []string{"2 word-unknown", "3 key-unknown", "4 zone-unknown", "5 pattern-unknown", "6 recipe-empty", "10 missing-state",
		"1 missing-key", "12 recipe-twice", "13 clash", "14 template-broken", "15 number-wanted", "16 want-map", "17 word-unknown",
		"18 clash", "20 key-twice", "21 want-text"}
	sort.Strings(want)
	var list problem.List
	if !errors.As(err, &list) {
		t.Fatalf("%v", err)
	}
	var got []string
	for _, p := range list {
		got = append(got, fmt.Sprintf("%d %s", p.Line, p.Code))
	}
	sort.Strings(got)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("told  %q\nwant %q", got, want)
	}
	catalogue, err := word.New()
	if err != nil {
		t.Fatal(err)
	}
	if err := catalogue.Add(problem.Words, "words"); err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		p.Explain(catalogue, "en")
		if p.File != "map.yaml" || p.Help == "" || strings.HasPrefix(p.Say, "Import") {
			t.Errorf("%+v", p)
		}
	}
}

func TestBrokenYAMLIsToldWithItsLine(t *testing.T) {
	_, err := Parse("map.yaml", []byte("type: a\n  kind: b\n"))
	var list problem.List
	if !errors.As(err, &list) || list[0].Code != "yaml-broken" || list[0].Line == 0 {
		t.Errorf("%v", err)
	}
	for _, empty := range []string{"", "# nothing\n", "- list\n", "text"} {
		if _, err := Parse("map.yaml", []byte(empty)); err == nil {
			t.Errorf("%q was taken", empty)
		}
	}
}

func TestAColumnThatIsNotThereIsToldWithTheNearestName(t *testing.T) {
	_, err := parse(t, "type: t\nkind: rows\nkey: Number\nfields:\n  team: assigment_group\n").Bind([]string{"Number", "assignment_group"})
	var list problem.List
	if !errors.As(err, &list) || len(list) != 1 || list[0].Detail != "assignment_group" || list[0].Line != 5 {
		t.Errorf("%v", err)
	}
}

func TestAStateMaySetFurtherFields(t *testing.T) {
	b := bind(t, "type: t\nkind: rows\nkey: K\nstate:\n  column: S\n  from:\n    New: new\n    Wait: {state: pending, pending_reason: customer, note: Waiting}\n    '-100': keep\n  otherwise: {value: cancelled}\n", "K", "S")
	for value, want := range map[string]string{"New": "new", "Wait": "pending customer Waiting", "-100": "keep", "": "keep", "Other": "cancelled"} {
		c, wrong := b.RowChange([]string{"k", value})
		got := strings.TrimSpace(c.State + " " + c.With["pending_reason"] + " " + c.Note)
		if c.Keep {
			got = "keep"
		}
		if got != want || wrong != nil {
			t.Errorf("%q is %q, want %q (%v)", value, got, want, wrong)
		}
	}
}

func TestColumnsThatNothingUsesAreKept(t *testing.T) {
	b := bind(t, "type: t\nkind: rows\nkey: K\nfields:\n  title: A\nrest: {field: source, without: [C], also: [A]}\n", "K", "A", "B", "C", "D")
	got := b.RowRest([]string{"k", "a", "say \"ä\"\n", "c", ""})
	if want := `{"A":"a","B":"say \"ä\""}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := b.RowRest([]string{"k", "", "", "c", ""}); got != "" {
		t.Errorf("nothing became %s", got)
	}
}

func TestEventsAreOrderedByNumberTextAndTime(t *testing.T) {
	b := bind(t, "type: t\nkind: events\nkey: K\norder: [N, time]\ntime: {column: T, date: iso}\n", "K", "N", "T")
	rows := [][]string{
		{"k", "", "2020-01-01"}, {"k", "-2", "2020-01-01"}, {"k", "0.5", "2020-01-01"}, {"k", "9", "1960-01-01"},
		{"k", "9", "2019-01-01"}, {"k", "10", "2020-01-01"}, {"k", "a", "2020-01-01"}, {"k", "b", "2020-01-01"},
	}
	var keys []string
	for _, row := range rows {
		keys = append(keys, string(b.AppendOrder(nil, row)))
	}
	if !sort.StringsAreSorted(keys) {
		t.Errorf("%q", keys)
	}
}

// Whatever the text, a mapping is refused with places or can be bound.
func FuzzParse(f *testing.F) {
	f.Add("type: t\nkind: events\nkey: K\ntime: {column: T, date: d/M/yy}\nstate: {column: S, from: {a: {state: b, c: d}}}\n")
	f.Add("a: &a {b: *a}\n")
	f.Add("fields: {x: {template: '{a}{{'}, y: {join: {columns: [q]}}}\n")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := Parse("f.yaml", []byte(text))
		var list problem.List
		if err != nil && !errors.As(err, &list) {
			t.Fatalf("%v", err)
		}
		if err == nil {
			m.Bind([]string{"K", "T", "S"})
		}
	})
}

// A pattern never reads a time that it then writes as another one.
func FuzzPattern(f *testing.F) {
	f.Add("d/M/yyyy HH:mm", "29/2/2016 01:16")
	f.Add("unix", "-5")
	f.Add("yyyy'T'", "2000T")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		p, _ := ParsePattern(pattern)
		if p == nil {
			return
		}
		at, _, ok := p.Read(text, time.UTC)
		if !ok || p.day || at.Year() < 0 || at.Year() > 9999 {
			return
		}
		again, err := time.Parse(time.RFC3339Nano, p.Write(at))
		if err != nil || !again.Equal(at) {
			t.Fatalf("%v became %v (%v)", at, again, err)
		}
	})
}
