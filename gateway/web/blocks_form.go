package web

import (
	"net/url"
	"slices"
	"sort"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/page"
	"steward/kernel/record"
)

// questions lists the fields that a form of a page asks for.
func (b *blocks) questions(a page.Ask) []*record.Def {
	t, ok := b.Engine.Catalogue().Type(a.Type)
	if !ok {
		return nil
	}
	takes := t.Defs()
	if action, ok := t.Action(a.Action); ok {
		takes = definitions(action.Takes)
	}
	var out []*record.Def
	for _, name := range a.Fields {
		i := slices.IndexFunc(takes, func(d *record.Def) bool { return d.Name == name })
		if i >= 0 {
			out = append(out, takes[i])
		}
	}
	return out
}

// filled gives what an untouched form would post: defaults, and what the page knows already.
func (b *blocks) filled(a page.Ask) url.Values {
	p := url.Values{}
	t, ok := b.Engine.Catalogue().Type(a.Type)
	if !ok {
		return p
	}
	for _, d := range b.questions(a) {
		if a.Record == "" && a.Action == "" {
			for name, values := range kind.Of(field(t, d)).Post(b.Reader, field(t, d), d.Default) {
				p[name] = values
			}
		}
		if given, ok := a.Values[d.Name]; ok {
			p.Set(d.Name, given)
		}
	}
	return p
}

// form is a question that is answered where it stands.
func (b *blocks) form(title string, a page.Ask) *view.QuickForm {
	key := b.nextForm()
	f := &view.QuickForm{ID: key, Title: title, Action: b.doing(), Submit: a.Label, Draft: key + "-" + a.Type + a.Record + a.Action}
	t, ok := b.Engine.Catalogue().Type(a.Type)
	if !ok {
		return f
	}
	unseen := map[string]string{}
	for name, value := range a.Values {
		if !slices.Contains(a.Fields, name) {
			unseen[name] = value
		}
	}
	d := a.Do
	d.Values = unseen
	f.Hidden = b.doneBy(d, key)
	for i, o := range a.Other {
		f.Other = append(f.Other, o.Label)
		f.Hidden = append(f.Hidden, fixed(number(i+1), merged(unseen, o.Values))...)
	}
	if b.hints != "" && a.Hinted {
		f.Live = b.hints
	}
	p, again := b.filled(a), b.refused != nil && b.refused.key == key
	if again {
		p = b.refused.posted
	}
	defs := b.questions(a)
	for i, d := range defs {
		f.Hidden = append(f.Hidden, view.Pair{Name: "field", Value: d.Name})
		in := kind.Posted(b.Reader, field(t, d), p)
		in.Half = len(defs) > 2 && slices.Contains(halves, in.Kind)
		in.Autofocus = a.Autofocus && i == 0
		if i == 0 && a.Hint != "" {
			in.Placeholder = a.Hint
		}
		f.Inputs = append(f.Inputs, in)
	}
	if again {
		b.blameQuick(f, t)
	}
	return f
}

// blameQuick puts refusals beside the questions they are about.
func (b *blocks) blameQuick(f *view.QuickForm, t *record.Type) {
	whole := view.Form{Sections: []view.Section{{Inputs: f.Inputs}}}
	b.blame(&whole, t, b.refused.faults)
	f.Inputs, f.Errors = whole.Sections[0].Inputs, whole.Errors
}

func merged(a, b map[string]string) map[string]string {
	out := map[string]string{}
	for _, m := range []map[string]string{a, b} {
		for k, v := range m {
			out[k] = v
		}
	}
	return out
}

func sortedKeys(m map[string]string) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
