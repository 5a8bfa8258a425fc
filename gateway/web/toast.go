package web

import (
	"encoding/base64"
	"encoding/json"
	"net/http"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/record"
)

func initials(name string) string { return kind.Initials(name) }

// toast is a short message that the next page shows once. It travels in a cookie and therefore
// holds keys and names only; the words and addresses are made when it is shown.
type toast struct {
	Key    string `json:"k"` // message key
	Name   string `json:"n,omitempty"`
	State  string `json:"s,omitempty"`
	Count  int    `json:"c,omitempty"`
	Type   string `json:"t,omitempty"` // with Record and Version: what undo takes back
	Record string `json:"r,omitempty"`
	Undo   int64  `json:"u,omitempty"` // the version to undo
	Batch  string `json:"b,omitempty"` // the batch to undo
}

const toastCookie = "toast"

func (v *visit) tell(t toast) {
	raw, err := json.Marshal(t)
	if err != nil {
		return
	}
	v.toastCookie(base64.RawURLEncoding.EncodeToString(raw), 60)
}

func (v *visit) toastCookie(value string, age int) {
	http.SetCookie(v.w, &http.Cookie{Name: toastCookie, Value: value, Path: "/", HttpOnly: true, Secure: v.Secure, SameSite: http.SameSiteLaxMode, MaxAge: age})
}

// takeToasts gives the waiting message and forgets it.
func (v *visit) takeToasts() []view.Toast {
	c, err := v.r.Cookie(toastCookie)
	if err != nil {
		return nil
	}
	v.toastCookie("", -1)
	raw, err := base64.RawURLEncoding.DecodeString(c.Value)
	var t toast
	if err != nil || json.Unmarshal(raw, &t) != nil {
		return nil
	}
	key, tone := "toast."+t.Key, "green"
	if _, ok := v.Words.Lookup(v.Language, key); !ok {
		key, tone = t.Key, "amber" // what was refused, in the words of a fault
	}
	if _, ok := v.Words.Lookup(v.Language, key); !ok {
		return nil
	}
	shown := view.Toast{Text: v.Say(key, "name", t.Name, "count", t.Count, "state", t.State), Tone: view.Tone(tone), Undo: v.undoOf(t)}
	return []view.Toast{shown}
}

func (v *visit) undoOf(t toast) *view.Action {
	of, ok := v.Engine.Catalogue().Type(t.Type)
	switch {
	case ok && t.Undo > 0 && record.IsID(t.Record):
		return &view.Action{Name: "undo", Label: v.Say("page.undo"), Href: "/t/" + of.Plural + "/" + t.Record + "/undo", Hidden: []view.Pair{{Name: "version", Value: number(t.Undo)}}}
	case record.IsID(t.Batch):
		return &view.Action{Name: "undo", Label: v.Say("page.undo"), Href: "/batch/" + t.Batch + "/undo"}
	}
	return nil
}
