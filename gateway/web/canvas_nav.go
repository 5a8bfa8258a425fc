package web

import (
	"steward/gateway/web/view"
	"steward/kernel/page"
)

// pageLinks adds the declared pages to the parts of the side bar: those that are personal come first,
// in front of the queue; others stand before the lists of their part.
func (v *visit) pageLinks(groups []view.NavGroup) []view.NavGroup {
	for _, p := range v.Pages.Pages(v.actor) {
		if p.Group == "" {
			continue
		}
		label := ""
		if p.Group != page.Personal {
			label = v.Say("nav." + p.Group)
		}
		at := -1
		for i, g := range groups {
			if g.Label == label {
				at = i
			}
		}
		if at < 0 {
			groups = append(groups, view.NavGroup{Label: label})
			at = len(groups) - 1
			if label == "" {
				groups = append([]view.NavGroup{groups[at]}, groups[:at]...)
				at = 0
			}
		}
		groups[at].Links = append(groups[at].Links, v.pageLink(p))
	}
	return groups
}

func (v *visit) pageLink(p page.Page) view.Link {
	l := view.Link{Label: v.Say(p.Title), Href: "/p/" + p.Path, Icon: p.Icon, Current: v.below("/p/" + p.Path)}
	if p.Waiting == nil {
		return l
	}
	if n, err := p.Waiting(v.r.Context(), v.pageReader()); err == nil && n > 0 {
		l.Count, l.Hot = bounded(n), true
	}
	return l
}
