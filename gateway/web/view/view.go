// Package view draws the pages: view models as plain structs, and templ components that turn them into HTML. Its one
// rule: it knows no engine, no request and no database; every address, number, date and word arrives ready.
//
// How a page is made:
//
//	ctx = view.With(r.Context(), view.Setting{Words: words, Assets: assets})
//	err = view.Page(shell, view.ListPage(list)).Render(ctx, w)
//
// Addresses in models are complete. Text in models is already in the reader's language and format; the fixed words of
// the templates come from Words. Everything works as plain links and forms; the script only makes it faster.
//
// # Regions
//
// A part of a page that can be fetched by itself has an id and a data-region attribute that names the query
// parameters it depends on. When only those parameters change, the script asks for the same address with the header
// "X-Region: list pane" (ids, separated by spaces). The answer may be the whole page, or only these components, each
// with its id: ListRegion has id "list", PaneRegion has id "pane", RecordPage's body has id "record". A request
// with "X-Region: main" wants the whole page too, but may leave out what stands outside <main> and the side bar.
//
// # Answers to forms
//
// A form that succeeds answers 303 to the page to show next; a form that is refused answers 422 with the same page,
// its Form carrying the errors. 401 (or a redirect to /signin) sends the browser to sign in and back.
package view

import (
	"context"

	"github.com/a-h/templ"
)

// Words gives the fixed words of the templates in the reader's language. Arguments fill {0}, {1}; where a text has
// plural forms, the first whole-number argument chooses. The keys are listed in words/en.json.
type Words interface {
	T(key string, args ...any) string
}

// Assets gives the address of a built file ("app.css", "app.js", "icons.svg"). *asset.Set is one.
type Assets interface {
	URL(name string) string
}

// Setting is what every component may need and no model should have to carry.
type Setting struct {
	Words  Words
	Assets Assets
	// Token is put into every form that writes, as the hidden field "_token", if it is not empty.
	Token string
	// sprite is the address of the icons up to the name of one.
	sprite string
}

type settingKey struct{}

// With returns a context in which components can be rendered.
func With(ctx context.Context, s Setting) context.Context {
	s.sprite = "/assets/icons.svg#"
	if s.Assets != nil {
		s.sprite = s.Assets.URL("icons.svg") + "#"
	}
	return context.WithValue(ctx, settingKey{}, &s)
}

func setting(ctx context.Context) *Setting {
	if s, ok := ctx.Value(settingKey{}).(*Setting); ok {
		return s
	}
	return &Setting{sprite: "/assets/icons.svg#"}
}

// t looks up a fixed word; without Words the key itself shows, so that a missing setting is seen at once.
func t(ctx context.Context, key string, args ...any) string {
	if w := setting(ctx).Words; w != nil {
		return w.T(key, args...)
	}
	return key
}

func assetURL(ctx context.Context, name string) string {
	if a := setting(ctx).Assets; a != nil {
		return a.URL(name)
	}
	return "/assets/" + name
}

// Page is a whole document: the shell with one body in it.
func Page(s Shell, body templ.Component) templ.Component {
	return page(s, body)
}
