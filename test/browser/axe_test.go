//go:build browser && axe

package browser_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// Every page shows in both themes, wide and narrow, without a line on the console, a breach of the
// security policy, sideways scrolling, or anything that axe-core finds against WCAG 2.2 AA.
func TestEveryPageIsForEverybody(t *testing.T) {
	axe, err := os.ReadFile(os.Getenv("STEWARD_AXE"))
	if err != nil {
		t.Fatalf("STEWARD_AXE names axe.min.js of the npm package axe-core: %v", err)
	}
	o := openOffice(t)
	o.everyKind(t)
	v := o.visitor(t)
	v.signIn("ada@example.com", password)
	pages := o.pages(t)
	for _, size := range [][2]int64{{1440, 900}, {390, 844}} {
		v.size(size[0], size[1])
		for _, scheme := range []string{"light", "dark"} {
			v.scheme(scheme)
			for _, path := range pages {
				where := fmt.Sprintf("%s, %d, %s", path, size[0], scheme)
				v.open(path)
				v.clean(string(axe), where)
			}
		}
	}
}

// clean fails where axe-core finds something on the page, or where it scrolls sideways.
func (v *visitor) clean(axe, where string) {
	v.t.Helper()
	v.do(chromedp.Evaluate[chromedp.Void](axe + `; void 0`))
	found := asks[[]string](v, `axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations']}).then((r) => r.violations.map((one) => one.id + ': ' + one.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + ' <- ' + (n.any[0] ?? n.all[0] ?? n.none[0])?.message).join(' || ')))`)
	for _, one := range found {
		v.t.Errorf("%s: %s", where, one)
	}
	if asks[bool](v, `document.documentElement.scrollWidth > innerWidth`) {
		v.t.Errorf("%s scrolls sideways", where)
	}
	v.quiet(where)
}

// pages are the designed pages, and the derived ones of every type, with a record where there is one.
func (o *office) pages(t *testing.T) []string {
	t.Helper()
	out := []string{"/queue", "/queue?menu=filter", "/search", "/search?q=printer", "/account", "/account/sessions", "/account/tokens",
		"/admin", "/admin/fields", "/admin/fields/new", "/admin/roles", "/admin/roles/agent", "/admin/why", "/admin/jobs", "/nowhere"}
	reader := o.Engine.System("the test looks")
	for _, of := range o.Engine.Catalogue().Types() {
		if of.Internal || of.Pages.Group == "" {
			continue
		}
		list := "/t/" + of.Plural
		out = append(out, list, list+"/new")
		rows, err := reader.Find(t.Context(), of.Name, "", 1)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) == 0 {
			continue
		}
		one := list + "/" + rows[0].ID()
		out = append(out, one, one+"/edit")
		if of.Pages.Queue {
			out = append(out, list+"?sel="+rows[0].ID(), list+"/board", one+"?view=history", one+"/history", one+"?menu=team")
		}
	}
	if len(out) < 30 {
		t.Fatalf("only %s", strings.Join(out, " "))
	}
	return out
}
