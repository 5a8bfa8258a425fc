package calc_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	_ "time/tzdata"

	"steward/calc"
	"steward/calc/recurrence"
	"steward/calc/statistics"
	"steward/calc/walltime"
	"steward/calc/worktime"
)

func TestEveryExampleComesOutAsPrinted(t *testing.T) {
	for _, o := range calc.Operations() {
		out, err := o.Run([]byte(o.Example))
		if err != nil {
			t.Errorf("%s: %v", o.Name, err)
			continue
		}
		var got, want any
		if json.Unmarshal(out, &got) != nil || json.Unmarshal([]byte(o.Result), &want) != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s gives\n%s, want\n%s", o.Name, out, o.Result)
		}
	}
}

func TestOperationsAreDescribed(t *testing.T) {
	var names []string
	for _, o := range calc.Operations() {
		names = append(names, o.Name)
		if !strings.HasSuffix(o.Sentence, ".") || strings.Count(o.Sentence, ". ") > 0 {
			t.Errorf("%s is not described in one sentence: %s", o.Name, o.Sentence)
		}
		if found, err := calc.Find(o.Name); err != nil || found.Name != o.Name {
			t.Errorf("%s is not found: %v", o.Name, err)
		}
	}
	if !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("names out of order or twice: %v", names)
	}
	if _, err := calc.Find("guess"); !errors.Is(err, calc.ErrUnknown) {
		t.Errorf("guess is found: %v", err)
	}
}

const office = `"calendar":{"zone":"Europe/Berlin","week":{"monday":["09:00-17:00"],"tuesday":["09:00-17:00"]},"breaks":{"monday":["12:00-13:00"]}}`

func TestWhatElseTheyDo(t *testing.T) {
	for _, v := range []struct{ name, in, want string }{
		{"working-time", `{"do":"between","from":"2026-06-08T07:00:00Z","to":"2026-06-09T08:30:00Z",` + office + `}`, `{"seconds":30600}`},
		{"working-time", `{"do":"sub","from":"2026-06-09T08:00:00Z","duration":"2h",` + office + `}`, `{"instant":"2026-06-08T14:00:00Z","wall":"2026-06-08T16:00"}`},
		{"working-time", `{"do":"add-days","from":"2026-06-09T08:00:00Z","days":1,` + office + `}`, `{"instant":"2026-06-15T08:00:00Z","wall":"2026-06-15T10:00"}`},
		{"working-time", `{"do":"periods","from":"2026-06-08T08:00:00Z","to":"2026-06-09T00:00:00Z",` + office + `}`,
			`{"periods":[{"start":"2026-06-08T08:00:00Z","end":"2026-06-08T10:00:00Z"},{"start":"2026-06-08T11:00:00Z","end":"2026-06-08T15:00:00Z"}]}`},
		{"working-time", `{"do":"periods","from":"2026-06-08T08:00:00Z","limit":1,` + office + `}`, `{"periods":[{"start":"2026-06-08T08:00:00Z","end":"2026-06-08T10:00:00Z"}]}`},
		{"percentile", `{"values":[],"percentiles":[0.5]}`, `{"method":"Hyndman-Fan type 7","n":0,"percentiles":[{"p":0.5,"value":null}]}`},
		{"resolve-wall-time", `{"wall":"2026-06-08T24:00","zone":"UTC"}`, `{"instant":"2026-06-09T00:00:00Z","shows":"2026-06-09T00:00","exact":true}`},
		{"recurrence", `{"start":"2026-06-08T09:00","zone":"UTC","rule":"FREQ=DAILY;COUNT=3","except":["2026-06-09T09:00"],"extra":["2026-06-08T12:00"]}`,
			`{"rule":"FREQ=DAILY;COUNT=3","occurrences":[{"at":"2026-06-08T09:00:00Z","wall":"2026-06-08T09:00"},{"at":"2026-06-08T12:00:00Z","wall":"2026-06-08T12:00"},{"at":"2026-06-10T09:00:00Z","wall":"2026-06-10T09:00"}],"more":false}`},
	} {
		o, err := calc.Find(v.name)
		if err != nil {
			t.Fatal(err)
		}
		if out, err := o.Run([]byte(v.in)); err != nil || string(out) != v.want {
			t.Errorf("%s of %s:\n%s %v, want\n%s", v.name, v.in, out, err, v.want)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, v := range []struct {
		name, in string
		want     error
	}{
		{"percentile", ``, calc.ErrInput},
		{"percentile", `[]`, calc.ErrInput},
		{"percentile", `{"values":[1]} {}`, calc.ErrInput},
		{"percentile", `{"valves":[1]}`, calc.ErrInput},
		{"percentile", `{"values":[1e999]}`, calc.ErrInput},
		{"percentile", strings.Repeat(" ", 1<<20+1), calc.ErrInput},
		{"percentile", `{"values":[1],"percentiles":[95]}`, statistics.ErrFraction},
		{"recurrence", `{"start":"2026-06-08T09:00","zone":"UTC","rule":"FREQ=NEVER"}`, recurrence.ErrRule},
		{"recurrence", `{"start":"2026-06-08T09:00","zone":"Mars","rule":"FREQ=DAILY"}`, walltime.ErrZone},
		{"recurrence", `{"zone":"UTC","rule":"FREQ=DAILY"}`, calc.ErrInput},
		{"resolve-wall-time", `{"wall":"2026-02-30T09:00","zone":"UTC"}`, walltime.ErrDate},
		{"resolve-wall-time", `{"wall":"2026-02-03T09:00","zone":"UTC","policy":"guess"}`, calc.ErrInput},
		{"resolve-wall-time", `{"zone":"UTC"}`, calc.ErrInput},
		{"working-time", `{"do":"guess","from":"2026-06-08T07:00:00Z","duration":"1h",` + office + `}`, calc.ErrInput},
		{"working-time", `{"do":"add","from":"2026-06-08T07:00:00Z","duration":"a while",` + office + `}`, calc.ErrInput},
		{"working-time", `{"do":"add","from":"2026-06-08T07:00:00Z","duration":"-1h",` + office + `}`, worktime.ErrNegative},
		{"working-time", `{"do":"add","from":"2026-06-08T07:00:00Z","duration":"1h","calendar":{"zone":"UTC"}}`, worktime.ErrNoWorkingTime},
		{"working-time", `{"do":"add","duration":"1h",` + office + `}`, calc.ErrInput},
		{"working-time", `{"do":"between","from":"2026-06-08T07:00:00Z",` + office + `}`, calc.ErrInput},
	} {
		o, err := calc.Find(v.name)
		if err != nil {
			t.Fatal(err)
		}
		if out, err := o.Run([]byte(v.in)); !errors.Is(err, v.want) {
			t.Errorf("%s of %.80s: %s %v, want %v", v.name, v.in, out, err, v.want)
		}
	}
}

func FuzzOperations(f *testing.F) {
	for i, o := range calc.Operations() {
		f.Add(uint8(i), o.Example)
	}
	f.Fuzz(func(t *testing.T, which uint8, input string) {
		all := calc.Operations()
		out, err := all[int(which)%len(all)].Run([]byte(input))
		if err == nil && !json.Valid(out) {
			t.Fatalf("%q gives %q", input, out)
		}
	})
}
