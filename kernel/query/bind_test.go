package query_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"steward/kernel/fault"
	"steward/kernel/query"
)

func TestANameOrValueThatIsNotKnownIsShownWithTheNearest(t *testing.T) {
	w := newWorld(t, rand.New(rand.NewPCG(3, 3)), 2)
	for text, want := range map[string]struct {
		column  int
		key     string
		suggest string
	}{
		"f_txt = a":                      {1, "condition-no-such-field", "f_text"},
		"f_text ~ ö and f_nubmer = 1":    {16, "condition-no-such-field", "f_number"},
		"team.nmae = a":                  {6, "condition-no-such-field", "name"},
		"f_text.name = a":                {1, "condition-no-reference", ""},
		"f_references.name = a":          {1, "condition-no-reference", ""},
		"state = slved":                  {9, "condition-option", "solved"},
		"state is opne":                  {10, "condition-option", "open"},
		"f_choices has zetta":            {15, "condition-option", "zeta"},
		"f_number ~ 1":                   {1, "condition-operator", ""},
		"f_reference < me":               {1, "condition-operator", ""},
		"f_secret = a":                   {1, "condition-operator", ""},
		"f_long_text ~ a":                {1, "condition-long-text", ""},
		"f_number = many":                {12, "condition-value", ""},
		"f_number = 9223372036854775808": {12, "condition-value", ""},
		"f_number < 2.5":                 {12, "condition-value", ""},
		"f_text = \"\"":                  {10, "condition-value", ""},
		"f_date = todya":                 {10, "condition-date", "today"},
		"team = me":                      {8, "condition-asker", ""},
		"requester = my-teams":           {13, "condition-asker", ""},
		"requester = \"me\"":             {13, "condition-value", ""},
		"parent.parent.parent.parent.parent.parent.f_number = 1": {1, "condition-too-deep", ""},
	} {
		_, err := query.Compile(text, w.schema(t, thing), w.env)
		var e *query.SyntaxError
		if !errors.As(err, &e) || !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if e.Column != want.column || e.Key != want.key || e.Suggest != want.suggest {
			t.Errorf("%s: %v", text, e)
		}
	}
}

func TestAnOrderOrFigureThatIsNotKnownIsShownWithTheNearest(t *testing.T) {
	w := newWorld(t, rand.New(rand.NewPCG(3, 3)), 2)
	s := w.schema(t, thing)
	for text, key := range map[string]string{
		"f_nubmer": "condition-no-such-field", "f_number,": "condition-no-such-field", "--f_number": "condition-no-such-field",
		"f_number,-f_number": "order-too-long", "f_long_text": "order-not-sortable", "f_secret": "order-not-sortable",
		"f_references": "order-not-sortable", "f_number,f_text,f_date,f_money,f_email,f_link": "order-too-long",
	} {
		_, err := query.ParseOrder(text, s)
		var e *query.SyntaxError
		if !errors.As(err, &e) || e.Key != key {
			t.Errorf("order %s: %v", text, err)
		}
	}
	for text, key := range map[string]string{
		"cuont": "aggregate-no-such-function", "sum": "aggregate-arguments", "sum(f_text)": "aggregate-not-a-number",
		"percentile(f_number)": "aggregate-arguments", "percentile(f_number, 101)": "aggregate-percent", "sum(f_date)": "aggregate-not-a-number",
		"percentile(f_number, 1e1)": "aggregate-percent", "sum(f_number": "condition-wanted-bracket", "count count": "condition-wanted-comma",
		strings.Repeat("count,", 12) + "count": "aggregate-too-long",
	} {
		_, err := query.CompileAggregate(text, "", s, w.env)
		var e *query.SyntaxError
		if !errors.As(err, &e) || e.Key != key {
			t.Errorf("measures %s: %v", text, err)
		}
	}
	for text, key := range map[string]string{
		"f_instant": "aggregate-not-a-dimension", "month(f_text)": "aggregate-not-a-dimension", "mnoth(f_date)": "aggregate-no-such-function",
		"f_long_text": "aggregate-not-a-dimension", "f_choices": "aggregate-not-a-dimension", "state,team,parent": "aggregate-too-long",
	} {
		_, err := query.CompileAggregate("count", text, s, w.env)
		var e *query.SyntaxError
		if !errors.As(err, &e) || e.Key != key {
			t.Errorf("dimensions %s: %v", text, err)
		}
	}
}

func TestTheOrderAlwaysEndsWithTheIDAndItsWay(t *testing.T) {
	w := newWorld(t, rand.New(rand.NewPCG(3, 3)), 2)
	for text, want := range map[string]string{"": "id", "f_number": "f_number,id", "f_number,-created_at": "f_number,-created_at,-id",
		" -f_number , id , f_text ": "-f_number,id", "-id": "-id"} {
		if o, err := query.ParseOrder(text, w.schema(t, thing)); err != nil || o.String() != want {
			t.Errorf("%q: %s %v", text, o, err)
		}
	}
}

func TestACursorOfAnotherOrderOrAChangedOneIsRefused(t *testing.T) {
	w := newWorld(t, rand.New(rand.NewPCG(3, 3)), 2)
	s := w.schema(t, thing)
	one, _ := query.ParseOrder("f_number", s)
	other, _ := query.ParseOrder("-f_number", s)
	good := one.CursorOf(w.records[thing][0])
	if c, err := one.ParseCursor(good); err != nil || c == nil {
		t.Errorf("its own: %v", err)
	}
	if c, err := one.ParseCursor(""); err != nil || c != nil {
		t.Errorf("none: %v", err)
	}
	if _, err := other.ParseCursor(good); !fault.Is(err, fault.Invalid) {
		t.Errorf("of another order: %v", err)
	}
	for i := range good {
		broken := good[:i] + string(rune('A'+(int(good[i])+1)%26)) + good[i+1:]
		if c, err := one.ParseCursor(broken); broken != good && (err == nil && c != nil) {
			t.Errorf("changed at %d: taken", i)
		}
	}
}

func TestConditionsNameTheirFieldsAndWalks(t *testing.T) {
	w := newWorld(t, rand.New(rand.NewPCG(3, 3)), 2)
	c, err := query.Compile("F_Number = 1 and (team.department.head = me or team.name = a) and not f_number > 3", w.schema(t, thing), w.env)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(c.Fields(), " "); got != "f_number team.department.head team.name" {
		t.Errorf("fields %s", got)
	}
	walks := c.Walks()
	if len(walks) != 2 || walks[0].Field != "head" || len(walks[0].Steps) != 2 || walks[0].Steps[1] != (query.Step{Type: "team", Field: "department", Target: "department"}) {
		t.Errorf("walks %v", walks)
	}
}
