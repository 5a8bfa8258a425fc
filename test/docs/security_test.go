package docs

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	named    = regexp.MustCompile("`(Test[A-Z][A-Za-z0-9]*)`")
	declared = regexp.MustCompile(`(?m)^func (Test[A-Z][A-Za-z0-9]*)\(`)
)

// TestEveryTestThatTheGuideToSecurityNamesIsThere: a point that holds is held by something.
func TestEveryTestThatTheGuideToSecurityNamesIsThere(t *testing.T) {
	there := map[string]bool{}
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, found := range declared.FindAllSubmatch(text, -1) {
			there[string(found[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	guide, err := os.ReadFile("../../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	names := named.FindAllSubmatch(guide, -1)
	if len(names) < 30 {
		t.Fatalf("the guide names %d tests", len(names))
	}
	for _, name := range names {
		if !there[string(name[1])] {
			t.Errorf("%s is named and not there", name[1])
		}
	}
}
