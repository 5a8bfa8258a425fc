package web

import (
	"html"
	"net/http"
	"strings"

	"steward/gateway/web/view"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// signs are what brings up a list while somebody writes, with the questions that fill it.
var signs = map[string]string{"/": "canned_replies", "@": "mentionable"}

// suggest answers with what a sign offers to whoever writes about a record.
func suggest(v *visit) error {
	t, row, err := v.recordOf()
	if err != nil {
		return err
	}
	question, ok := signs[v.query.Get("sign")]
	if !ok {
		return fault.New(fault.NotFound, "web.suggest", "no-such-address", "address", v.r.URL.Path)
	}
	found, err := v.Engine.Answer(v.r.Context(), v.actor, t.Name, question, map[string]any{
		aboutField: map[string]any{"type": t.Name, "id": row.ID()}, visibilityField: either(v.query.Get("mode"), "public"), "words": v.query.Get("words")})
	if err != nil {
		return err
	}
	var items []view.Picked
	for _, f := range found {
		one := view.Picked{ID: f.Subject.ID, Type: f.Subject.Type, Label: f.Title, Insert: f.Text}
		switch {
		case f.Subject.Type == record.PersonType:
			v.Names.Want(record.PersonType, f.Subject.ID)
		case f.Subject.Type == "team":
			one.Note = v.Say("team")
		case len(f.Words) > 0:
			one.Note = "/" + strings.Join(f.Words, " ")
		}
		items = append(items, one)
	}
	if err := v.loadNames(); err != nil {
		return err
	}
	for i := range items {
		if items[i].Type == record.PersonType {
			p := v.Person(items[i].ID)
			items[i].Person = &p
		}
	}
	return v.send(http.StatusOK, "text/html; charset=utf-8", view.PickList(items))
}

// mentionsField holds the people whom a message names.
const mentionsField = "mentions"

// naming marks the names of those whom a message names.
func (v *visit) naming(m *record.Record, markup string) string {
	for _, id := range m.Named(mentionsField).Members() {
		if name := v.Person(id).Name; name != "" {
			name = "@" + html.EscapeString(name)
			markup = strings.ReplaceAll(markup, name, `<b class="mention">`+name+`</b>`)
		}
	}
	return markup
}
