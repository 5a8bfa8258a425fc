package web

import (
	"slices"

	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/record"
)

// shell fills the frame around a page.
func (v *visit) shell(title string) view.Shell {
	theme, density := v.preferences()
	s := view.Shell{Title: title, Language: v.Language, Direction: "ltr", Theme: theme, Density: density,
		Workspace: view.Link{Label: v.Say("page.workspace"), Href: "/"}, Search: "/search", Palette: "/palette",
		New: v.creatable(), Nav: append(v.navigation(), v.savedNav()...), Toasts: v.takeToasts(), Live: "/live"}
	s.User = view.UserMenu{Person: view.Person{Name: v.actor.Name, Initials: initials(v.actor.Name), Hue: view.Hue(v.actor.Person)},
		SignOut: view.Action{Href: "/signout"}, Theme: "/prefer", Density: "/prefer"}
	s.User.Links = []view.Link{{Label: v.Say("account.title"), Href: "/account", Icon: "user"}, {Label: v.Say("account.sessions"), Href: "/account/sessions", Icon: "laptop"}, {Label: v.Say("account.tokens"), Href: "/account/tokens", Icon: "key"}}
	s.Foot = v.guide()
	if v.administers() {
		s.Foot = append(s.Foot, view.Link{Label: v.Say("admin.title"), Href: "/admin", Icon: "settings", Current: v.below("/admin")})
	}
	s.Tabs = v.tabs(s.Nav)
	v.plain(&s)
	if v.on != nil {
		s.Context, s.ContextQuery = nameOf(v.on), v.on.Type.Name+"/"+v.on.ID()
	}
	return s
}

// guide leads to what explains the page.
func (v *visit) guide() []view.Link {
	for _, p := range v.Pages.Pages(v.actor) {
		if p.Guides {
			at := "/p/" + p.Path
			return []view.Link{{Label: v.Say("page.guide"), Href: address{path: at}.with("at", v.r.URL.Path).String(), Icon: p.Icon, Current: v.below(at)}}
		}
	}
	return nil
}

// creatable lists what the person may make: first what stands in the queue, then what stands in
// the side bar.
func (v *visit) creatable() []view.Link {
	var first, then []view.Link
	for _, t := range v.Engine.Catalogue().Types() {
		if t.Internal || t.Pages.Group == "" || !v.may(t, record.Create) {
			continue
		}
		l := view.Link{Label: v.Type(t), Href: "/t/" + t.Plural + "/new", Icon: t.Icon}
		if t.Pages.Queue {
			first = append(first, l)
		} else {
			then = append(then, l)
		}
	}
	return append(first, then...)
}

// navigation lists the types that the person may see, by their groups in the order of declaration;
// the groups with work come first.
func (v *visit) navigation() []view.NavGroup {
	groups := v.personal()
	for _, t := range v.queueTypes() {
		label := v.Say("nav." + t.Pages.Group)
		if t.Pages.Group != "" && !slices.ContainsFunc(groups, func(g view.NavGroup) bool { return g.Label == label }) {
			groups = append(groups, view.NavGroup{Label: label})
		}
	}
	groups = v.pageLinks(groups)
	place := map[string]int{}
	for i, g := range groups {
		place[g.Label] = i
	}
	types := slices.Clone(v.Engine.Catalogue().Types())
	slices.SortStableFunc(types, func(a, b *record.Type) int { return rank(a) - rank(b) })
	for _, t := range types {
		if t.Internal || t.Pages.Group == "" || !v.may(t, record.Read) {
			continue
		}
		label := v.Say("nav." + t.Pages.Group)
		at, ok := place[label]
		if !ok {
			at = len(groups)
			place[label] = at
			groups = append(groups, view.NavGroup{Label: label})
		}
		href := "/t/" + t.Plural
		groups[at].Links = append(groups[at].Links, view.Link{Label: v.Plural(t), Href: href, Icon: t.Icon, Current: v.below(href)})
	}
	return groups
}

// personal is the first part of the side bar: the queue of work.
func (v *visit) personal() []view.NavGroup {
	types := v.queueTypes()
	if len(types) == 0 {
		return nil
	}
	var sum int64
	for _, t := range types {
		if n, err := v.count(engine.Ask{Type: t.Name, Also: isOpen}); err == nil {
			sum += n
		}
	}
	return []view.NavGroup{{Links: []view.Link{{Label: v.Say("queue.title"), Href: "/queue", Icon: "inbox", Count: bounded(sum), Current: v.below("/queue")}}}}
}

func rank(t *record.Type) int {
	if t.Pages.Queue {
		return 0
	}
	return 1
}

// below tells whether the visit is at this address or below it.
func (v *visit) below(href string) bool {
	p := v.r.URL.Path
	return p == href || len(p) > len(href) && p[:len(href)] == href && p[len(href)] == '/'
}

const phoneTabs = 3

// tabs are the bar at the bottom on a phone.
func (v *visit) tabs(nav []view.NavGroup) []view.Link {
	var out []view.Link
	for _, g := range nav {
		for _, l := range g.Links {
			if len(out) < phoneTabs {
				out = append(out, l)
			}
		}
	}
	out = append(out, view.Link{Label: v.Say("page.search"), Href: "/search", Icon: "search", Current: v.below("/search")})
	return append(out, view.Link{Label: v.Say("page.menu"), Href: "#side", Icon: "menu"})
}

// start leads to the person's start page, else to the first address of the side bar.
func start(v *visit) error {
	if p, ok := v.Pages.Home(v.actor); ok {
		return v.seeOther("/p/" + p.Path)
	}
	for _, g := range v.navigation() {
		for _, l := range g.Links {
			return v.seeOther(l.Href)
		}
	}
	return v.show(v.Say("page.start"), view.EmptyState(view.Empty{Icon: "house", Title: v.Say("page.empty-start")}), nil)
}
