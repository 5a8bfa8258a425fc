package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// The questions of the form that takes values away.
const (
	redactFields, redactMessages, redactReason = "fields", "messages", "reason"
	// shortly is how many letters of a value tell which one is meant.
	shortly = 90
)

// redactAction is the way to the form that takes values away, for those who may.
func (v *visit) redactAction(t *record.Type, row *record.Record, bar *view.Bar) error {
	may, err := v.Engine.MayWith(v.r.Context(), v.actor, record.Redact, row)
	if err == nil && may {
		bar.More = append(bar.More, view.Action{Name: "redact", Label: v.Say("redact.open"), Icon: "eye-off", Href: kind.Path(t, row) + "/redact", Get: true, Danger: true})
	}
	return err
}

// redactForm asks what is to be taken away for good, and says before what that means.
func redactForm(v *visit) error {
	t, row, err := v.recordOf()
	if err != nil {
		return err
	}
	return v.askRedact(t, row, http.StatusOK, url.Values{}, nil)
}

func (v *visit) askRedact(t *record.Type, row *record.Record, status int, p url.Values, refused fault.List) error {
	may, err := v.Engine.MayWith(v.r.Context(), v.actor, record.Redact, row)
	if err != nil {
		return err
	}
	if !may {
		return fault.New(fault.Forbidden, t.Name+".redact", "forbidden", "operation", string(record.Redact), "type", t.Name)
	}
	bar, path := v.recordBar(t, row), kind.Path(t, row)
	bar.Crumbs[1].Href = path
	what := view.Section{Title: v.Say("redact.what"), Hint: v.Say("redact.what.hint"), Inputs: []view.Input{
		{Kind: view.KindChoices, Name: redactFields, Label: v.Say("redact.fields"), Required: true, Values: p[redactFields], Options: v.redactable(t, row)}}}
	said, _, err := v.messages(t, row, "")
	if err != nil {
		return err
	}
	if options := v.redactableMessages(said); len(options) > 0 {
		what.Inputs = append(what.Inputs, view.Input{Kind: view.KindChoices, Name: redactMessages, Label: v.Say("redact.messages"), Hint: v.Say("redact.messages.hint"), Required: true, Values: p[redactMessages], Options: options})
	}
	why := view.Input{Kind: view.KindText, Name: redactReason, Label: v.Say("redact.reason"), Hint: v.Say("redact.reason.hint"), Required: true, Value: p.Get(redactReason), Length: 500}
	f := view.Form{Bar: bar, Title: v.Say("redact.title", "name", titleOf(row)), Lead: v.Say("redact.lead"), Action: path + "/redact", Cancel: path, Submit: v.Say("redact.do"),
		Sections: []view.Section{what, {Inputs: []view.Input{why}}}}
	v.blame(&f, t, refused)
	return v.showWith(status, f.Title, view.FormPage(f), nil)
}

// redactable lists the fields of which values can be taken away; those that are empty may still have
// had one.
func (v *visit) redactable(t *record.Type, row *record.Record) []view.Option {
	var out []view.Option
	for _, d := range t.Defs() {
		if d.Computed || d.Name == record.StateName {
			continue
		}
		note := v.Say("redact.only-before")
		if !row.ValueOf(d).IsEmpty() {
			c := v.cell(row, d)
			note = brief(either(c.Text, v.Say("redact.has-value")))
		}
		out = append(out, view.Option{Value: d.Name, Label: v.Label(field(t, d)), Note: note})
	}
	slices.SortStableFunc(out, func(a, b view.Option) int {
		empty := v.Say("redact.only-before")
		return before(a.Note == empty) - before(b.Note == empty)
	})
	return out
}

func before(last bool) int {
	if last {
		return 1
	}
	return 0
}

func (v *visit) redactableMessages(said []*record.Record) []view.Option {
	var out []view.Option
	for _, m := range said {
		out = append(out, view.Option{Value: m.ID(), Label: v.who(m.Named(authorField).Text()).Name + ", " + v.MomentOf(m.Named(sentField).Int()).Text, Note: brief(m.Named(bodyField).Text())})
	}
	return out
}

// brief is the beginning of a text, on one line.
func brief(text string) string {
	letters := []rune(strings.Join(strings.Fields(text), " "))
	if len(letters) <= shortly {
		return string(letters)
	}
	return string(letters[:shortly]) + "…"
}

// redact takes away what was chosen: of messages their words and files, then the fields. What is
// refused is said on the form; what was done before it stays done.
func redact(v *visit) error {
	t, row, err := v.recordOf()
	if err != nil {
		return err
	}
	p := v.posted()
	of, talked := v.abilityType(t, talks)
	var refused error
	if len(p[redactFields])+len(p[redactMessages]) == 0 {
		refused = fault.New(fault.Invalid, t.Name+".redact", "required").On(redactFields)
	}
	for _, id := range p[redactMessages] {
		if refused != nil || !talked {
			break
		}
		refused = v.redactMessage(of, row, id, p.Get(redactReason))
	}
	if refused == nil && len(p[redactFields]) > 0 {
		_, refused = v.Engine.Redact(v.r.Context(), v.actor, engine.Options{}, engine.Redaction{Type: t.Name, ID: row.ID(), Fields: p[redactFields], Reason: p.Get(redactReason)})
	}
	if list, ok := asForm(refused); refused != nil && ok {
		return v.askRedact(t, row, statusOf(refused), p, list)
	}
	if refused != nil {
		return refused
	}
	v.tell(toast{Key: "redacted", Name: nameOf(row)})
	return v.seeOther(kind.Path(t, row))
}

// redactMessage takes the words and files of a message of the record away.
func (v *visit) redactMessage(of *record.Type, row *record.Record, id, reason string) error {
	m, err := v.Engine.As(v.actor).Get(v.r.Context(), of.Name, id)
	if err != nil {
		return err
	}
	if m.Named(aboutField).Text() != row.ID() {
		return fault.New(fault.NotFound, of.Name+".redact", "not-found", "type", of.Name)
	}
	var fields []string
	for _, d := range of.Defs() {
		if k := d.Kind.Name(); !d.Computed && !m.ValueOf(d).IsEmpty() && (d.Name == bodyField || d.Name == quotedField || k == "file" || k == "files") {
			fields = append(fields, d.Name)
		}
	}
	_, err = v.Engine.Redact(v.r.Context(), v.actor, engine.Options{}, engine.Redaction{Type: of.Name, ID: id, Fields: fields, Reason: reason})
	return err
}
