package web

import (
	"net/http"
	"strings"
	"time"

	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
)

// The types that keep who is signed in, kept by the gate.
const (
	sessionType = "session"
	tokenType   = "api_token"
)

// accountMost is how many sessions or tokens a page shows.
const accountMost = 100

// accountPages is the frame of a person's own settings.
func (v *visit) accountPages() view.Settings {
	var g view.NavGroup
	for _, p := range []struct{ name, icon string }{{"", "user"}, {"sessions", "laptop"}, {"tokens", "key"}} {
		href := strings.TrimSuffix("/account/"+p.name, "/")
		g.Links = append(g.Links, view.Link{Label: v.Say("account." + either(p.name, "profile")), Href: href, Icon: p.icon, Current: v.r.URL.Path == href})
	}
	return view.Settings{Bar: view.Bar{Title: v.Say("account.title")}, Nav: []view.NavGroup{g}}
}

// mine is the condition that a record belongs to the person.
var mine = query.Compare{Path: []string{"person"}, Op: query.Equal, Values: []query.Literal{{Text: "me"}}}

func (v *visit) own(typeName string) ([]*record.Record, error) {
	page, err := v.Engine.List(v.r.Context(), v.actor, engine.Ask{Type: typeName, Also: mine, Order: "-created_at", Limit: accountMost})
	if err != nil {
		return nil, err
	}
	return page.Records, nil
}

// profile shows what a person may set about themselves: their record, and the password.
func profile(v *visit) error { return v.profilePage(http.StatusOK, nil) }

func (v *visit) profilePage(status int, refused fault.List) error {
	m := view.Forms{Settings: v.accountPages(), Title: v.actor.Name}
	f := view.Form{Title: v.Say("account.password"), Action: "/account/password", Submit: v.Say("account.password.set"), Plain: true, Sections: []view.Section{{Inputs: []view.Input{
		{Kind: view.KindSecret, Name: "current", Label: v.Say("account.password.current"), Required: true, Complete: "current-password"},
		{Kind: view.KindSecret, Name: "password", Label: v.Say("account.password.new"), Hint: v.Say("setup.password.hint"), Required: true, Complete: "new-password"},
	}}}}
	v.blame(&f, nil, refused)
	m.Forms = []view.Form{f}
	if t, ok := v.Engine.Catalogue().Type(record.PersonType); ok && v.actor.Person != "" {
		if row, err := v.Engine.As(v.actor).Get(v.r.Context(), t.Name, v.actor.Person); err == nil {
			own, err := v.ownForm(t, row)
			if err != nil {
				return err
			}
			m.Forms = append([]view.Form{own}, m.Forms...)
			m.Settings.Bar.Actions = []view.Action{{Name: "record", Label: v.Say("account.record"), Icon: "user", Href: v.pathTo(row), Get: true}}
		}
	}
	return v.showWith(status, m.Title, view.FormsPage(m), nil)
}

// ownFields are what people say about how the pages speak to them.
var ownFields = []string{"language", "formats", "zone"}

// ownForm asks a person for their language, formats and zone.
func (v *visit) ownForm(t *record.Type, row *record.Record) (view.Form, error) {
	f := view.Form{Title: v.Say("account.speaks"), Action: v.pathTo(row) + "/edit", Submit: v.Say("form.save"), Version: row.Version(), Hidden: []view.Pair{{Name: "after", Value: "/account"}}}
	var defs []*record.Def
	for _, name := range ownFields {
		if d, ok := t.Field(name); ok && v.editable(t, d, record.Change) {
			defs = append(defs, d)
		}
	}
	return f, v.fill(&f, t, defs, v.storedForm(row))
}

// setPassword gives the person a new password, after they proved that they know the present one. All
// their sessions end, and this one begins anew.
func setPassword(v *visit) error {
	p := v.posted()
	person, err := v.Engine.System("the person proves who they are").Get(v.r.Context(), record.PersonType, v.actor.Person)
	if err != nil {
		return err
	}
	email := person.Named("email").Text()
	if err := v.Gate.SignIn(v.w, v.r, email, p.Get("current")); err != nil {
		if fault.Is(err, fault.Unauthenticated) {
			return v.profilePage(http.StatusUnprocessableEntity, fault.List{fault.New(fault.Invalid, "web.password", "account.password.wrong").On("current")})
		}
		return err
	}
	if err := v.Gate.SetPassword(v.r.Context(), v.actor, v.actor.Person, email, p.Get("password")); err != nil {
		if refused, ok := asForm(err); ok {
			return v.profilePage(http.StatusUnprocessableEntity, refused)
		}
		return err
	}
	if err := v.Gate.SignIn(v.w, v.r, email, p.Get("password")); err != nil {
		return err
	}
	v.tell(toast{Key: "password"})
	return v.seeOther("/account")
}

// sessions lists where the person is signed in.
func sessions(v *visit) error {
	rows, err := v.own(sessionType)
	if err != nil {
		return err
	}
	m := view.Sessions{Settings: v.accountPages(), Title: v.Say("account.sessions"), Lead: v.Say("account.sessions.lead")}
	here := v.Gate.Session(v.r)
	for _, r := range rows {
		s := view.Session{Device: device(r.Named("device").Text()), Address: r.Named("address").Text(), Since: v.MomentOf(r.At(record.SlotCreatedAt).Int()), Last: v.MomentOf(r.Named("seen_at").Int()), Here: r.ID() == here}
		if !s.Here {
			s.Revoke = &view.Action{Name: "revoke", Label: v.Say("account.end"), Href: "/account/sessions/" + r.ID() + "/revoke", Danger: true}
		}
		m.Items = append(m.Items, s)
	}
	if len(rows) > 1 {
		m.RevokeOthers = &view.Action{Name: "revoke-others", Label: v.Say("account.end-others"), Href: "/account/sessions/others/revoke", Danger: true}
	}
	return v.show(m.Title, view.SessionsPage(m), nil)
}

// device shortens what a browser says of itself to its name and system.
func device(agent string) string {
	named := func(list ...[2]string) string {
		for _, l := range list {
			if strings.Contains(agent, l[0]) {
				return l[1]
			}
		}
		return ""
	}
	browser := named([2]string{"Edg/", "Edge"}, [2]string{"Firefox/", "Firefox"}, [2]string{"Chrome/", "Chrome"}, [2]string{"Safari/", "Safari"}, [2]string{"curl/", "curl"})
	system := named([2]string{"Android", "Android"}, [2]string{"iPhone", "iPhone"}, [2]string{"iPad", "iPad"}, [2]string{"Windows", "Windows"}, [2]string{"Mac OS", "macOS"}, [2]string{"Linux", "Linux"})
	switch {
	case browser == "":
		return agent
	case system == "":
		return browser
	}
	return browser + ", " + system
}

// endSession ends one of the person's sessions, or all but the present one.
func endSession(v *visit) error {
	id := v.r.PathValue("id")
	if id != "others" {
		if err := v.Engine.RemoveOne(v.r.Context(), v.actor, sessionType, id, 0); err != nil {
			return err
		}
		return v.seeOther("/account/sessions")
	}
	rows, err := v.own(sessionType)
	if err != nil {
		return err
	}
	var commands []engine.Command
	for _, r := range rows {
		if r.ID() != v.Gate.Session(v.r) {
			commands = append(commands, engine.Command{Do: engine.Remove, Type: sessionType, ID: r.ID()})
		}
	}
	if _, err := v.Engine.Do(v.r.Context(), v.actor, engine.Options{}, commands...); err != nil {
		return err
	}
	return v.seeOther("/account/sessions")
}

// tokens lists the person's API tokens and asks for a new one.
func tokens(v *visit) error { return v.tokensPage(http.StatusOK, nil, nil) }

// scopes are what a token may be narrowed to.
var scopes = []string{"read", "create", "change", "remove"}

func (v *visit) tokensPage(status int, made *view.CreatedToken, refused fault.List) error {
	rows, err := v.own(tokenType)
	if err != nil {
		return err
	}
	m := view.Tokens{Settings: v.accountPages(), Title: v.Say("account.tokens"), Lead: v.Say("account.tokens.lead"), Created: made}
	for _, r := range rows {
		one := view.Token{Name: r.Title(), Created: v.MomentOf(r.At(record.SlotCreatedAt).Int()), Last: v.momentOrNone(r, "used_at"), Expires: v.momentOrNone(r, "expires_at"),
			Revoke: &view.Action{Name: "revoke", Label: v.Say("account.revoke"), Href: "/account/tokens/" + r.ID() + "/revoke", Danger: true, Confirm: v.Say("account.revoke.confirm", "name", r.Title())}}
		for _, s := range strings.Fields(r.Named("scopes").Text()) {
			one.Scopes = append(one.Scopes, view.Badge{Label: s})
		}
		m.Items = append(m.Items, one)
	}
	m.New = v.tokenForm(refused)
	return v.showWith(status, m.Title, view.TokensPage(m), nil)
}

func (v *visit) momentOrNone(r *record.Record, name string) view.Moment {
	if is := r.Named(name); !is.IsEmpty() {
		return v.MomentOf(is.Int())
	}
	return view.Moment{Text: v.Say("account.never")}
}

func (v *visit) tokenForm(refused fault.List) view.Form {
	p := v.posted()
	narrow := view.Input{Kind: view.KindChoices, Name: "scopes", Label: v.Say("account.scopes"), Hint: v.Say("account.scopes.hint"), Values: p["scopes"]}
	for _, s := range scopes {
		narrow.Options = append(narrow.Options, view.Option{Value: s, Label: v.Say("operation." + s)})
	}
	days := view.Input{Kind: view.KindChoice, Name: "days", Label: v.Say("account.expires"), Value: either(p.Get("days"), "90"), Required: true}
	for _, d := range []string{"7", "30", "90", "365"} {
		days.Options = append(days.Options, view.Option{Value: d, Label: v.Say("account.days", "n", d)})
	}
	f := view.Form{Title: v.Say("account.token.new"), Action: "/account/tokens", Submit: v.Say("account.token.make"), Plain: true, Sections: []view.Section{{Inputs: []view.Input{
		{Kind: view.KindText, Name: "name", Label: v.Say("account.token.name"), Required: true, Value: p.Get("name"), Complete: "off"}, narrow, days}}}}
	v.blame(&f, nil, refused)
	return f
}

// makeToken makes an API token and shows it once.
func makeToken(v *visit) error {
	p := v.posted()
	days, ok := map[string]int{"7": 7, "30": 30, "90": 90, "365": 365}[p.Get("days")]
	name := strings.TrimSpace(p.Get("name"))
	if name == "" || !ok {
		return v.tokensPage(http.StatusUnprocessableEntity, nil, fault.List{fault.New(fault.Invalid, "web.token", "required").On("name")})
	}
	secret, err := v.Gate.CreateToken(v.r.Context(), v.actor, v.actor.Person, name, p["scopes"], v.Now.Add(time.Duration(days)*day))
	if err != nil {
		if refused, ok := asForm(err); ok {
			return v.tokensPage(http.StatusUnprocessableEntity, nil, refused)
		}
		return err
	}
	v.r.PostForm = nil
	return v.tokensPage(http.StatusOK, &view.CreatedToken{Name: name, Secret: secret, Note: v.Say("account.token.once")}, nil)
}

func revokeToken(v *visit) error {
	if err := v.Engine.RemoveOne(v.r.Context(), v.actor, tokenType, v.r.PathValue("id"), 0); err != nil {
		return err
	}
	return v.seeOther("/account/tokens")
}
