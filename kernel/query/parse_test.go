package query_test

import (
	"errors"
	"strings"
	"testing"

	"steward/kernel/fault"
	"steward/kernel/query"
)

// canonical maps what people write to what the language makes of it.
var canonical = map[string]string{
	"":                               "all",
	"true":                           "all",
	"state = new":                    "state = new",
	"STATE=new AND a<=2":             "STATE = new and a <= 2",
	"a=1 or b=2 and c=3":             "a = 1 or b = 2 and c = 3",
	"(a=1 or b=2) and c=3":           "(a = 1 or b = 2) and c = 3",
	"((a=1)) and (b=2 and c=3)":      "a = 1 and b = 2 and c = 3",
	"not (a=1 and b=2)":              "not (a = 1 and b = 2)",
	"not a = 1 and b = 2":            "not a = 1 and b = 2",
	"not not a = 1":                  "not not a = 1",
	"a in (1,2 , 3)":                 "a in (1, 2, 3)",
	"a in 1":                         "a in (1)",
	"team IN my-teams":               "team in my-teams",
	"a not in (x)":                   "a not in (x)",
	"a is empty":                     "a is empty",
	"a = empty":                      "a is empty",
	"a != empty":                     "a is not empty",
	"a is not empty":                 "a is not empty",
	"state is open":                  "state is open",
	"state is not open":              "state is not open",
	"watchers has me":                "watchers has me",
	"watchers has (a, b)":            "watchers has (a, b)",
	"team.name = \"Network\"":        "team.name = \"Network\"",
	"title ~ 'say \"hi\"'":           `title ~ "say \"hi\""`,
	`title ^ "a\\b\nc"`:              `title ^ "a\\b\nc"`,
	"opened_at >= -7d":               "opened_at >= -7d",
	"opened_at < start-of-month-1mo": "opened_at < start-of-month-1mo",
	"mail = anna@example.org":        "mail = anna@example.org",
	"all = 1":                        "all = 1",
	"a = \"and\"":                    "a = \"and\"",
}

func TestEveryConditionHasOneCanonicalText(t *testing.T) {
	for text, want := range canonical {
		n, err := query.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		got := query.Print(n)
		if got != want {
			t.Errorf("%s: prints %s, want %s", text, got, want)
		}
		again, err := query.Parse(got)
		if err != nil || !query.Same(n, again) {
			t.Errorf("%s: %s reads as another tree (%v)", text, got, err)
		}
	}
}

func TestAMistakeIsShownWhereItIs(t *testing.T) {
	for text, want := range map[string]struct {
		at      int
		key     string
		suggest string
	}{
		"a = ":            {4, "condition-wanted-value", ""},
		"a = 1 adn b = 2": {6, "condition-wanted-end", "and"},
		"a == 1":          {3, "condition-wanted-value", ""},
		"a hsa b":         {2, "condition-wanted-operator", "has"},
		"(a = 1":          {6, "condition-wanted-bracket", ""},
		"a in (1":         {7, "condition-wanted-bracket", ""},
		"a in (1, )":      {9, "condition-wanted-value", ""},
		"a ! 1":           {2, "condition-sign", "!="},
		"a = 1 & b = 2":   {6, "condition-sign", ""},
		`a = "x`:          {4, "condition-quote", ""},
		"a = and":         {4, "condition-wanted-value", ""},
		"= 1":             {0, "condition-wanted-field", ""},
		"a..b = 1":        {0, "condition-wanted-field", ""},
		"a = 1\x00":       {5, "condition-sign", ""},
		"a = \"\xff\"":    {0, "condition-not-utf8", ""},
	} {
		_, err := query.Parse(text)
		var e *query.SyntaxError
		if !errors.As(err, &e) {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if e.At != want.at || e.Key != want.key || e.Suggest != want.suggest {
			t.Errorf("%q: %v", text, e)
		}
		if !fault.Is(err, fault.Invalid) || fault.All(err)[0].Args["at"] != want.at {
			t.Errorf("%q: no fault of kind invalid with its place: %v", text, fault.All(err))
		}
	}
}

func TestAHostileConditionIsRefusedAtOnce(t *testing.T) {
	for name, text := range map[string]string{
		"brackets":    strings.Repeat("(", 1<<20),
		"few bracket": strings.Repeat("(", 60000) + "a=1" + strings.Repeat(")", 100),
		"nots":        strings.Repeat("not ", 10000) + "a = 1",
		"parts":       strings.Repeat("a=1 or ", 9000) + "a=1",
		"values":      "a in (" + strings.Repeat("1,", 30000) + "1)",
		"quote":       `a = "` + strings.Repeat("x", 1<<20),
		"walk":        strings.Repeat("a.", 30000) + "a = 1",
	} {
		n, err := query.Parse(text)
		if err == nil {
			_, err = query.Bind(n, nil, query.Env{})
		}
		var e *query.SyntaxError
		if !errors.As(err, &e) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
