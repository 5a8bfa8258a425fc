package problem

import (
	"strings"
	"testing"

	"steward/kernel/word"
)

func english(t *testing.T) *word.Catalogue {
	t.Helper()
	catalogue, err := word.New()
	if err != nil {
		t.Fatal(err)
	}
	if err := catalogue.Add(Words, "words"); err != nil {
		t.Fatal(err)
	}
	return catalogue
}

func TestEverySentenceHasItsWayOut(t *testing.T) {
	catalogue := english(t)
	for _, key := range catalogue.Keys("en") {
		if !strings.HasPrefix(key, "import.") || strings.HasSuffix(key, ".help") {
			continue
		}
		if _, there := catalogue.Lookup("en", key+".help"); !there {
			t.Errorf("%s has no way out", key)
		}
	}
}

func TestAProblemSaysPlaceReasonAndWayOut(t *testing.T) {
	p := &Problem{Code: "row-ragged", File: "log.csv", Line: 7, Detail: "4 of 5"}
	p.Explain(english(t), "en")
	if p.Place() != "log.csv:7" || p.Say != "The row has 4 of 5 fields." || p.Help == "" {
		t.Errorf("%+v", p)
	}
}

func TestShortenKeepsWholeCharacters(t *testing.T) {
	if short := Shorten(strings.Repeat("ä€", 100)); len(short) > longestValue+3 || strings.Contains(short, "\uFFFD") {
		t.Errorf("%q", short)
	}
}
