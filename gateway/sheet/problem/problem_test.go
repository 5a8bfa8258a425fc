package problem

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
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

var code = regexp.MustCompile(`(?:Code: |wrong\(|refuse\(|, )"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)"`)

// The codes are read from the sources of this room, so that none is without words.
func TestEveryProblemHasItsSentenceAndItsWayOutInEveryLanguage(t *testing.T) {
	catalogue, mentioned := english(t), 0
	var keys []string
	for _, pattern := range []string{"../*.go", "../table/*.go", "../mapping/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, found := range code.FindAllStringSubmatch(string(source), -1) {
				if !notCodes[found[1]] {
					mentioned++
					keys = append(keys, "import."+found[1], "import."+found[1]+".help")
				}
			}
		}
	}
	for _, language := range catalogue.Languages() {
		there := catalogue.Keys(language)
		for _, key := range keys {
			if !slices.Contains(there, key) {
				t.Errorf("%s lacks %s", language, key)
			}
		}
	}
	if mentioned < 30 {
		t.Errorf("only %d codes found", mentioned)
	}
}

// notCodes are names of encodings that look like codes.
var notCodes = map[string]bool{"utf-8": true, "utf-16le": true, "utf-16be": true, "iso-8859-1": true, "windows-1252": true}

func TestAProblemSaysPlaceReasonAndWayOut(t *testing.T) {
	p := &Problem{Code: "row-ragged", File: "log.csv", Line: 7, Detail: "4 : 5"}
	p.Explain(english(t), "en")
	if p.Place() != "log.csv:7" || p.Say != "The row has another number of fields than there are columns (4 : 5)." || p.Help == "" {
		t.Errorf("%+v", p)
	}
}

func TestShortenKeepsWholeCharacters(t *testing.T) {
	if short := Shorten(strings.Repeat("ä€", 100)); len(short) > longestValue+3 || strings.Contains(short, "\uFFFD") {
		t.Errorf("%q", short)
	}
}
