package sheet

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"steward/gateway/sheet/mapping"
	"steward/gateway/sheet/problem"
	"steward/gateway/sheet/table"
	"steward/kernel/word"
)

const logMapping = `
type: incident
kind: events
missing: ["?"]
case: Number
order: [Count]
time: {column: Updated, date: d/M/yyyy HH:mm}
created: {column: Opened, date: d/M/yyyy HH:mm, state: new, actor: By}
actor: {column: By, reference: {type: person, create: true}}
state:
  column: Status
  initial: new
  from:
    New: new
    Active: in_progress
    Waiting: {state: pending, pending_reason: customer}
    Done: resolved
    Shut: closed
    "-100": keep
fields:
  external_key: Number
  team: {column: Group, reference: {type: team, create: true}}
  resolved_at: {column: Solved, date: d/M/yyyy HH:mm, when: {end: [resolved, closed]}}
rest: source
`

const logHeader = "Number,Status,Count,Opened,Updated,By,Group,Solved,Extra\n"

// plan gives each event of a plan as one line, and the report after the last.
func plan(t testing.TB, mappingText, tableText string, options Options) ([]string, *Report) {
	t.Helper()
	m, err := mapping.Parse("map.yaml", []byte(mappingText))
	if err != nil {
		t.Fatal(err)
	}
	tab, err := table.Read(strings.NewReader(tableText), table.Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer tab.Close()
	options.TempDir = t.TempDir()
	stream, err := Plan(t.Context(), m, tab, options)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for {
		c, err := stream.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range c.Events {
			lines = append(lines, fmt.Sprintf("%d %s %s", c.Number, c.Key, describe(e)))
		}
	}
	if err := stream.Report().Accounted(); err != nil {
		t.Error(err)
	}
	if err := stream.Close(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(options.TempDir); len(left) > 0 {
		t.Errorf("%d temporary files are left", len(left))
	}
	return lines, stream.Report()
}

func describe(e Event) string {
	text := fmt.Sprintf("L%d", e.Line)
	if e.Opening {
		text += " opening"
	}
	if !e.HappenedAt.IsZero() {
		text += e.HappenedAt.Format(" 2006-01-02T15:04")
	}
	for _, v := range e.Values {
		text += " " + v.Field + "=" + v.Text
	}
	if e.Actor != nil {
		text += " by " + e.Actor.Text
	}
	if e.Note != "" {
		text += " // " + e.Note
	}
	return text
}

func expect(t *testing.T, got []string, want string) {
	t.Helper()
	if text := strings.Join(got, "\n"); text != strings.TrimSpace(want) {
		t.Errorf("planned\n%s\nwant\n%s", text, strings.TrimSpace(want))
	}
}

func problems(r *Report) string {
	var out []string
	for _, p := range r.Problems {
		out = append(out, fmt.Sprintf("%d:%s", p.Line, p.Code))
	}
	return strings.Join(out, " ")
}

func TestAnEventLogBecomesCasesWithTheirHistory(t *testing.T) {
	got, report := plan(t, logMapping, logHeader+
		"A,Active,2,1/3/2016 08:00,1/3/2016 09:10,bo,G1,2/3/2016 10:00,x\n"+
		"B,New,0,1/3/2016 07:00,1/3/2016 07:00,al,?,?,\n"+
		"A,New,0,1/3/2016 08:00,1/3/2016 08:05,al,?,2/3/2016 10:00,\n"+
		"A,Done,10,1/3/2016 08:00,2/3/2016 10:00,bo,G2,2/3/2016 10:00,\n"+
		"A,Waiting,9,1/3/2016 08:00,1/3/2016 09:20,bo,G1,2/3/2016 10:00,\n"+
		"B,-100,1,1/3/2016 07:00,1/3/2016 07:30,al,?,?,\n", Options{})
	expect(t, got, `
1 A L4 opening 2016-03-01T08:00 external_key=A state=new by al
1 A L4 2016-03-01T08:05 by al
1 A L2 2016-03-01T09:10 team=G1 state=in_progress source={"Extra":"x"} by bo
1 A L6 2016-03-01T09:20 state=pending pending_reason=customer source= by bo
1 A L5 2016-03-02T10:00 team=G2 resolved_at=2016-03-02T10:00:00Z state=resolved pending_reason= by bo
2 B L3 2016-03-01T07:00 external_key=B state=new by al
2 B L7 2016-03-01T07:30 by al`)
	if report.Rows.Read != 6 || report.Cases.Planned != 2 || report.Events != (EventCount{Planned: 7, Openings: 1, Changing: 5}) {
		t.Errorf("%+v %+v %+v", report.Rows, report.Cases, report.Events)
	}
	if report.States["resolved"] != 1 || report.States["new"] != 1 {
		t.Errorf("%v", report.States)
	}
}

func TestAFinalValueIsTakenOnlyWhereTheCaseEnds(t *testing.T) {
	rows := func(states ...string) string {
		text := logHeader
		for i, state := range states {
			text += fmt.Sprintf("A,%s,%d,1/3/2016 08:00,1/3/2016 09:%02d,al,G,9/3/2016 09:00,\n", state, i, i)
		}
		return text
	}
	for states, want := range map[string]int{
		"New Done Shut": 3, "New Done Active Done Shut": 5, "New Done Active": 0, "Done": 2, "New Done Shut Shut": 3,
	} {
		got, _ := plan(t, logMapping, rows(strings.Fields(states)...), Options{})
		at := 0
		for _, line := range got {
			if strings.Contains(line, "resolved_at=") {
				fmt.Sscanf(line, "1 A L%d", &at)
			}
		}
		if at != want {
			t.Errorf("%s: resolved_at is taken in line %d, want %d", states, at, want)
		}
	}
}

func TestEventsOfTheSameTimeKeepTheirOrder(t *testing.T) {
	got, report := plan(t, "type: t\nkind: events\ncase: K\ntime: {column: T, date: iso}\nfields: {v: V}\n",
		"K,T,V\na,2020-01-02,1\na,2020-01-01,2\na,2020-01-02,3\na,2020-01-01,4\n", Options{})
	expect(t, got, "1 a L3 2020-01-01T00:00 v=2\n1 a L5 2020-01-01T00:00 v=4\n1 a L2 2020-01-02T00:00 v=1\n1 a L4 2020-01-02T00:00 v=3")
	if len(report.Problems) != 0 {
		t.Errorf("%s", problems(report))
	}
}

func TestATimeThatGoesBackIsTold(t *testing.T) {
	_, report := plan(t, logMapping, logHeader+"A,New,1,?,2/3/2016 08:00,al,G,?,\nA,Active,2,?,1/3/2016 08:00,al,G,?,\n", Options{})
	if problems(report) != "3:time-goes-back" || report.Cases.Planned != 1 {
		t.Errorf("%s", problems(report))
	}
}

func TestAWrongRowRefusesItsCaseAndEveryRowIsAccountedFor(t *testing.T) {
	text := logHeader +
		"A,New,0,?,1/3/2016 08:00,al,G,?,\n" +
		"A,Odd,1,?,1/3/2016 09:00,al,G,?,\n" +
		"B,New,0,?,31/2/2016 08:00,al,G,?,\n" +
		"C,New,0,?,1/3/2016 08:00,al,G,?,\n" +
		"?,New,0,?,1/3/2016 08:00,al,G,?,\n" +
		"short,row\n" +
		"C,Done,1,?,?,al,G,?,\n" +
		"D,New,0,?,1/3/2016 08:00,al,G,?,\n"
	got, report := plan(t, logMapping, text, Options{})
	expect(t, got, "4 D L9 2016-03-01T08:00 external_key=D team=G state=new by al")
	if want := "6:key-empty 7:row-ragged 3:value-unmapped 2:case-refused 4:date-unreadable 8:time-empty 5:case-refused"; problems(report) != want {
		t.Errorf("told %s, want %s", problems(report), want)
	}
	if report.Rows != (RowCount{Read: 8, Planned: 1, Refused: 7}) || report.Cases != (CaseCount{Found: 4, Planned: 1, Refused: 3}) {
		t.Errorf("%+v %+v", report.Rows, report.Cases)
	}
	got, report = plan(t, "refuse: row\n"+logMapping, text, Options{})
	if len(got) != 3 || report.Rows != (RowCount{Read: 8, Planned: 3, Refused: 5}) || report.Cases != (CaseCount{Found: 4, Planned: 3, Refused: 1}) {
		t.Errorf("%q %+v %+v", got, report.Rows, report.Cases)
	}
}

func TestOneRowIsOneRecordWithUpToTwoMoments(t *testing.T) {
	text := "Id,Status,Created,Resolved,Text\n" +
		"7,Resolved,30/Sep/21 17:20,20/Jul/22 20:51,\"one\ntwo\"\n" +
		"8,Open,01/Oct/21 08:00,,x\n" +
		"7,Open,01/Oct/21 08:00,,again\n"
	got, report := plan(t, `
type: incident
kind: rows
key: Id
created: {column: Created, date: dd/MMM/yy HH:mm, state: new}
time: {column: Resolved, date: dd/MMM/yy HH:mm}
state: {column: Status, from: {Open: new, Resolved: resolved}}
fields: {description: Text}
`, text, Options{})
	expect(t, got, "1 7 L2 opening 2021-09-30T17:20 description=one\ntwo state=new\n1 7 L2 2022-07-20T20:51 state=resolved\n2 8 L4 2021-10-01T08:00 description=x state=new")
	if problems(report) != "5:key-repeated" || report.Rows.Refused != 1 {
		t.Errorf("%s %+v", problems(report), report.Rows)
	}
}

// A log of many cases side by side, planned in little memory, is the plan of the
// same log planned in much.
func TestMemoryDoesNotChangeThePlan(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var text strings.Builder
	text.WriteString(logHeader)
	for i := range 20_000 {
		fmt.Fprintf(&text, "N%d,Active,%d,?,1/3/2016 08:00,al,G%d,?,%s\n", random.IntN(3000), i%7, random.IntN(5), strings.Repeat("x", 60))
	}
	small, report := plan(t, logMapping, text.String(), Options{Memory: 1})
	large, _ := plan(t, logMapping, text.String(), Options{})
	if strings.Join(small, "\n") != strings.Join(large, "\n") || report.Events.Planned != 20_000 {
		t.Errorf("%d and %d events", len(small), len(large))
	}
}

func TestAPlanGoesOnWhereItStopped(t *testing.T) {
	text := logHeader
	for i := range 50 {
		text += fmt.Sprintf("N%d,New,0,?,1/3/2016 08:00,al,G,?,\nN%d,Active,1,?,1/3/2016 08:01,al,G,?,\n", i, i)
	}
	all, _ := plan(t, logMapping, text, Options{})
	m, _ := mapping.Parse("map.yaml", []byte(logMapping))
	tab, err := table.Read(strings.NewReader(text), table.Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer tab.Close()
	stream, err := Plan(t.Context(), m, tab, Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Close()
	for range 20 {
		if _, err := stream.Next(); err != nil {
			t.Fatal(err)
		}
	}
	at := stream.Position()
	rest, report := plan(t, logMapping, text, Options{After: &at})
	if strings.Join(rest, "\n") != strings.Join(all[40:], "\n") || report.Cases.Skipped != 20 || report.Rows.Skipped != 40 {
		t.Errorf("%d lines, %+v", len(rest), report.Cases)
	}
	at.Source = "another"
	again, err := table.Read(strings.NewReader(text), table.Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if _, err := Plan(t.Context(), m, again, Options{After: &at}); !errors.Is(err, ErrOtherSource) {
		t.Errorf("%v", err)
	}
}

func TestADigestTellsWhatWasImportedAlready(t *testing.T) {
	digests := func(text string) []string {
		m, _ := mapping.Parse("map.yaml", []byte(logMapping))
		tab, err := table.Read(strings.NewReader(logHeader+text), table.Options{TempDir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		defer tab.Close()
		stream, err := Plan(t.Context(), m, tab, Options{TempDir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		defer stream.Close()
		c, err := stream.Next()
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, e := range c.Events {
			list = append(list, e.Digest)
		}
		return list
	}
	first := "A,New,0,?,1/3/2016 08:00,al,G,?,\n"
	short, long := digests(first), digests("\n"+first+"A,Active,1,?,1/3/2016 09:00,al,G,?,\n")
	other := digests(strings.Replace(first, "G", "H", 1))
	if short[0] != long[0] || len(long) != 2 || long[1] == long[0] || other[0] == short[0] {
		t.Errorf("%q %q %q", short, long, other)
	}
}

func TestACaseOfTooManyEventsIsRefused(t *testing.T) {
	text := logHeader + strings.Repeat("A,New,0,?,1/3/2016 08:00,al,G,?,\n", 30) + "B,New,0,?,1/3/2016 08:00,al,G,?,\n"
	got, report := plan(t, logMapping, text, Options{CaseLimit: 20})
	if len(got) != 1 || problems(report) != "2:case-too-long" || report.Rows.Refused != 30 {
		t.Errorf("%q %s %+v", got, problems(report), report.Rows)
	}
}

func TestTheReportIsJSONInWords(t *testing.T) {
	_, report := plan(t, logMapping, logHeader+"A,Odd,0,?,1/3/2016 08:00,al,G,?,\nB,Odd,0,?,1/3/2016 08:00,al,G,?,\nC,New,0,?,1/3/2016 08:00,al,G,?,\n",
		Options{File: "log.csv", ProblemLimit: 1})
	catalogue, err := word.New()
	if err != nil {
		t.Fatal(err)
	}
	if err := catalogue.Add(problem.Words, "words"); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := report.Write(&out, catalogue, "en"); err != nil {
		t.Fatal(err)
	}
	var read Report
	if err := json.Unmarshal(out.Bytes(), &read); err != nil {
		t.Fatal(err)
	}
	if len(read.Problems) != 1 || read.LeftOut != 1 || read.Kinds[0].Count != 2 || read.Source.File != "log.csv" || read.Moves[0] != (Move{To: "new", Count: 1}) {
		t.Errorf("%s", out.String())
	}
	if say := read.Problems[0].Say; say != "“Odd” stands in no line of “from”." {
		t.Errorf("%q", say)
	}
}

func TestProgressIsTold(t *testing.T) {
	stages := map[Stage]bool{}
	plan(t, logMapping, logHeader+"A,New,0,?,1/3/2016 08:00,al,G,?,\n", Options{Progress: func(p Progress) { stages[p.Stage] = true }})
	if !stages[Reading] || !stages[Planning] {
		t.Errorf("%v", stages)
	}
}
