package record_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/record/sample"
	"steward/kernel/value"
)

func label(text string) map[string]string { return map[string]string{"en": text} }

func TestACustomFieldComesFromPlainData(t *testing.T) {
	var spec record.CustomSpec
	err := json.Unmarshal([]byte(`{"name": " Shift ", "kind": "choice", "label": {"en": "Shift", "de": "Schicht"}, "required": true,
		"options": [{"key": "early", "colour": "amber", "label": {"de": "Früh"}}, {"key": "late"}], "default": "früh"}`), &spec)
	if err != nil {
		t.Fatal(err)
	}
	d, err := record.CustomField(spec)
	if err != nil {
		t.Fatal(err)
	}
	if d.Name != "x_shift" || d.Kind != record.ChoiceKind || !d.Custom || !d.Required || d.Label["de"] != "Schicht" || d.Options[0].Colour != "amber" {
		t.Fatalf("definition %+v", d)
	}
	if !d.Default.Equal(value.Exact("early")) {
		t.Fatalf("default %s", d.Default.Encode())
	}
	named, err := record.CustomField(record.CustomSpec{Name: "x_boss", Kind: "person", Label: label("Boss"), Unique: true})
	if err != nil || named.Name != "x_boss" || named.Target != record.PersonType || !named.Indexed {
		t.Fatalf("definition %+v, %v", named, err)
	}
}

func TestARefusalNamesThePartsAtFault(t *testing.T) {
	option := []record.Option{{Key: "a"}}
	for _, c := range []struct {
		name  string
		spec  record.CustomSpec
		parts string
	}{
		{"no name", record.CustomSpec{Kind: "text", Label: label("A")}, "name"},
		{"a name of signs", record.CustomSpec{Name: "a b", Kind: "text", Label: label("A")}, "name"},
		{"a name like a column", record.CustomSpec{Name: "a__minor", Kind: "text", Label: label("A")}, "name"},
		{"too long a name", record.CustomSpec{Name: strings.Repeat("a", 60), Kind: "text", Label: label("A")}, "name"},
		{"no label", record.CustomSpec{Name: "a", Kind: "text"}, "label"},
		{"an empty label", record.CustomSpec{Name: "a", Kind: "text", Label: label(" ")}, "label"},
		{"a label in no language", record.CustomSpec{Name: "a", Kind: "text", Label: map[string]string{"klingon!": "A"}}, "label"},
		{"an unknown kind", record.CustomSpec{Name: "a", Kind: "colour", Label: label("A")}, "kind"},
		{"a kind of the kernel", record.CustomSpec{Name: "a", Kind: "id", Label: label("A")}, "kind"},
		{"a choice of nothing", record.CustomSpec{Name: "a", Kind: "choice", Label: label("A")}, "options"},
		{"options of a number", record.CustomSpec{Name: "a", Kind: "number", Label: label("A"), Options: option}, "options"},
		{"an option twice", record.CustomSpec{Name: "a", Kind: "choices", Label: label("A"), Options: append(option, record.Option{Key: "A"})}, "options"},
		{"a reference to nothing", record.CustomSpec{Name: "a", Kind: "reference", Label: label("A")}, "target"},
		{"a target of a text", record.CustomSpec{Name: "a", Kind: "text", Label: label("A"), Target: "person"}, "target"},
		{"digits of a text", record.CustomSpec{Name: "a", Kind: "text", Label: label("A"), Scale: 2}, "scale"},
		{"too many digits", record.CustomSpec{Name: "a", Kind: "decimal", Label: label("A"), Scale: 10}, "scale"},
		{"length of a date", record.CustomSpec{Name: "a", Kind: "date", Label: label("A"), Max: 10}, "max"},
		{"a negative length", record.CustomSpec{Name: "a", Kind: "text", Label: label("A"), Max: -1}, "max"},
		{"a unique secret", record.CustomSpec{Name: "a", Kind: "secret", Label: label("A"), Unique: true}, "unique"},
		{"a default that does not fit", record.CustomSpec{Name: "a", Kind: "date", Label: label("A"), Default: "soon"}, "default"},
		{"several at once", record.CustomSpec{Name: "?", Kind: "number", Scale: 2}, "label name scale"},
	} {
		_, err := record.CustomField(c.spec)
		var list fault.List
		if !errors.As(err, &list) {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var parts []string
		for _, f := range list {
			parts = append(parts, f.Field)
		}
		slices.Sort(parts)
		if got := strings.Join(slices.Compact(parts), " "); got != c.parts {
			t.Errorf("%s: blames %q, want %q", c.name, got, c.parts)
		}
	}
}

func TestATypeTakesACustomFieldOfEachKind(t *testing.T) {
	var custom []*record.Def
	for _, spec := range sample.Customs("kettle") {
		d, err := record.CustomField(spec)
		if err != nil {
			t.Fatal(err)
		}
		custom = append(custom, d)
	}
	c, err := record.NewCatalogue(toys(), map[string][]*record.Def{"kettle": custom})
	if err != nil {
		t.Fatal(err)
	}
	k, _ := c.Type("kettle")
	columns := map[string]bool{}
	for _, d := range k.Defs() {
		for _, s := range d.Kind.Columns() {
			name := record.ColumnName(d, s)
			if columns[name] || len(name) > 63 {
				t.Errorf("column %q stands twice or is too long for PostgreSQL", name)
			}
			columns[name] = true
		}
		if f, ok := k.QueryField(d.Name); !ok || !columns[f.Column] || !columns[f.Order] {
			t.Errorf("the condition language does not see %q", d.Name)
		}
	}
	if len(custom) < 24 {
		t.Fatalf("only %d kinds", len(custom))
	}
}
