package view_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

var (
	drawn   = regexp.MustCompile(`@(?:icon|small|large)\("([^"]+)"\)|icons\.svg"\) \+ "#([^"]+)"|\b(?:icon|small)\("([^"]+)"\)`)
	chosen  = regexp.MustCompile(`(?:Icon:|icon:) *"([^"]+)"`)
	returns = regexp.MustCompile(`either\([a-z.A-Z]+Icon, "([^"]+)"\)`)
)

// Every icon that a view draws is in the sprite; a missing one would show nothing.
func TestEveryDrawnIconIsThere(t *testing.T) {
	sources, _ := filepath.Glob("*.templ")
	data, _ := filepath.Glob("gallery/*.go")
	code, _ := filepath.Glob("*.go")
	for _, source := range append(append(sources, data...), code...) {
		content, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		for _, pattern := range []*regexp.Regexp{drawn, chosen, returns} {
			for _, found := range pattern.FindAllStringSubmatch(string(content), -1) {
				for _, name := range found[1:] {
					if name == "" {
						continue
					}
					if _, err := os.Stat("../asset/ui/icons/" + name + ".svg"); err != nil {
						t.Errorf("%s draws %q, which is not in the sprite", source, name)
					}
				}
			}
		}
	}
}
