// Package likeness compares texts by their words: which class a text belongs to, and which known
// texts are like it.
//
// Its one rule: it learns one text at a time and forgets it the same way, so that what it knows is
// always exactly what it was told. Words come from outside, cut by whoever calls.
package likeness

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// Classes tells texts apart by what was learnt of earlier ones: complement naive Bayes over the words
// of a text, each once, with add-one smoothing (Rennie, Shih, Teevan, Karger, Tackling the Poor
// Assumptions of Naive Bayes Text Classifiers, 2003). A class is judged by the words of all others, so
// that a large class draws no texts by being large.
type Classes struct {
	texts  map[string]int            // by class
	words  map[string]int            // words of a class, with repetition over texts
	counts map[string]map[string]int // by word, by class
	all    int                       // words of all classes
	total  int                       // texts
}

// alpha smooths: a word that a class never had does not rule the class out.
const alpha = 1

// Guess is a class with its probability and the words that speak most for it.
type Guess struct {
	Class string
	// Probability is that of the model, from 0 to 1: words are taken as if they were independent, so
	// that it is sharper than the share of right guesses.
	Probability float64
	Words       []string
}

// NewClasses makes a model that knows nothing.
func NewClasses() *Classes {
	return &Classes{texts: map[string]int{}, words: map[string]int{}, counts: map[string]map[string]int{}}
}

// Texts gives how many texts were learnt.
func (c *Classes) Texts() int { return c.total }

// Learn takes a text of a class; Forget takes it back.
func (c *Classes) Learn(class string, words []string) { c.add(class, words, 1) }

// Forget takes a text back that was learnt.
func (c *Classes) Forget(class string, words []string) { c.add(class, words, -1) }

func (c *Classes) add(class string, words []string, n int) {
	once := distinct(words)
	c.total += n
	c.all += n * len(once)
	if c.texts[class] += n; c.texts[class] == 0 {
		delete(c.texts, class)
	}
	if c.words[class] += n * len(once); c.words[class] == 0 {
		delete(c.words, class)
	}
	for _, w := range once {
		of := c.counts[w]
		if of == nil {
			of = map[string]int{}
			c.counts[w] = of
		}
		if of[class] += n; of[class] == 0 {
			delete(of, class)
		}
		if len(of) == 0 {
			delete(c.counts, w)
		}
	}
}

// reasons is how many words a guess names.
const reasons = 5

// Guess gives the classes for a text, the most probable first; nothing when nothing was learnt or no
// word is known.
func (c *Classes) Guess(words []string) []Guess {
	var known []string
	for _, w := range distinct(words) {
		if c.counts[w] != nil {
			known = append(known, w)
		}
	}
	if len(known) == 0 || len(c.texts) == 0 {
		return nil
	}
	names := slices.Sorted(maps.Keys(c.texts))
	logs := make([]float64, len(names))
	for i, class := range names {
		for _, w := range known {
			logs[i] += c.weight(w, class)
		}
	}
	best, sum := slices.Max(logs), 0.0
	for i := range logs {
		logs[i] = math.Exp(logs[i] - best)
		sum += logs[i]
	}
	out := make([]Guess, len(names))
	for i, class := range names {
		out[i] = Guess{Class: class, Probability: logs[i] / sum}
	}
	slices.SortStableFunc(out, func(a, b Guess) int { return cmp.Compare(b.Probability, a.Probability) })
	for i := range out[:min(len(out), reasons)] {
		out[i].Words = c.speaking(known, out[i].Class)
	}
	return out
}

// weight is the negative logarithm of how probable the word is outside the class.
func (c *Classes) weight(word, class string) float64 {
	outside := c.everywhere(word) - c.counts[word][class]
	return -math.Log((float64(outside) + alpha) / (float64(c.all-c.words[class]) + alpha*float64(len(c.counts))))
}

func (c *Classes) everywhere(word string) int {
	n := 0
	for _, of := range c.counts[word] {
		n += of
	}
	return n
}

// speaking gives the words that speak most for a class, compared with all texts.
func (c *Classes) speaking(known []string, class string) []string {
	gain := make(map[string]float64, len(known))
	for _, w := range known {
		gain[w] = c.weight(w, class) + math.Log((float64(c.everywhere(w))+alpha)/(float64(c.all)+alpha*float64(len(c.counts))))
	}
	out := slices.DeleteFunc(slices.Clone(known), func(w string) bool { return gain[w] <= 0 || c.counts[w][class] == 0 })
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(gain[b], gain[a]) })
	return out[:min(len(out), reasons)]
}

func distinct(words []string) []string {
	seen := make(map[string]bool, len(words))
	var out []string
	for _, w := range words {
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}
