package web

import (
	"slices"

	"steward/gateway/web/view"
	"steward/kernel/record"
)

// languageNames are the languages in their own words.
var languageNames = map[string]string{"en": "English", "de": "Deutsch"}

// plain gives those whose start page is plain a frame without side bar, on every page.
func (v *visit) plain(s *view.Shell) {
	home, ok := v.Pages.Home(v.actor)
	if !ok || !home.Plain {
		return
	}
	at := "/p/" + home.Path
	links := []view.Link{{Label: v.Say("plain.home"), Href: at, Icon: "house", Current: v.r.URL.Path == at && v.query.Get("report") == ""},
		{Label: v.Say("plain.ask"), Href: at + "?report=1", Icon: "plus", Current: v.r.URL.Path == at && v.query.Get("report") != ""}}
	for _, t := range v.queueTypes() {
		if t.Pages.Requester != nil {
			links = append(links, view.Link{Label: v.Say("plain.requests"), Href: "/t/" + t.Plural, Icon: "list-checks", Current: v.below("/t/" + t.Plural)})
			break
		}
	}
	links = append(links, v.guide()...)
	s.Workspace.Href = at
	s.Plain = &view.PlainFrame{Links: links, Languages: v.languageChoices(at)}
	s.Tabs = append(slices.Clone(links), view.Link{Label: v.Say("plain.me"), Href: "/account", Icon: "user", Current: v.below("/account")})
}

// languageChoices are buttons that set the person's language.
func (v *visit) languageChoices(at string) []view.LanguageChoice {
	var out []view.LanguageChoice
	for _, l := range v.languages {
		a := view.Action{Name: "language", Label: either(languageNames[l], l), Href: at + "/do", Hidden: []view.Pair{{Name: "_type", Value: record.PersonType}, {Name: "_record", Value: v.actor.Person},
			{Name: "set..language", Value: l}, {Name: "after", Value: v.here().String()}}}
		if l == v.Language {
			a.Icon = "check"
		}
		out = append(out, view.LanguageChoice{Action: a, Current: l == v.Language})
	}
	return out
}
