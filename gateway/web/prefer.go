package web

import (
	"net/http"
	"slices"
)

// choosable are the preferences that are kept in the browser: theme and density.
var choosable = map[string][]string{"theme": {"light", "dark", "system"}, "density": {"compact", "regular", "comfortable"}}

// preferences gives the chosen theme and density, empty for the usual ones.
func (v *visit) preferences() (theme, density string) {
	chosen := map[string]string{}
	for name, usual := range map[string]string{"theme": "system", "density": "regular"} {
		c, err := v.r.Cookie(name)
		if err == nil && c.Value != usual && slices.Contains(choosable[name], c.Value) {
			chosen[name] = c.Value
		}
	}
	return chosen["theme"], chosen["density"]
}

func prefer(v *visit) error {
	for name, values := range choosable {
		if chosen := v.posted().Get(name); slices.Contains(values, chosen) {
			http.SetCookie(v.w, &http.Cookie{Name: name, Value: chosen, Path: "/", HttpOnly: true, Secure: v.Secure, SameSite: http.SameSiteLaxMode, MaxAge: int(cookieAge.Seconds())})
		}
	}
	return v.seeOther(v.cameFrom())
}

// cameFrom gives the page from which a form was sent, the start page where the browser does not
// tell.
func (v *visit) cameFrom() string {
	u, err := v.r.URL.Parse(v.r.Referer())
	if err != nil || v.r.Referer() == "" || u.Host != v.r.Host {
		return "/"
	}
	return local(u.RequestURI())
}
