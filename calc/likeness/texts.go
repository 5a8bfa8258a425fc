package likeness

import (
	"cmp"
	"math"
	"slices"
)

// Texts finds which known texts are like another: cosine of tf-idf weights (Manning, Raghavan,
// Schütze, chapter 6), tf being 1 + ln n and idf ln(1 + N/n).
type Texts struct {
	known    map[string]map[string]float64 // by id: tf of each word
	holding  map[string]map[string]bool    // by word: ids of the texts that hold it
	lengths  map[string]float64            // by id, as reckoned when agedFrom texts were known
	agedFrom int                           // how many texts were known when lengths were reckoned
}

// Like is a known text that is like the one asked about.
type Like struct {
	ID string
	// Score is the cosine, 1 for the same words in the same shares.
	Score float64
	// Words are those that both have, the rarest first.
	Words []string
}

// NewTexts makes a collection of nothing.
func NewTexts() *Texts {
	return &Texts{known: map[string]map[string]float64{}, holding: map[string]map[string]bool{}, lengths: map[string]float64{}}
}

// Len gives how many texts are known.
func (t *Texts) Len() int { return len(t.known) }

// Has tells whether a text is known.
func (t *Texts) Has(id string) bool { return t.known[id] != nil }

// Put takes a text, in place of the one that had the id before.
func (t *Texts) Put(id string, words []string) {
	t.Drop(id)
	of := tf(words)
	t.known[id] = of
	for w := range of {
		if t.holding[w] == nil {
			t.holding[w] = map[string]bool{}
		}
		t.holding[w][id] = true
	}
}

// Drop forgets a text.
func (t *Texts) Drop(id string) {
	for w := range t.known[id] {
		if delete(t.holding[w], id); len(t.holding[w]) == 0 {
			delete(t.holding, w)
		}
	}
	delete(t.known, id)
	delete(t.lengths, id)
}

func tf(words []string) map[string]float64 {
	n := map[string]float64{}
	for _, w := range words {
		n[w]++
	}
	for w := range n {
		n[w] = 1 + math.Log(n[w])
	}
	return n
}

const (
	// askedWords is how many words of the question candidates are looked for by: its rarest.
	askedWords = 12
	// mostCandidates bounds how many texts are compared, so that a common word costs no more.
	mostCandidates = 4000
)

// Like gives at most limit known texts that are like the words, the most like first; those below the
// least score are left out.
func (t *Texts) Like(words []string, least float64, limit int) []Like {
	asked := t.weigh(tf(words))
	candidates := t.candidates(asked)
	length := norm(asked)
	var out []Like
	for id := range candidates {
		dot := 0.0
		for w, n := range asked {
			if f := t.known[id][w]; f > 0 {
				dot += n * f * t.idf(w)
			}
		}
		if score := dot / (length * t.length(id)); score >= least {
			out = append(out, Like{ID: id, Score: min(score, 1)})
		}
	}
	slices.SortFunc(out, func(a, b Like) int {
		if c := cmp.Compare(b.Score, a.Score); c != 0 {
			return c
		}
		return cmp.Compare(a.ID, b.ID)
	})
	out = out[:min(len(out), limit)]
	for i := range out {
		out[i].Words = t.shared(asked, out[i].ID)
	}
	return out
}

// candidates are the texts that hold one of the rarest words of the question.
func (t *Texts) candidates(asked map[string]float64) map[string]bool {
	out := map[string]bool{}
	for _, w := range t.byRarity(asked)[:min(len(asked), askedWords)] {
		if len(out) > 0 && len(out)+len(t.holding[w]) > mostCandidates {
			continue
		}
		for id := range t.holding[w] {
			out[id] = true
		}
	}
	return out
}

func (t *Texts) byRarity(asked map[string]float64) []string {
	words := make([]string, 0, len(asked))
	for w := range asked {
		words = append(words, w)
	}
	slices.SortFunc(words, func(a, b string) int {
		if c := cmp.Compare(len(t.holding[a]), len(t.holding[b])); c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	})
	return words
}

// weigh gives each word that is known its tf-idf.
func (t *Texts) weigh(of map[string]float64) map[string]float64 {
	out := make(map[string]float64, len(of))
	for w, n := range of {
		if len(t.holding[w]) > 0 {
			out[w] = n * t.idf(w)
		}
	}
	return out
}

func (t *Texts) idf(word string) float64 {
	return math.Log(1 + float64(len(t.known))/float64(max(1, len(t.holding[word]))))
}

// length gives the norm of a known text; it is reckoned anew when a tenth more or fewer texts are
// known than when it was.
func (t *Texts) length(id string) float64 {
	if n := len(t.known); math.Abs(float64(n-t.agedFrom)) > float64(t.agedFrom)/10 {
		clear(t.lengths)
		t.agedFrom = n
	}
	l, reckoned := t.lengths[id]
	if !reckoned {
		l = norm(t.weigh(t.known[id]))
		t.lengths[id] = l
	}
	return l
}

func norm(of map[string]float64) float64 {
	sum := 0.0
	for _, n := range of {
		sum += n * n
	}
	return math.Sqrt(sum)
}

func (t *Texts) shared(asked map[string]float64, id string) []string {
	var out []string
	for _, w := range t.byRarity(asked) {
		if t.known[id][w] > 0 && len(out) < reasons {
			out = append(out, w)
		}
	}
	return out
}
