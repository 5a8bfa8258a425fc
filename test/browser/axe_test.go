//go:build browser && axe

package browser_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"steward/app"
	"steward/kernel/record"
	"steward/practice/people"
)

// looks are how each page is looked at after one load. Colours are all that a theme changes, so the
// rules about anything else are asked once for each width.
var looks = []struct {
	wide, high int64
	scheme     string
	rules      string
}{
	{1440, 900, "light", wcag},
	{1440, 900, "dark", colours},
	{390, 844, "dark", colours},
	{390, 844, "light", wcag},
}

const (
	wcag    = `{type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}`
	colours = `{type: 'rule', values: ['color-contrast', 'link-in-text-block']}`
)

// Every page shows in both themes, wide and narrow, without a line on the console, a breach of the
// security policy, sideways scrolling, or anything that axe-core finds against WCAG 2.2 AA: before
// somebody signed in, for who asks for help, and for who may everything.
func TestEveryPageIsForEverybody(t *testing.T) {
	axe, err := os.ReadFile(os.Getenv("STEWARD_AXE"))
	if err != nil {
		t.Fatalf("STEWARD_AXE names axe.min.js of the npm package axe-core: %v", err)
	}
	o := openOffice(t)
	o.everyKind(t)
	v := o.visitor(t)
	script := string(axe) + "; void 0"

	t.Run("nobody", func(t *testing.T) {
		v.tells(t).lookAt(script, "/signin")
		empty := v.tells(t)
		empty.base = emptyInstallation(t)
		empty.lookAt(script, "/setup")
	})
	t.Run("requester", func(t *testing.T) {
		v := v.tells(t)
		v.signIn(o.requester(t), password)
		v.everyone(t, script, o.pagesOf(t, people.Requester))
		v.forgets()
	})
	t.Run("administrator", func(t *testing.T) {
		v := v.tells(t)
		v.signIn("ada@example.com", password)
		v.everyone(t, script, o.pages(t))
	})
}

// everyone looks at pages in two tabs of one browser, which share what is signed in.
func (v *visitor) everyone(t *testing.T, axe string, paths []string) {
	tabs := make(chan *visitor, 2)
	tabs <- v
	tabs <- v.tab(t)
	t.Run("pages", func(t *testing.T) {
		for _, path := range paths {
			t.Run(path, func(t *testing.T) {
				t.Parallel()
				tab := <-tabs
				defer func() { tabs <- tab }()
				tab.tells(t).lookAt(axe, path)
			})
		}
	})
}

// lookAt opens a page once and looks at it in every way.
func (v *visitor) lookAt(axe, path string) {
	v.t.Helper()
	v.open(path)
	v.do(chromedp.Evaluate[chromedp.Void](axe))
	for _, look := range looks {
		where := fmt.Sprintf("%s, %d, %s", path, look.wide, look.scheme)
		v.size(look.wide, look.high)
		v.scheme(look.scheme)
		v.clean(look.rules, where)
	}
	v.quiet(path)
}

// clean fails where axe-core finds something on the page, or where it scrolls sideways.
func (v *visitor) clean(rules, where string) {
	v.t.Helper()
	found := asks[[]string](v, `document.getAnimations().forEach((a) => a.finish()), axe.run(document, {runOnly: `+rules+`, resultTypes: ['violations'], preload: false, iframes: false}).then((r) => r.violations.map((one) => one.id + ': ' + one.nodes.slice(0, 3).map((n) => n.html.slice(0, 200) + ' <- ' + (n.any[0] ?? n.all[0] ?? n.none[0])?.message).join(' || ')))`)
	for _, one := range found {
		v.t.Errorf("%s: %s", where, one)
	}
	if asks[bool](v, `document.documentElement.scrollWidth > innerWidth`) {
		v.t.Errorf("%s scrolls sideways", where)
	}
}

// emptyInstallation serves an installation in which nobody is.
func emptyInstallation(t *testing.T) string {
	t.Helper()
	s, err := app.Open(t.Context(), app.Settings{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return serve(t, s)
}

// pagesOf are the pages of practices that a role may open.
func (o *office) pagesOf(t *testing.T, role string) []string {
	t.Helper()
	var out []string
	for _, p := range o.Pages.All() {
		if len(p.Roles) == 0 || strings.Contains(strings.Join(p.Roles, " "), role) {
			out = append(out, "/p/"+p.Path)
		}
	}
	out = append(out, "/p/help?report=1", "/t/incidents", "/search?q=printer", "/account")
	rows, err := o.Engine.System("the test looks").Find(t.Context(), "incident", `requester.email = "`+o.requester(t)+`"`, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		out = append(out, "/t/incidents/"+r.ID())
	}
	return out
}

// pages are the designed pages, and the derived ones of every type, with a record where there is one.
func (o *office) pages(t *testing.T) []string {
	t.Helper()
	out := []string{"/queue", "/queue?menu=filter", "/search", "/search?q=printer", "/account", "/account/sessions", "/account/tokens",
		"/admin", "/admin/fields", "/admin/fields/new", "/admin/roles", "/admin/roles/agent", "/admin/why", "/admin/jobs", "/nowhere"}
	for _, p := range o.Pages.All() {
		if len(p.Roles) == 0 || len(p.Roles) > 1 {
			out = append(out, "/p/"+p.Path)
		}
	}
	reader := o.Engine.System("the test looks")
	for _, of := range o.Engine.Catalogue().Types() {
		if of.Internal || of.Pages.Group == "" {
			continue
		}
		list := "/t/" + of.Plural
		out = append(out, list)
		if o.Engine.May(o.administrator(t), of.Name, record.Create) {
			out = append(out, list+"/new")
		}
		rows, err := reader.Find(t.Context(), of.Name, "", 1)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) == 0 {
			continue
		}
		one := list + "/" + rows[0].ID()
		out = append(out, one)
		if o.Engine.May(o.administrator(t), of.Name, record.Change) {
			out = append(out, one+"/edit")
		}
		if of.Pages.Queue {
			out = append(out, list+"?sel="+rows[0].ID(), list+"/board", one+"?view=history", one+"/history", one+"?menu=team")
		}
	}
	if len(out) < 30 {
		t.Fatalf("only %s", strings.Join(out, " "))
	}
	return out
}
