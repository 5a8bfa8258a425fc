package query_test

import (
	"strings"
	"testing"

	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/value"
)

// office is a few printers: which condition finds which of them.
type office struct {
	*world
	printers *record.Type
	people   *record.Type
}

func newOffice(t *testing.T) office {
	t.Helper()
	people := &record.Type{Name: record.PersonType, Plural: "people", Fields: record.Columns{record.Text("name")}}
	printers := &record.Type{Name: "printer", States: states(), Fields: record.Columns{record.Text("title"), record.Number("pages"), record.YesNo("colour"),
		record.Choice("size", "small", "medium", "large"), record.Refs("watchers", record.PersonType), record.Person("owner"), record.LongText("notes")}}
	types, err := record.NewCatalogue([]*record.Type{printers, people}, nil)
	if err != nil {
		t.Fatal(err)
	}
	o := office{world: &world{types: types, records: map[string][]row{}, byID: map[string]row{}}}
	o.printers, _ = types.Type("printer")
	o.people, _ = types.Type(record.PersonType)
	o.add(o.people, map[string]any{"id": anna, "name": "Anna Böhm"})
	o.add(o.printers, map[string]any{"id": "1", "title": "Straße 1", "pages": "10", "colour": "yes", "size": "large", "watchers": anna + "," + bert, "owner": anna, "state": "new"})
	o.add(o.printers, map[string]any{"id": "2", "title": "STRASSE 2", "pages": "9", "colour": "no", "size": "small", "owner": bert, "state": "solved"})
	o.add(o.printers, map[string]any{"id": "3", "state": "on_hold"})
	o.env = query.Env{Me: anna}
	return o
}

// Anna is a person; Bert has been removed, so that what leads to him leads nowhere.
const anna, bert = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

func (o office) add(typ *record.Type, fields map[string]any) {
	r := &record.Record{Type: typ, Values: make([]value.Value, len(typ.Defs()))}
	for name, raw := range fields {
		d, _ := typ.Field(name)
		v, err := d.Kind.Parse(d, raw, record.Input{})
		if err != nil && name == "id" {
			v, err = value.Exact(raw.(string)), nil
		}
		if err != nil {
			panic(err)
		}
		r.Values[typ.Slot(d)] = v
	}
	o.records[typ.Name] = append(o.records[typ.Name], row{r, o.world})
	o.byID[typ.Name+r.ID()] = row{r, o.world}
}

func TestWhatAConditionFinds(t *testing.T) {
	o := newOffice(t)
	for condition, want := range map[string]string{
		"":                         "123",
		"not all":                  "",
		`title = "Straße 1"`:       "1",
		`title = "STRASSE 1"`:      "",
		`title != "Straße 1"`:      "23",
		`not title = "Straße 1"`:   "23",
		`title ~ straße`:           "12",
		`not title ~ straße`:       "3",
		`title ^ "strasse "`:       "12",
		`title ^ "trasse"`:         "",
		`title > "strasse 1"`:      "2",
		`title ~ ""`:               "12",
		`title not in (a, b)`:      "123",
		"title is empty":           "3",
		"pages > 9":                "1",
		"not pages > 9":            "23",
		"pages <= 10":              "12",
		"pages in (9, 10, 11)":     "12",
		"colour = yes":             "1",
		"colour = no":              "23",
		"colour != yes":            "23",
		"colour is empty":          "3",
		"size > small":             "1",
		"size < large":             "2",
		"size = LARGE":             "1",
		"state is open":            "13",
		"state is not open":        "2",
		"state is waiting":         "3",
		"state is solved":          "2",
		"watchers has me":          "1",
		"watchers = me":            "1",
		"watchers != me":           "23",
		"watchers is empty":        "23",
		"owner = me":               "1",
		"owner != me":              "23",
		"owner.name ~ bohm":        "1",
		"owner.name is empty":      "23",
		`owner.name != "Anna"`:     "123",
		"owner.name is not empty":  "1",
		`notes = "x"`:              "",
		"notes != x":               "123",
		"owner is me or pages = 9": "12",
	} {
		c, err := query.Compile(condition, o.printers, o.env)
		if err != nil {
			t.Errorf("%s: %v", condition, err)
			continue
		}
		got := ""
		for _, r := range o.records["printer"] {
			if c.Holds(r) {
				got += r.ID()
			}
		}
		if got != want {
			t.Errorf("%s finds %q, not %q", condition, got, want)
		}
	}
}

func TestNobodyHasNothing(t *testing.T) {
	o := newOffice(t)
	for condition, none := range map[string]bool{"owner = me": true, "watchers has me and pages = 1": true, "owner != me": false, "pages = 1": false} {
		c, err := query.Compile(condition, o.printers, query.Env{})
		if err != nil || c.IsNone() != none || c.IsAll() != (condition == "owner != me") {
			t.Errorf("%s: none %v, all %v, %v", condition, c.IsNone(), c.IsAll(), err)
		}
	}
}

func TestANumberInAConditionMayStandForARecord(t *testing.T) {
	o := newOffice(t)
	o.env.Lookup = func(typeName, text string) (string, bool, error) {
		return anna, typeName == record.PersonType && text == "anna@example.org", nil
	}
	c, err := query.Compile("owner = anna@example.org", o.printers, o.env)
	if err != nil || !c.Holds(o.records["printer"][0]) || c.Holds(o.records["printer"][1]) {
		t.Errorf("anna's printer: %v", err)
	}
}

func TestTwoConditionsAreJoined(t *testing.T) {
	o := newOffice(t)
	a, _ := query.Compile("pages > 0", o.printers, o.env)
	b, _ := query.Compile("colour = no and owner.name is empty", o.printers, o.env)
	both := a.And(b)
	if both.Holds(o.records["printer"][0]) || !both.Holds(o.records["printer"][1]) || len(both.Fields()) != 3 || len(both.Walks()) != 1 {
		t.Errorf("%v %v", both.Fields(), both.Walks())
	}
}

// The numbers are the example in Microsoft's description of PERCENTILE.INC: of 1, 2, 3, 4 the 30th
// percentile is 1.9.
func TestAPercentileLiesBetweenTheNearestRanks(t *testing.T) {
	o := newOffice(t)
	o.records["printer"] = nil
	for _, pages := range []string{"1", "3", "2", "4"} {
		o.add(o.printers, map[string]any{"pages": pages})
	}
	a, err := query.CompileAggregate("percentile(pages, 30), median(pages), avg(pages), sum(pages), min(pages), max(pages), count", "", o.printers, o.env)
	if err != nil {
		t.Fatal(err)
	}
	table, err := a.Over(func(yield func(query.Row) bool) {
		for _, r := range o.records["printer"] {
			if !yield(r) {
				return
			}
		}
	})
	if err != nil || len(table.Groups) != 1 {
		t.Fatal(table, err)
	}
	for i, want := range []float64{1.9, 2.5, 2.5, 10, 1, 4, 4} {
		if got, ok := table.Groups[0].Number(i); !ok || got != want {
			t.Errorf("%s: %v, not %v", a.Measures[i].Text, got, want)
		}
	}
}

// What starts with some letters is a range of texts; its end is the next letter, past the gap in
// Unicode at D800 and past its last letter.
func TestTextsThatStartAlikeAreARange(t *testing.T) {
	o := newOffice(t)
	letters := []string{"a", "b", "z", "\u007f", "\uD7FE", "\uD7FF", "\uE000", "\U0010FFFE", "\U0010FFFF", "\U0010FFFF\U0010FFFF", "a\U0010FFFF"}
	for _, begin := range letters {
		c, err := query.Compile(`title ^ "`+begin+`"`, o.printers, o.env)
		if err != nil {
			t.Fatal(err)
		}
		b := query.NewBuilder(query.SQLite, house)
		c.SQL(b)
		for _, start := range letters {
			for _, end := range append(letters, "") {
				text, args := start+end, b.Args()
				within := text >= args[0].(string) && (len(args) == 1 || text < args[1].(string))
				if within != strings.HasPrefix(text, begin) {
					t.Errorf("%+q starts with %+q: %v", text, begin, within)
				}
			}
		}
	}
}
