package likeness_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"steward/calc/likeness"
)

// The example of Manning, Raghavan and Schütze, section 13.2, with each word of a text once.
func TestATextIsOfTheClassWhoseWordsItHas(t *testing.T) {
	c := likeness.NewClasses()
	for text, class := range map[string]string{"chinese beijing": "china", "chinese shanghai": "china", "chinese macao": "china", "tokyo japan chinese": "japan"} {
		c.Learn(class, strings.Fields(text))
	}
	g := c.Guess(strings.Fields("tokyo japan"))
	if len(g) != 2 || g[0].Class != "japan" || math.Abs(g[0].Probability+g[1].Probability-1) > 1e-12 || !reflect.DeepEqual(g[0].Words, []string{"tokyo", "japan"}) {
		t.Fatalf("%+v", g)
	}
	if g := c.Guess(strings.Fields("beijing chinese")); g[0].Class != "china" {
		t.Fatalf("%+v", g)
	}
	if g := c.Guess([]string{"printer"}); g != nil {
		t.Fatalf("of an unknown word: %+v", g)
	}
}

// What was learnt and forgotten leaves no trace: the model is that of what is left.
func TestForgettingIsTheOppositeOfLearning(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	text := func() []string {
		out := make([]string, 1+random.IntN(6))
		for i := range out {
			out[i] = fmt.Sprint("w", random.IntN(20))
		}
		return out
	}
	plain, both := likeness.NewClasses(), likeness.NewClasses()
	a, b := likeness.NewTexts(), likeness.NewTexts()
	for i := range 60 {
		words, class, gone := text(), fmt.Sprint("c", random.IntN(3)), text()
		plain.Learn(class, words)
		both.Learn(class, words)
		both.Learn("gone", gone)
		both.Forget("gone", gone)
		a.Put(fmt.Sprint(i), words)
		b.Put(fmt.Sprint(i), gone)
		b.Put(fmt.Sprint("gone", i), gone)
		b.Put(fmt.Sprint(i), words)
		b.Drop(fmt.Sprint("gone", i))
	}
	for range 30 {
		words := text()
		if g, h := plain.Guess(words), both.Guess(words); !reflect.DeepEqual(g, h) {
			t.Fatalf("%+v and %+v", g, h)
		}
		if !reflect.DeepEqual(len(a.Like(words, 0, 5)), len(b.Like(words, 0, 5))) {
			t.Fatal("the texts differ")
		}
	}
}

func TestTheMostAlikeTextComesFirstAndSaysWhy(t *testing.T) {
	x := likeness.NewTexts()
	x.Put("toner", strings.Fields("printer is out of toner"))
	x.Put("paper", strings.Fields("printer is out of paper"))
	x.Put("mail", strings.Fields("mail is slow"))
	got := x.Like(strings.Fields("toner in the printer"), 0.1, 2)
	if len(got) != 2 || got[0].ID != "toner" || !reflect.DeepEqual(got[0].Words, []string{"toner", "printer"}) || got[0].Score <= got[1].Score {
		t.Fatalf("%+v", got)
	}
	if same := x.Like(strings.Fields("mail is slow"), 0.1, 1); math.Abs(same[0].Score-1) > 1e-9 {
		t.Fatalf("the same text: %v", same[0].Score)
	}
}
