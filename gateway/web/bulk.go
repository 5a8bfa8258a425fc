package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
)

const (
	// bulkMost is how many records are changed at once.
	bulkMost = engine.MostRows
	// bulkShown is how many of them the preview shows.
	bulkShown = 100
)

// bulk is what can be done with several rows of a list of these types.
func (l *listing) bulk(types []*record.Type) *view.Bulk {
	b := &view.Bulk{Action: "/bulk", Hidden: []view.Pair{{Name: "back", Value: l.at.without("sel").String()}, {Name: "filter", Value: l.at.query.Get("filter")}}}
	change, removes, assigns := true, true, true
	for _, t := range types {
		b.Hidden = append(b.Hidden, view.Pair{Name: "type", Value: t.Name})
		change = change && l.may(t, record.Change)
		removes = removes && l.may(t, record.Remove)
		assigns = assigns && t.Pages.Assignee != nil
	}
	if change && assigns && l.actor.Person != "" {
		b.Buttons = append(b.Buttons, view.BulkButton{Name: "take", Label: l.Say("bulk.take"), Icon: "user-check", Keys: "A"})
	}
	if change {
		b.Buttons = append(b.Buttons, view.BulkButton{Name: "edit", Label: l.Say("bulk.edit"), Icon: "pencil", Keys: "S"})
	}
	if removes {
		b.Buttons = append(b.Buttons, view.BulkButton{Name: "remove", Label: l.Say("page.remove"), Icon: "trash-2"})
	}
	if len(b.Buttons) == 0 {
		return nil
	}
	return b
}

// bulky is a change of several records.
type bulky struct {
	*visit
	p      url.Values
	rows   []*record.Record
	types  []*record.Type
	verb   engine.Verb
	values map[string]any
}

// bulkEdit asks what to change in the chosen rows, and shows what would happen.
func bulkEdit(v *visit) error {
	b := &bulky{visit: v, p: v.posted(), verb: engine.Change, values: map[string]any{}}
	if err := b.choose(); err != nil {
		return err
	}
	if len(b.rows) == 0 {
		return v.seeOther(local(b.p.Get("back")))
	}
	switch b.p.Get("action") {
	case "remove":
		b.verb = engine.Remove
	case "take":
		b.values[b.types[0].Pages.Assignee.Definition().Name] = v.actor.Person
	default:
		b.answers()
	}
	return b.show(http.StatusOK, nil)
}

// choose loads the chosen records as the person sees them.
func (b *bulky) choose() error {
	for _, name := range b.p["type"] {
		t, ok := b.Engine.Catalogue().Type(name)
		if !ok || t.Internal {
			return fault.New(fault.NotFound, "web.bulk", "no-such-type", "type", name)
		}
		ask := engine.Ask{Type: t.Name, Order: "id", Limit: bulkMost, Also: withIDs(ids(b.p["id"]))}
		if b.p.Get("all") == "1" && len(b.p["type"]) == 1 {
			ask.Also, ask.Filter = query.All{}, b.p.Get("filter")
		} else if len(ids(b.p["id"])) == 0 {
			continue
		}
		page, err := b.Engine.List(b.r.Context(), b.actor, ask)
		if err != nil {
			return err
		}
		if len(page.Records) > 0 {
			b.rows, b.types = append(b.rows, page.Records...), append(b.types, t)
		}
	}
	return nil
}

func ids(given []string) []string {
	out := slices.DeleteFunc(slices.Clone(given), func(id string) bool { return !record.IsID(id) })
	return out[:min(len(out), bulkMost)]
}

// fields are what all chosen types have in common and a form may ask.
func (b *bulky) fields() []*record.Def {
	var out []*record.Def
	for _, d := range b.asked(b.types[0], record.Change) {
		fits := !d.Unique && !slices.Contains([]string{"secret", "files", "localized_text", "localized_long_text", "recurrence", "structured"}, d.Kind.Name())
		for _, t := range b.types[1:] {
			other, ok := t.Field(d.Name)
			fits = fits && ok && other.Kind == d.Kind && b.editable(t, other, record.Change)
		}
		if fits {
			out = append(out, d)
		}
	}
	return out
}

// answers takes what the form says; an empty answer leaves a field alone.
func (b *bulky) answers() {
	for _, d := range b.fields() {
		var raw any = b.p.Get(d.Name)
		if d.Kind.Name() != "yes_no" {
			raw = kind.Raw(b.Reader, field(b.types[0], d), b.p)
		}
		if !unsaid(raw) {
			b.values[d.Name] = raw
		}
		if slices.Contains(b.p["clear"], d.Name) {
			b.values[d.Name] = ""
		}
	}
	if to := b.p.Get(record.StateName); to != "" && len(b.types) == 1 && b.types[0].States != nil {
		b.values[record.StateName] = to
	}
}

func (b *bulky) command(row *record.Record) engine.Command {
	return engine.Command{Do: b.verb, Type: row.Type.Name, ID: row.ID(), Base: row.Version(), Values: b.values}
}

// bulkApply changes the records in one transaction that can be undone as one.
func bulkApply(v *visit) error {
	b := &bulky{visit: v, p: v.posted(), verb: engine.Verb(v.posted().Get("verb")), values: map[string]any{}}
	if b.verb != engine.Change && b.verb != engine.Remove {
		return fault.New(fault.Invalid, "web.bulk", "page.form-unreadable")
	}
	if err := json.Unmarshal([]byte(b.p.Get("values")), &b.values); err != nil {
		return fault.New(fault.Invalid, "web.bulk", "page.form-unreadable").Because(err)
	}
	if err := b.choose(); err != nil {
		return err
	}
	batch := engine.NewID()
	var commands []engine.Command
	for _, row := range b.rows {
		commands = append(commands, b.command(row))
	}
	if _, err := v.Engine.Do(v.r.Context(), v.actor, engine.Options{Batch: batch}, commands...); err != nil {
		if refused, ok := asForm(err); ok {
			return b.show(http.StatusUnprocessableEntity, refused)
		}
		return err
	}
	told := toast{Key: "bulk", Count: len(commands)}
	if _, moved := b.values[record.StateName]; !moved { // a lifecycle seldom has the way back
		told.Batch = batch
	}
	v.tell(told)
	return v.seeOther(local(b.p.Get("back")))
}

// undoBatch takes a bulk edit back.
func undoBatch(v *visit) error {
	n, err := v.Engine.UndoBatch(v.r.Context(), v.actor, engine.Options{}, v.r.PathValue("batch"))
	if err != nil {
		return err
	}
	v.tell(toast{Key: "bulk-undone", Count: n})
	return v.seeOther(v.cameFrom())
}
