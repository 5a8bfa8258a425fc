//go:build browser

package browser_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"
)

// controls are the roles of what somebody with a screen reader operates.
var controls = []string{"button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "switch", "menuitem", "tab", "DisclosureTriangle", "spinbutton"}

// On every designed page each control has a name, there is a heading of the first order, one main
// part, and the focus goes from the way past the side bar through the side bar into the page.
func TestDesignedPagesAreSpokenAndWalkedInOrder(t *testing.T) {
	o, v, _ := begin(t, urgent)
	v.signIn("ada@example.com", password)
	one, err := o.Engine.System("the test looks").Find(t.Context(), "incident", "state is open", 1)
	if err != nil || len(one) == 0 {
		t.Fatalf("no incident: %v", err)
	}
	for _, path := range []string{"/queue", "/t/incidents/" + one[0].ID(), "/p/inbox", "/p/cockpit", "/p/phone", "/p/working-time", "/p/service-levels",
		"/p/clock?of=incident/" + one[0].Number(), "/p/guide", "/t/incidents", "/t/incidents/new", "/search?q=vpn", "/admin", "/admin/roles", "/account"} {
		v.open(path)
		roles := v.spoken(path)
		if roles["main"] != 1 || roles["h1"] == 0 {
			t.Errorf("%s: %d main parts and %d first headings", path, roles["main"], roles["h1"])
		}
		walk := v.walk(12)
		if len(walk) == 0 || walk[0] != "skip" {
			t.Errorf("%s: the focus begins at %v", path, walk)
		}
		if !slices.IsSortedFunc(walk, func(a, b string) int { return slices.Index(places, a) - slices.Index(places, b) }) {
			t.Errorf("%s: the focus jumps: %v", path, walk)
		}
		v.quiet(path)
	}
}

// spoken wants a name of every control, and counts the roles.
func (v *visitor) spoken(path string) map[string]int {
	v.t.Helper()
	tree, err := chromedp.Call(v.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		v.t.Fatal(err)
	}
	roles := map[string]int{}
	for _, n := range tree.Nodes {
		if n.Ignored || n.Role == nil {
			continue
		}
		role := said(n.Role)
		roles[role]++
		if slices.Contains(controls, role) && said(n.Name) == "" {
			v.t.Errorf("%s: a %s has no name (node %s)", path, role, n.NodeID)
		}
	}
	roles["h1"] = asks[int](v, `document.querySelectorAll('h1').length`)
	return roles
}

func said(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	return strings.Trim(string(v.Value), `" `)
}

// places are the parts of a page in the order in which the focus goes through them.
var places = []string{"skip", "side", "main"}

// walk presses Tab and tells through which parts of the page the focus goes.
func (v *visitor) walk(steps int) []string {
	v.t.Helper()
	v.do(chromedp.Evaluate[chromedp.Void](`(() => { document.activeElement?.blur(); getSelection().removeAllRanges(); document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex') })()`))
	var out []string
	for range steps {
		v.keys("\t")
		out = append(out, asks[string](v, `(() => { const e = document.activeElement; return e.closest('#main') ? 'main' : e.closest('#side') ? 'side' : e.matches('.skip, [href="#main"]') ? 'skip' : 'elsewhere' })()`))
	}
	return out
}
