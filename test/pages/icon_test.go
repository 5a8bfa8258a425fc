package pages_test

import (
	"os"
	"testing"
)

// Every type, action and page that names an icon has its drawing.
func TestEveryNamedIconIsDrawn(t *testing.T) {
	s, _ := start(t)
	drawn := func(what, icon string) {
		if icon == "" {
			return
		}
		if _, err := os.Stat("../../gateway/web/asset/ui/icons/" + icon + ".svg"); err != nil {
			t.Errorf("%s: no drawing %q", what, icon)
		}
	}
	for _, of := range s.Engine.Catalogue().Types() {
		if !of.Internal {
			drawn(of.Name, of.Icon)
		}
	}
	for _, p := range s.Pages.All() {
		drawn("page "+p.Path, p.Icon)
	}
}
