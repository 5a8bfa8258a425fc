package words_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"steward/gateway/web/view/words"
)

var asked = regexp.MustCompile(`\bt\(ctx, "([^"]+)"[,)]`)

// Every key that a template names stands in the English catalogue.
func TestEveryKeyHasWords(t *testing.T) {
	english, err := words.In("en")
	if err != nil {
		t.Fatal(err)
	}
	sources, _ := filepath.Glob("../*.templ")
	for _, source := range sources {
		content, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range asked.FindAllStringSubmatch(string(content), -1) {
			if !slices.Contains(english.Keys(), found[1]) {
				t.Errorf("%s asks for %q, which has no words", filepath.Base(source), found[1])
			}
		}
	}
}

// Every language has words for the same keys, with the same arguments.
func TestLanguagesSayTheSame(t *testing.T) {
	english, err := words.In("en")
	if err != nil {
		t.Fatal(err)
	}
	german, err := words.In("de")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(english.Keys(), german.Keys()) {
		t.Errorf("the keys differ: %v, %v", english.Keys(), german.Keys())
	}
	for _, key := range english.Keys() {
		a, b := english.T(key, "<a>", "<b>"), german.T(key, "<a>", "<b>")
		for _, arg := range []string{"<a>", "<b>"} {
			if strings.Contains(a, arg) != strings.Contains(b, arg) {
				t.Errorf("%s: %q and %q take other arguments", key, a, b)
			}
		}
	}
}

// The number among the arguments chooses the plural form.
func TestPluralFollowsTheNumber(t *testing.T) {
	english, err := words.In("en")
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int]string{1: "One answer needs another look", 3: "3 answers need another look"} {
		if got := english.T("form.errors", n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}

// A key without words shows itself, so that it is seen.
func TestUnknownKeyShowsItself(t *testing.T) {
	english, err := words.In("en")
	if err != nil {
		t.Fatal(err)
	}
	if got := english.T("no.such"); got != "no.such" {
		t.Errorf("got %q", got)
	}
}
