package web

import (
	"net/http"
	"net/url"

	"steward/gateway/web/view"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// toEntry sends somebody who is not signed in to the sign-in page and back, or to the set-up of a
// new installation. A script gets 401 and goes itself.
func (s *site) toEntry(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Region") != "" || r.Header.Get("Accept") == "text/event-stream" {
		http.Error(w, s.Words.Say(s.language("", r), "page.signed-out", nil), http.StatusUnauthorized)
		return
	}
	needs, err := s.Gate.NeedsSetUp(r.Context())
	if err != nil {
		s.broken(w, r, err)
		return
	}
	to := "/signin"
	if needs {
		to = "/setup"
	} else if r.Method == http.MethodGet && r.URL.Path != "/" {
		to += "?next=" + url.QueryEscape(r.URL.RequestURI())
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// stranger is a visit of somebody who is not known yet.
func (s *site) stranger(w http.ResponseWriter, r *http.Request) *visit {
	return s.visit(w, r, record.Actor{})
}

func (v *visit) document(title string) view.Document {
	theme, _ := v.preferences()
	return view.Document{Title: title, Language: v.Language, Direction: "ltr", Theme: theme}
}

func (s *site) signInPage(w http.ResponseWriter, r *http.Request) {
	v := s.stranger(w, r)
	v.entry(http.StatusOK, v.query.Get("next"), "", "")
}

func (v *visit) entry(status int, next, email, refused string) {
	p := view.SignIn{Document: v.document(v.Say("page.sign-in")), Action: "/signin", Email: email, Error: refused}
	if next != "" {
		p.Hidden = []view.Pair{{Name: "next", Value: local(next)}}
	}
	if err := v.send(status, "text/html; charset=utf-8", view.SignInPage(p)); err != nil {
		v.broken(v.w, v.r, err)
	}
}

func (s *site) signIn(w http.ResponseWriter, r *http.Request) {
	v := s.stranger(w, r)
	if err := v.form(); err != nil {
		v.entry(statusOf(err), "", "", v.sentence(fault.All(err)[0]))
		return
	}
	p := v.posted()
	err := s.Gate.SignIn(w, r, p.Get("email"), p.Get("password"))
	if err != nil {
		v.record(err)
		v.entry(statusOf(err), p.Get("next"), p.Get("email"), v.sentence(fault.All(err)[0]))
		return
	}
	http.Redirect(w, r, local(p.Get("next")), http.StatusSeeOther)
}

func (s *site) signOut(w http.ResponseWriter, r *http.Request) {
	if err := s.Gate.SignOut(w, r); err != nil {
		s.broken(w, r, err)
		return
	}
	http.Redirect(w, r, "/signin", http.StatusSeeOther)
}

func (s *site) setUpPage(w http.ResponseWriter, r *http.Request) {
	needs, err := s.Gate.NeedsSetUp(r.Context())
	if err != nil {
		s.broken(w, r, err)
		return
	}
	if !needs {
		http.Redirect(w, r, "/signin", http.StatusSeeOther)
		return
	}
	v := s.stranger(w, r)
	v.founding(http.StatusOK, v.query, nil)
}

func (s *site) setUp(w http.ResponseWriter, r *http.Request) {
	v := s.stranger(w, r)
	err := v.form()
	if err == nil {
		p := v.posted()
		err = s.Gate.SetUp(w, r, Founding{Secret: p.Get("secret"), Organisation: p.Get("organisation"), Name: p.Get("name"), Email: p.Get("email"), Password: p.Get("password")})
	}
	if err != nil {
		v.record(err)
		v.founding(statusOf(err), v.posted(), fault.All(err))
		return
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// founding asks for what a new installation needs.
func (v *visit) founding(status int, p url.Values, refused fault.List) {
	f := view.Form{Title: v.Say("setup.title"), Lead: v.Say("setup.lead"), Action: "/setup", Submit: v.Say("setup.submit"), Plain: true}
	inputs := []view.Input{
		{Kind: view.KindText, Name: "organisation", Required: true, Complete: "organization", Autofocus: true},
		{Kind: view.KindText, Name: "name", Required: true, Complete: "name"},
		{Kind: view.KindEmail, Name: "email", Required: true, Complete: "username"},
		{Kind: view.KindSecret, Name: "password", Required: true, Complete: "new-password", Hint: v.Say("setup.password.hint")},
	}
	for i := range inputs {
		in := &inputs[i]
		in.Label = v.Say("setup." + in.Name)
		if in.Kind != view.KindSecret {
			in.Value = p.Get(in.Name)
		}
	}
	if secret := p.Get("secret"); secret != "" {
		f.Hidden = []view.Pair{{Name: "secret", Value: secret}}
	} else {
		inputs = append([]view.Input{{Kind: view.KindText, Name: "secret", Label: v.Say("setup.secret"), Hint: v.Say("setup.secret.hint"), Required: true, Complete: "off"}}, inputs...)
	}
	f.Sections = []view.Section{{Inputs: inputs}}
	v.blame(&f, nil, refused)
	s := view.Setup{Document: v.document(v.Say("setup.title")), Form: f}
	if err := v.send(status, "text/html; charset=utf-8", view.SetupPage(s)); err != nil {
		v.broken(v.w, v.r, err)
	}
}
