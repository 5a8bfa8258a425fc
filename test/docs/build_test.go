package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var fence = regexp.MustCompile("(?s)```go ([^\n]+)\n(.*?)```")

// TestTheCodeOfTheGuideForBuildersStandsInFilesThatAreRun: what a builder copies compiles and works.
func TestTheCodeOfTheGuideForBuildersStandsInFilesThatAreRun(t *testing.T) {
	text, err := os.ReadFile("../../docs/build/records.md")
	if err != nil {
		t.Fatal(err)
	}
	found := fence.FindAllStringSubmatch(string(text), -1)
	if len(found) < 5 {
		t.Fatalf("only %d pieces of code were found", len(found))
	}
	for _, f := range found {
		source, err := os.ReadFile(filepath.Join("../..", f[1]))
		if err != nil {
			t.Error(err)
			continue
		}
		if !strings.Contains(string(source), strings.TrimRight(f[2], "\n")) {
			t.Errorf("%s does not hold:\n%s", f[1], f[2])
		}
	}
}
