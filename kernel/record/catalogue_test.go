package record_test

import (
	"context"
	"strings"
	"testing"

	"steward/kernel/record"
)

func TestACatalogueRefusesWhatDoesNotFitTogether(t *testing.T) {
	fill := func(say string, sets record.Columns, reads ...record.Column) record.Rule {
		return record.Rule{On: record.Filling, Say: say, Sets: sets, Reads: reads, Do: nothing}
	}
	for _, c := range []struct {
		name   string
		change func(*record.Type)
		says   string
	}{
		{"two writers of a field", func(k *record.Type) {
			k.Rules = record.Rules{fill("one", record.Columns{advice}), fill("two", record.Columns{advice})}
		}, `field "advice" is set by two rules: "one" and "two"`},
		{"a circle of formulas", func(k *record.Type) {
			k.Rules = record.Rules{fill("one", record.Columns{advice}, seconds), fill("two", record.Columns{seconds}, advice)}
		}, "waits for itself in a circle"},
		{"a filling rule without a target", func(k *record.Type) { k.Rules = record.Rules{fill("one", nil)} }, "does not name what it sets"},
		{"a rule without its sentence", func(k *record.Type) { k.Rules = record.Rules{{Do: nothing}} }, "without its sentence"},
		{"a rule without its function", func(k *record.Type) { k.Rules = record.Rules{{Say: "one"}} }, "without its sentence or its function"},
		{"a rule over a field of another type", func(k *record.Type) {
			k.Rules = record.Rules{{On: record.Checking, Say: "one", Reads: record.Columns{record.Text("stranger")}, Do: nothing}}
		}, `names the field "stranger", which is not one of the type's`},
		{"a reference to an undeclared type", func(k *record.Type) { k.Fields = append(k.Fields, record.Ref("cup", "cup")) },
			`field "cup" refers to "cup", which is not declared`},
		{"a move to an unknown state", func(k *record.Type) {
			k.States.Moves = append(k.States.Moves, record.Move{Name: "drop", From: []string{"cold"}, To: "broken"})
		}, `move "drop" names the state "broken", which is not declared`},
		{"a move from an unknown state", func(k *record.Type) {
			k.States.Moves = append(k.States.Moves, record.Move{Name: "mend", From: []string{"broken"}, To: "cold"})
		}, `names the state "broken"`},
		{"a state that asks for a foreign field", func(k *record.Type) { k.States.States[0].Asks = record.Columns{record.Text("stranger")} },
			`names the field "stranger"`},
		{"a state twice", func(k *record.Type) { k.States.States = append(k.States.States, record.State{Key: "cold"}) }, "option-twice"},
		{"a field twice", func(k *record.Type) { k.Fields = append(k.Fields, record.Number("model")) }, `field "model" stands twice`},
		{"a field named as one of the kernel's", func(k *record.Type) { k.Fields = append(k.Fields, record.Text("version")) }, `field "version" stands twice`},
		{"a field with a bad name", func(k *record.Type) { k.Fields = append(k.Fields, record.Text("Model")) }, "lower-case letters"},
		{"a field named like a column", func(k *record.Type) { k.Fields = append(k.Fields, record.Text("model__fold")) }, "lower-case letters"},
		{"a type with a bad name", func(k *record.Type) { k.Name = "tea-kettle" }, "lower-case letters"},
		{"a type twice", func(k *record.Type) { k.Name, k.Plural = "person", "people" }, "stands twice"},
		{"an option twice", func(k *record.Type) { k.Fields = append(k.Fields, record.Choice("mood", "good", "Good")) }, "option-twice"},
		{"an option that cannot stand in a set", func(k *record.Type) { k.Fields = append(k.Fields, record.Choices("moods", "a|b")) }, "not-an-option-key"},
		{"too many digits", func(k *record.Type) { k.Fields = append(k.Fields, record.Decimal("share", 12)) }, "scale-out-of-range"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := kettles(c.change); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("error %v, want one that says %q", err, c.says)
			}
		})
	}
}

func TestFormulasRunAfterWhatTheyRead(t *testing.T) {
	var ran []string
	note := func(name string) func(*record.Draft) string {
		return func(*record.Draft) string { ran = append(ran, name); return name }
	}
	last, first := record.Text("last").Computed(), record.Text("first").Computed()
	c, err := kettles(func(k *record.Type) {
		k.Fields = append(k.Fields, last, first)
		k.Rules = record.Rules{
			record.Formula("last follows advice", last, note("last"), advice),
			record.Formula("advice follows first and power", advice, note("advice"), first, power),
			{On: record.Checking, Say: "checked", Do: nothing},
			record.Formula("first follows the model", first, note("first"), model),
			{On: record.Following, Say: "followed", Do: nothing},
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	k, _ := c.Type("kettle")
	d := record.NewDraft(k, nil)
	for _, r := range k.Fills() {
		if err := r.Do(context.Background(), d, nil); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(ran, " "); got != "first advice last" {
		t.Fatalf("order %q", got)
	}
	if len(k.Checks()) != 1 || len(k.Follows()) != 1 || len(k.AllRules()) != 5 {
		t.Fatal("rules are sorted by their moment")
	}
	if last.Of(d) != "last" {
		t.Fatal("a formula sets its field")
	}
}

func TestAbilitiesBringFieldsRulesActionsAndTypes(t *testing.T) {
	due, note := record.Instant("due"), record.Text("text")
	ability := record.Ability{Name: "clock", Fields: record.Columns{due},
		Rules:   record.Rules{{On: record.Checking, Say: "in time", Reads: record.Columns{due}, Do: nothing}},
		Actions: record.Actions{{Name: "pause", Do: nothing}},
		Types:   []*record.Type{{Name: "tick", Fields: record.Columns{note}}}}
	c, err := kettles(func(k *record.Type) {
		k.Has = record.Abilities{ability}
		k.Actions = record.Actions{{Name: "boil", Do: nothing}}
	})
	if err != nil {
		t.Fatal(err)
	}
	k, _ := c.Type("kettle")
	if _, ok := k.Field("due"); !ok || !k.Ability("clock") || k.Ability("thread") {
		t.Fatal("the ability's field is one of the type's")
	}
	if _, ok := k.Action("pause"); !ok || len(k.AllActions()) != 2 || len(k.Checks()) != 1 {
		t.Fatal("the ability's actions and rules are the type's")
	}
	if got := strings.Join(c.Names(), " "); got != "kettle person tick" {
		t.Fatalf("types %q", got)
	}
	if _, ok := c.ByPlural("people"); !ok {
		t.Fatal("a type is found by its plural")
	}
}

func TestADeclarationIsNotTouchedByACatalogue(t *testing.T) {
	types := toys()
	extra, err := record.CustomField(record.CustomSpec{Name: "colour", Kind: "text", Label: map[string]string{"en": "Colour"}})
	if err != nil {
		t.Fatal(err)
	}
	with, err := record.NewCatalogue(types, map[string][]*record.Def{"kettle": {extra}})
	if err != nil {
		t.Fatal(err)
	}
	without, err := record.NewCatalogue(types, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, _ := with.Type("kettle")
	b, _ := without.Type("kettle")
	if _, ok := a.Field("x_colour"); !ok {
		t.Fatal("the custom field is there")
	}
	if _, ok := b.Field("x_colour"); ok || types[0].Slot(extra) >= 0 {
		t.Fatal("the custom field stayed behind")
	}
}
