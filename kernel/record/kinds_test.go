package record_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/record/sample"
	"steward/kernel/value"
)

// everyKind gives a definition of each kind that the samples know how to fill.
func everyKind(t *testing.T) []*record.Def {
	t.Helper()
	var defs []*record.Def
	for _, spec := range sample.Customs("person") {
		d, err := record.CustomField(spec)
		if err != nil {
			t.Fatalf("custom field of kind %s: %v", spec.Kind, err)
		}
		defs = append(defs, d)
	}
	defs = append(defs, record.ID.Definition(), record.NumberField.Definition())
	if len(defs) != len(record.Kinds()) {
		t.Fatalf("%d definitions for %d kinds", len(defs), len(record.Kinds()))
	}
	return defs
}

// forEach runs a property over random values of each kind.
func forEach(t *testing.T, property func(t *rapid.T, d *record.Def, v value.Value)) {
	for _, d := range everyKind(t) {
		t.Run(d.Kind.Name(), rapid.MakeCheck(func(t *rapid.T) {
			r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
			v := sample.Value(r, d, sample.Fresh(r))
			if v.IsEmpty() {
				t.Fatal("the samples have no value of this kind")
			}
			property(t, d, v)
		}))
	}
}

func TestWhatAKindWritesItReadsBackFromEveryWayIn(t *testing.T) {
	forEach(t, func(t *rapid.T, d *record.Def, v value.Value) {
		for _, form := range sample.Forms() {
			raw := sample.Raw(form, d, v)
			got, err := d.Kind.Parse(d, raw, sample.Input())
			if err != nil {
				t.Fatalf("%s sends %#v: %v", form, raw, err)
			}
			if !got.Equal(v) {
				t.Fatalf("%s sends %#v: got %s, want %s", form, raw, got.Encode(), v.Encode())
			}
		}
	})
}

func TestWhatIsStoredIsLoadedEqual(t *testing.T) {
	forEach(t, func(t *rapid.T, d *record.Def, v value.Value) {
		for _, v := range []value.Value{v, {}} {
			cells := d.Kind.Store(d, v, nil)
			columns := d.Kind.Columns()
			if len(cells) != len(columns) {
				t.Fatalf("%d cells for %d columns", len(cells), len(columns))
			}
			for i, c := range columns {
				checkCell(t, c, cells[i])
				if v.IsEmpty() && cells[i] != nil {
					t.Fatalf("column %q of an empty value holds %v", c.Suffix, cells[i])
				}
			}
			if got := d.Kind.Load(d, stored(d, v)); !got.Equal(v) {
				t.Fatalf("loaded %s, want %s", got.Encode(), v.Encode())
			}
		}
	})
}

// stored gives the columns of a value that are read back.
func stored(d *record.Def, v value.Value) []any {
	var kept []any
	for i, cell := range d.Kind.Store(d, v, nil) {
		if !d.Kind.Columns()[i].Derived {
			kept = append(kept, cell)
		}
	}
	return kept
}

func checkCell(t *rapid.T, c record.Storage, cell any) {
	switch s := cell.(type) {
	case nil:
	case int64:
		if !c.Number {
			t.Fatalf("text column %q holds a number", c.Suffix)
		}
	case string:
		if c.Number || s == "" || !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
			t.Fatalf("column %q holds %q", c.Suffix, s)
		}
	default:
		t.Fatalf("column %q holds a %T, which no database gives back", c.Suffix, cell)
	}
}

func TestTheOrderingColumnHoldsTheRank(t *testing.T) {
	forEach(t, func(t *rapid.T, d *record.Def, v value.Value) {
		if record.IsSealed(d) {
			return
		}
		cells := d.Kind.Store(d, v, nil)
		at := 0
		for i, c := range d.Kind.Columns() {
			if c.Order {
				at = i
			}
		}
		var want value.Value
		switch cell := cells[at].(type) {
		case int64:
			want = value.Int(cell)
		case string:
			want = value.Exact(cell)
		}
		if got := d.Kind.Rank(d, v); !got.Equal(want) {
			t.Fatalf("rank %s, ordering column %s", got.Encode(), want.Encode())
		}
	})
}

func TestEncodingIsCanonicalAndReadBack(t *testing.T) {
	forEach(t, func(t *rapid.T, _ *record.Def, v value.Value) {
		got, err := value.Decode([]byte(v.Encode()))
		if err != nil || !got.Equal(v) || got.Encode() != v.Encode() {
			t.Fatalf("decoded %s from %s: %v", got.Encode(), v.Encode(), err)
		}
	})
}

func TestEveryKindRefusesWhatDoesNotFit(t *testing.T) {
	for _, d := range everyKind(t) {
		raws := sample.Bad(d)
		if len(raws) == 0 {
			t.Errorf("%s refuses nothing", d.Kind.Name())
		}
		for _, raw := range raws {
			v, err := d.Kind.Parse(d, raw, sample.Input())
			if err == nil {
				t.Errorf("%s took %#v as %s", d.Kind.Name(), shortened(raw), v.Encode())
				continue
			}
			var f *fault.Fault
			if !errors.As(err, &f) || f.Kind != fault.Invalid || f.Key == "" {
				t.Errorf("%s refuses %#v with %v", d.Kind.Name(), shortened(raw), err)
			}
		}
	}
}

func shortened(raw any) any {
	if s, ok := raw.(string); ok && len(s) > 60 {
		return s[:60] + "…"
	}
	return raw
}

func TestNothingGivenIsEmpty(t *testing.T) {
	for _, d := range everyKind(t) {
		for _, raw := range []any{nil, "", "  ", []string{}, []string{""}} {
			if record.IsSealed(d) && raw == "  " {
				continue // a secret may be made of spaces
			}
			v, err := d.Kind.Parse(d, raw, sample.Input())
			if err != nil || !v.IsEmpty() {
				t.Errorf("%s read %#v as %s, %v", d.Kind.Name(), raw, v.Encode(), err)
			}
		}
		var none value.Value
		if d.Kind.JSON(d, none) != nil || d.Kind.Format(d, none) != "" || !d.Kind.Rank(d, none).IsEmpty() {
			t.Errorf("%s writes an empty value as something", d.Kind.Name())
		}
	}
}

func TestASecretIsNotReadBack(t *testing.T) {
	d := record.Secret("token").Definition()
	v := value.Exact("hunter2 is not a good one")
	written, err := json.Marshal([]any{d.Kind.Format(d, v), d.Kind.JSON(d, v), d.Kind.Schema(d), d.Kind.Rank(d, v).Encode()})
	if err != nil || strings.Contains(string(written), "hunter2") {
		t.Fatalf("a secret shows: %s, %v", written, err)
	}
	if !record.IsSealed(d) || record.IsSealed(record.Text("title").Definition()) {
		t.Fatal("a secret is sealed, a text is not")
	}
}

func TestEverySchemaIsJSON(t *testing.T) {
	for _, d := range everyKind(t) {
		if _, err := json.Marshal(d.Kind.Schema(d)); err != nil {
			t.Errorf("%s: %v", d.Kind.Name(), err)
		}
		named, ok := record.KindNamed(d.Kind.Name())
		if !ok || named != d.Kind {
			t.Errorf("%s is not found by its name", d.Kind.Name())
		}
	}
}
