package value_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"steward/kernel/value"
)

// values draws values of every shape.
func values() *rapid.Generator[value.Value] {
	text := rapid.Map(rapid.String(), value.Of)
	number := rapid.Map(rapid.Int64(), value.Int)
	compound := rapid.Custom(func(t *rapid.T) value.Value {
		return value.Parts(rapid.Int64().Draw(t, "num"), text.Draw(t, "text").Text(), rapid.Int64().Draw(t, "num2"), text.Draw(t, "text2").Text())
	})
	set := rapid.Map(rapid.SliceOf(rapid.Map(text, value.Value.Text)), func(m []string) value.Value { return value.SetOf(m...) })
	return rapid.OneOf(text, number, compound, set, rapid.Just(value.Value{}))
}

func TestEncodingIsReadBackAndCanonical(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, o := values().Draw(t, "v"), values().Draw(t, "o")
		got, err := value.Decode([]byte(v.Encode()))
		if err != nil || !got.Equal(v) {
			t.Fatalf("%s decoded as %s: %v", v.Encode(), got.Encode(), err)
		}
		if v.Equal(o) != (v.Encode() == o.Encode()) {
			t.Fatalf("equal is %v, encodings %s and %s", v.Equal(o), v.Encode(), o.Encode())
		}
	})
}

func TestTheEncodingIsFixedForAllTime(t *testing.T) {
	for _, c := range []struct {
		v    value.Value
		want string
	}{
		{value.Value{}, `null`},
		{value.Of("a\"b\\c/\n\u2028ß"), "\"a\\\"b\\\\c/\\u000a\u2028ß\""},
		{value.Int(math.MinInt64), `-9223372036854775808`},
		{value.Bool(true), `1`},
		{value.Parts(1, "EUR", -2, ""), `[1,"EUR",-2,""]`},
		{value.SetOf("b", "", "a", "b"), `{"set":["a","b"]}`},
	} {
		if got := c.v.Encode(); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

func TestDecodingRefusesWhatIsNoEncoding(t *testing.T) {
	for _, raw := range []string{`"a`, `1.5`, `1e3`, `[1]`, `[1,2,3,4]`, `["a","b",1,"c"]`, `{"set":"a"}`, `{"set":[1]}`, `true`, `9223372036854775808`} {
		if v, err := value.Decode([]byte(raw)); err == nil {
			t.Errorf("%s decoded as %s", raw, v.Encode())
		}
	}
}

func TestTextIsNormalised(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		v := value.Of(s)
		if !norm.NFC.IsNormalString(v.Text()) || strings.ContainsRune(v.Text(), 0) {
			t.Fatalf("%q holds %q", s, v.Text())
		}
		if !value.Of(v.Text()).Equal(v) || v.IsEmpty() != (v.Text() == "") {
			t.Fatalf("%q is not held as it is read", v.Text())
		}
	})
	if !value.Of("e\u0301").Equal(value.Of("é")) || value.Of("ß").Equal(value.Of("ss")) {
		t.Fatal("the same letter is the same text, another letter is not")
	}
}

func TestSetsAreSorted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		members := rapid.SliceOf(rapid.StringN(0, 3, -1)).Draw(t, "members")
		v := value.SetOf(members...)
		if !slices.IsSorted(v.Members()) || len(slices.Compact(slices.Clone(v.Members()))) != len(v.Members()) {
			t.Fatalf("members %q", v.Members())
		}
		for _, m := range members {
			if v.Has(m) != (m != "") {
				t.Fatalf("has %q: %v", m, v.Has(m))
			}
		}
	})
}

func TestFoldingIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		all := value.FoldAll(s)
		if value.FoldAll(all) != all {
			t.Fatalf("%q folds to %q and then to %q", s, all, value.FoldAll(all))
		}
		cut := value.Fold(s)
		if len(cut) > value.FoldLimit || !strings.HasPrefix(all, cut) || !utf8.ValidString(cut) {
			t.Fatalf("%q cut to %q", all, cut)
		}
		if value.FoldAll(norm.NFD.String(s)) != value.FoldAll(norm.NFC.String(s)) {
			t.Fatalf("%q folds differently when written differently", s)
		}
	})
}

func TestFoldingEveryCharacterIsStable(t *testing.T) {
	for r := rune(1); r < 0xF0000; r++ {
		if r == 0x40000 {
			r = 0xE0000 // nothing is assigned between
		}
		if !utf8.ValidRune(r) {
			continue
		}
		once := value.FoldAll(string(r))
		if twice := value.FoldAll(once); twice != once {
			t.Errorf("%U folds to %q and then to %q", r, once, twice)
		}
		if apart := value.FoldAll(norm.NFD.String(string(r))); apart != once {
			t.Errorf("%U folds to %q, taken apart to %q", r, once, apart)
		}
		if beside := value.FoldAll("ж" + string(r)); beside != "ж"+once {
			t.Errorf("%U folds to %q, beside another to %q", r, once, beside)
		}
	}
}

func TestPeopleFindWithoutAccentsAndCase(t *testing.T) {
	for text, want := range map[string]string{
		"Straße": "strasse", "STRAẞE": "strasse", "İstanbul": "istanbul", "ıstanbul": "istanbul", "Ångström": "angstrom",
		"e\u0301te\u0301": "ete", "Øre": "ore", "ŁÓDŹ": "lodz", "Æther": "aether", "ΟΔΟΣ": "οδος"[:len("οδος")-2] + "σ", "οδος": "οδοσ",
		"ﬁnd": "find", "ＩＤ": "id", "plain 1": "plain 1", "": "",
	} {
		if got := value.FoldAll(text); got != want {
			t.Errorf("%q folds to %q, want %q", text, got, want)
		}
	}
}
