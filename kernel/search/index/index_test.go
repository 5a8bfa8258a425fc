package index_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"steward/kernel/search/index"
)

// text is a text as the test keeps it: the words of its title and of its body.
type text struct {
	doc         int64
	kind        string
	title, body []string
}

func padded(words []string) string { return " " + strings.Join(words, " ") + " " }

// segment keeps blocks in memory as the store does in rows, and counts what is read of it.
type segment struct {
	newest int64
	docs   int
	blocks []index.Block
	read   int
}

func stored(b *index.Builder) *segment {
	return &segment{newest: b.Newest(), docs: b.Docs(), blocks: b.Blocks()}
}

func (s *segment) look(t *testing.T, a index.Asked) index.Found {
	t.Helper()
	at := 0
	for i, b := range s.blocks {
		if b.Part == 0 && b.Word <= a.Key() {
			at = i
		}
	}
	s.read++
	f, err := index.Look(s.blocks[at].Data, s.newest, a)
	for at++; err == nil && f.Beyond != ""; at++ {
		var more index.Found
		s.read++
		more, err = index.Look(s.blocks[at].Data, s.newest, a)
		f.Add(more)
	}
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func (s *segment) fetch(word string, part int) ([]byte, error) {
	for _, b := range s.blocks {
		if b.Word == word && b.Part == part {
			s.read++
			return b.Data, nil
		}
	}
	return nil, fmt.Errorf("no part %d of %q", part, word)
}

func (s *segment) find(t *testing.T, below int64, most int, asked ...index.Asked) []index.Entry {
	t.Helper()
	var found []index.Found
	for _, a := range asked {
		found = append(found, s.look(t, a))
	}
	m, err := index.NewMatches(s.newest, found, below, s.fetch)
	if err != nil {
		t.Fatal(err)
	}
	var out []index.Entry
	for len(out) < most {
		e, some, err := m.Next()
		if err != nil {
			t.Fatal(err)
		}
		if !some {
			break
		}
		out = append(out, e)
	}
	return out
}

// library makes words that begin alike in many lengths, in several scripts.
func library(r *rand.Rand) []string {
	out := []string{"a", "a&b", "a.b", "ab", "東京タワ", "京", "übel", "über"}
	for i := range 400 {
		out = append(out, fmt.Sprintf("inc%07d", r.IntN(3000)), fmt.Sprintf("w%d", i), strings.Repeat("x", 1+r.IntN(60)))
	}
	return out
}

func texts(r *rand.Rand, words []string, n int) []text {
	pick := func(most int) []string {
		var out []string
		for range r.IntN(most) {
			at := r.IntN(len(words))
			if r.IntN(2) == 0 {
				at = r.IntN(12)
			}
			out = append(out, words[at])
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	out := make([]text, n)
	doc := int64(1)
	for i := range out {
		doc += 1 + r.Int64N(1<<40)
		out[i] = text{doc: doc, kind: []string{"parcel", "parcel_part"}[r.IntN(2)], title: pick(4), body: pick(30)}
	}
	return out
}

func begins(words []string, with string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, with) })
}

// meant gives the texts that a question means, the newest first.
func meant(all []text, kind string, words []string, onlyTitle bool) []int64 {
	var out []int64
	for i := len(all) - 1; i >= 0; i-- {
		x := all[i]
		fits := kind == "" || x.kind == kind
		for _, w := range words {
			fits = fits && (begins(x.title, w) || !onlyTitle && begins(x.body, w))
		}
		if fits {
			out = append(out, x.doc)
		}
	}
	return out
}

func numbers(found []index.Entry) []int64 {
	var out []int64
	for _, e := range found {
		out = append(out, e.Doc())
	}
	return out
}

// TestASegmentFindsWhatTheWordsMean compares segments, made at once and merged of several with texts
// that were replaced, with a look at every text.
func TestASegmentFindsWhatTheWordsMean(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	words := library(r)
	all := texts(r, words, 700)
	whole := index.NewBuilder()
	parts := []*index.Builder{index.NewBuilder(), index.NewBuilder(), index.NewBuilder()}
	home := map[int64]int{}
	for _, x := range all {
		whole.Add(x.doc, x.kind, padded(x.title), padded(x.body))
		home[x.doc] = r.IntN(3)
		parts[home[x.doc]].Add(x.doc, x.kind, padded(x.title), padded(x.body))
		if other := r.IntN(3); other != home[x.doc] && r.IntN(5) == 0 {
			parts[other].Add(x.doc, "parcel", " outdated ", " w1 ")
		}
	}
	merged := index.NewBuilder()
	for i, p := range parts {
		newest := p.Newest()
		for _, b := range p.Blocks() {
			err := b.Read(newest, func(word string, list []index.Entry) {
				merged.Merge(word, list, func(doc int64) bool { return home[doc] == i })
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, s := range map[string]*segment{"made": stored(whole), "merged": stored(merged)} {
		if s.docs != len(all) {
			t.Fatalf("%s: %d texts", name, s.docs)
		}
		for range 250 {
			compare(t, r, name, s, all, words)
		}
	}
}

func compare(t *testing.T, r *rand.Rand, name string, s *segment, all []text, words []string) {
	t.Helper()
	var looked []string
	var asked []index.Asked
	kind, onlyTitle := "", r.IntN(2) == 0
	if r.IntN(3) == 0 {
		kind = "parcel"
		asked = append(asked, index.Kinds(kind))
	}
	for range 1 + r.IntN(2) {
		w := []rune(words[r.IntN(len(words))])
		w = w[:1+r.IntN(len(w))]
		looked = append(looked, string(w))
		if onlyTitle {
			asked = append(asked, index.InTitle(string(w)))
		} else {
			asked = append(asked, index.InText(string(w)))
		}
	}
	below := all[r.IntN(len(all))].doc
	older := slices.DeleteFunc(slices.Clone(all), func(x text) bool { return x.doc >= below })
	want := meant(older, kind, looked, onlyTitle)
	got := s.find(t, below, len(all), asked...)
	if !slices.Equal(numbers(got), want) {
		t.Fatalf("%s: %q of %q below %d, title %v: %d found, want %d", name, looked, kind, below, onlyTitle, len(got), len(want))
	}
	inTitle := meant(older, kind, looked, true)
	for _, e := range got {
		if e.InTitle() != slices.Contains(inTitle, e.Doc()) {
			t.Fatalf("%s: %q: text %d says title %v", name, looked, e.Doc(), e.InTitle())
		}
	}
}

// TestAPageOfWhatIsFoundCostsTheSameHoweverManyTextsThereAre counts the blocks that are read for the
// newest twenty, in a small segment and in one that is ten times as large.
func TestAPageOfWhatIsFoundCostsTheSameHoweverManyTextsThereAre(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	words := library(r)
	reads := func(n int, asked ...index.Asked) int {
		b := index.NewBuilder()
		for _, x := range texts(rand.New(rand.NewPCG(7, 8)), words, n) {
			b.Add(x.doc, x.kind, padded(x.title), padded(x.body))
		}
		s := stored(b)
		if found := s.find(t, 1<<62, 20, asked...); len(found) != 20 {
			t.Fatalf("%d found", len(found))
		}
		return s.read
	}
	for _, asked := range [][]index.Asked{{index.InText("a")}, {index.InText("in")}, {index.InText("inc0")}, {index.InText("w1")}, {index.InText("x")}, {index.InText("a"), index.InText("w")}, {index.Kinds("parcel"), index.InText("a")}, {index.InTitle("a")}} {
		small, large := reads(500, asked...), reads(5_000, asked...)
		if large > small+3*len(asked) {
			t.Errorf("%v: %d blocks of 500 texts, %d of 5,000", asked, small, large)
		}
	}
}

// FuzzABlockIsReadOrRefused: what stands in a row is read or refused, whatever it is.
func FuzzABlockIsReadOrRefused(f *testing.F) {
	b := index.NewBuilder()
	for _, x := range texts(rand.New(rand.NewPCG(1, 2)), library(rand.New(rand.NewPCG(1, 2))), 30) {
		b.Add(x.doc, x.kind, padded(x.title), padded(x.body))
	}
	for _, block := range b.Blocks() {
		f.Add(block.Data, block.Part)
	}
	f.Fuzz(func(t *testing.T, data []byte, part int) {
		block := index.Block{Part: part & 1, Data: data}
		_ = block.Read(1<<62, func(string, []index.Entry) {})
		found, err := index.Look(data, 1<<62, index.InText("a"))
		if err != nil {
			return
		}
		m, err := index.NewMatches(1<<62, []index.Found{found}, 1<<62, func(string, int) ([]byte, error) { return data, nil })
		for i := 0; err == nil && i < 100; i++ {
			var some bool
			if _, some, err = m.Next(); !some {
				return
			}
		}
	})
}
