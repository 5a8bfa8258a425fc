package house

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// TestEveryRuleIsTold: the sentence of every rule stands in a test that shows it to hold: as the
// name of the test or in what is said above it.
func TestEveryRuleIsTold(t *testing.T) {
	var stories strings.Builder
	for _, s := range sources(t) {
		if !s.test || s.room == "test/house" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, s.path))
		if err != nil {
			t.Fatal(err)
		}
		stories.Write(text)
	}
	told := letters(stories.String())
	for _, of := range declared(t) {
		for _, r := range of.AllRules() {
			if !strings.Contains(told, letters(r.Say)) {
				t.Errorf("%s: no test tells that %q", of.Name, r.Say)
			}
		}
	}
}

// letters leaves only letters, so that TestATeamHasAName reads like "a team has a name".
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}
