package kind_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/record"
	"steward/kernel/record/sample"
	"steward/kernel/value"
	"steward/kernel/word"
)

func reader(t testing.TB, language, zone string) *kind.Reader {
	t.Helper()
	words, err := word.New()
	if err != nil {
		t.Fatal(err)
	}
	if err := words.Add(pageWords(), "words"); err != nil {
		t.Fatal(err)
	}
	z, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	return &kind.Reader{Language: language, Zone: z, Now: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC), Words: words, Names: kind.NewNames(), Languages: []string{"de", "en"}, HTML: func(s string) string { return s }}
}

// thing is a type with one field of each kind.
func thing(t testing.TB) *record.Type {
	t.Helper()
	declared := &record.Type{Name: "thing", Fields: record.Columns{record.Text("name")}}
	var custom []*record.Def
	for _, spec := range sample.Customs("thing") {
		d, err := record.CustomField(spec)
		if err != nil {
			t.Fatal(err)
		}
		custom = append(custom, d)
	}
	people := &record.Type{Name: record.PersonType, Plural: "people", Fields: record.Columns{record.Text("name")}}
	c, err := record.NewCatalogue([]*record.Type{declared, people}, map[string][]*record.Def{"thing": custom})
	if err != nil {
		t.Fatal(err)
	}
	of, _ := c.Type("thing")
	return of
}

func TestEveryKindHasItsWayOntoPages(t *testing.T) {
	of := thing(t)
	for _, k := range record.CustomKinds() {
		d, ok := of.Field("x_" + k.Name())
		if !ok {
			t.Fatalf("no field of kind %s", k.Name())
		}
		if got := kind.Of(kind.Field{Of: of, Def: d}).View(); got == view.KindText && k.Name() != "text" {
			t.Errorf("kind %s is shown as plain text", k.Name())
		}
	}
}

// What a form posts that nobody touched is the value it was filled with, in every language and zone.
func TestAnUntouchedFormSaysTheStoredValue(t *testing.T) {
	of := thing(t)
	random := rand.New(rand.NewPCG(1, 2))
	for _, where := range [][2]string{{"en", "UTC"}, {"de", "Europe/Berlin"}, {"en", "Asia/Kolkata"}} {
		r := reader(t, where[0], where[1])
		input := sample.Input()
		input.Zone, input.Language = r.Zone, r.Language
		for _, d := range of.Defs() {
			f := kind.Field{Of: of, Def: d}
			if d.Computed || record.IsSealed(d) {
				continue
			}
			for range 200 {
				v := sample.Optional(random, d, sample.Fresh(random))
				p := kind.Of(f).Post(r, f, v)
				if kind.Touched(r, f, p, v) {
					t.Fatalf("%s: %q counts as touched: %v", d.Name, d.Kind.Format(d, v), p)
				}
				got, err := d.Kind.Parse(d, kind.Raw(r, f, p), input)
				if err != nil {
					t.Fatalf("%s: %q posted as %v: %v", d.Name, d.Kind.Format(d, v), p, err)
				}
				if !same(r, d, v, got) {
					t.Fatalf("%s: %q came back as %q", d.Name, d.Kind.Format(d, v), d.Kind.Format(d, got))
				}
				in := kind.Posted(r, f, p)
				if in.Kind == "" || in.Label == "" {
					t.Fatalf("%s: a question without kind or label", d.Name)
				}
				if c := kind.Cell(r, f, v); !c.Empty && c.Text == "" && len(c.Items) == 0 {
					t.Fatalf("%s: %q shows nothing", d.Name, d.Kind.Format(d, v))
				}
			}
		}
	}
}

// same tells whether a form could say the value any better: it says minutes, cannot tell the two
// passes of an hour that the clocks show twice, and knows no difference between no answer and no.
func same(r *kind.Reader, d *record.Def, v, got value.Value) bool {
	switch d.Kind.Name() {
	case "instant":
		return v.IsEmpty() == got.IsEmpty() && r.MomentOf(v.Int()).Text == r.MomentOf(got.Int()).Text
	case "planned":
		return got.Equal(minute(d, v))
	case "yes_no":
		return got.Yes() == v.Yes()
	}
	return got.Equal(v)
}

func minute(d *record.Def, v value.Value) value.Value {
	if v.IsEmpty() {
		return v
	}
	_, zone := v.Second()
	got, err := d.Kind.Parse(d, v.Text()[:len("2006-01-02T15:04")]+" "+zone, record.Input{})
	if err != nil {
		return value.Value{}
	}
	return got
}

func TestNumbersAreReadAsTheReaderWritesThem(t *testing.T) {
	of := thing(t)
	d, _ := of.Field("x_decimal")
	f := kind.Field{Of: of, Def: d}
	for _, c := range []struct{ language, typed, raw string }{
		{"de", "1.250,5", "1250.5"}, {"de", "12,5", "12.5"}, {"de", "12.5", "12.5"}, {"de", "1.250", "1250"}, {"de", "-0,5", "-0.5"},
		{"en", "1,250.5", "1250.5"}, {"en", "12.5", "12.5"}, {"en", "1,250", "1250"}, {"en", "12,5", "12,5"},
	} {
		r := reader(t, c.language, "UTC")
		if got := kind.Raw(r, f, map[string][]string{f.Name: {c.typed}}); got != c.raw {
			t.Errorf("%s: %q is read as %q, not %q", c.language, c.typed, got, c.raw)
		}
	}
}

func TestASecretIsNeverShownAndOnlyClearedWhenAsked(t *testing.T) {
	of := thing(t)
	d, _ := of.Field("x_secret")
	f, r, stored := kind.Field{Of: of, Def: d}, reader(t, "en", "UTC"), value.Exact("hunter2")
	if in := kind.Input(r, f, stored); in.Value != "" || !in.Stored {
		t.Errorf("%+v", in)
	}
	if c := kind.Cell(r, f, stored); c.Text != record.SecretMask {
		t.Errorf("%+v", c)
	}
	if kind.Touched(r, f, map[string][]string{f.Name: {""}}, stored) {
		t.Error("an empty answer touches the secret")
	}
	if !kind.Touched(r, f, map[string][]string{f.Name: {""}, f.Name + ".clear": {"1"}}, stored) {
		t.Error("clearing does not touch the secret")
	}
}
