package kind

import (
	"net/url"
	"slices"

	"steward/gateway/web/view"
	"steward/kernel/record"
	"steward/kernel/value"
)

type choice struct{ text }

// tones are the colours that an option's token stands for.
var tones = map[string]view.Tone{"red": "red", "amber": "amber", "green": "green", "blue": "blue", "violet": "violet", "grey": "gray", "gray": "gray", "teal": "teal", "pink": "pink", "olive": "olive"}

func optionOf(f Field, key string) record.Option {
	for i := range f.Options {
		if f.Options[i].Key == key {
			return f.Options[i]
		}
	}
	return record.Option{Key: key}
}

func (choice) Cell(r *Reader, f Field, v value.Value, c *view.Cell) {
	c.Text, c.Tone = r.Option(f, v.Text()), tones[optionOf(f, v.Text()).Colour]
}

// options lists what can be chosen: what is offered, and what is chosen though it no longer is.
func options(r *Reader, f Field, chosen []string) []view.Option {
	out := make([]view.Option, 0, len(f.Options))
	for _, o := range f.Options {
		if o.Retired && !slices.Contains(chosen, o.Key) {
			continue
		}
		out = append(out, view.Option{Value: o.Key, Label: r.Option(f, o.Key), Tone: tones[o.Colour]})
	}
	return out
}

const fewOptions = 4

func (choice) Fill(r *Reader, f Field, p url.Values, in *view.Input) {
	in.Value = p.Get(f.Name)
	in.Options = options(r, f, []string{in.Value})
	in.Radio = f.Required && len(in.Options) <= fewOptions
}

type choices struct{ text }

func (choices) Cell(r *Reader, f Field, v value.Value, c *view.Cell) {
	keys, _ := f.Kind.JSON(f.Def, v).([]string)
	for _, key := range keys {
		c.Items = append(c.Items, view.Badge{Label: r.Option(f, key), Tone: tones[optionOf(f, key).Colour]})
	}
	c.Text = badgeTexts(c.Items)
}

func badgeTexts(items []view.Badge) string {
	s := ""
	for i, b := range items {
		if i > 0 {
			s += ", "
		}
		s += b.Label
	}
	return s
}

func (choices) Post(_ *Reader, f Field, v value.Value) url.Values {
	return url.Values{f.Name: slices.Clone(v.Members())}
}

func (choices) Fill(r *Reader, f Field, p url.Values, in *view.Input) {
	in.Values = p[f.Name]
	in.Options = options(r, f, in.Values)
}

// Raw gives the chosen keys, sorted, because a form posts them in the order of the options.
func (choices) Raw(_ *Reader, f Field, p url.Values) any {
	keys := make([]any, 0, len(p[f.Name]))
	for _, key := range slices.Sorted(slices.Values(p[f.Name])) {
		if key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}

type state struct{ choice }

func (state) Cell(r *Reader, f Field, v value.Value, c *view.Cell) {
	s := r.State(f.Of, v.Text())
	c.State, c.Text = &s, s.Label
}

// State gives a state as pages show it.
func (r *Reader) State(t *record.Type, key string) view.State {
	d, _ := t.Field(record.StateName)
	return view.State{Key: key, Label: r.Option(Field{t, d}, key), Category: string(t.CategoryOf(key))}
}

type yesNo struct{ text }

func (yesNo) Cell(r *Reader, _ Field, v value.Value, c *view.Cell) {
	c.Text = r.Say("no")
	if v.Yes() {
		c.Text = r.Say("yes")
	}
}

func (yesNo) Post(_ *Reader, f Field, v value.Value) url.Values {
	if v.Yes() {
		return url.Values{f.Name: {"false", "true"}}
	}
	return url.Values{f.Name: {"false"}}
}

func (k yesNo) Fill(r *Reader, f Field, p url.Values, in *view.Input) {
	in.Value, _ = k.Raw(r, f, p).(string)
}

// Raw gives the last value posted: the box's own comes after the hidden one that says no.
func (yesNo) Raw(_ *Reader, f Field, p url.Values) any {
	if all := p[f.Name]; len(all) > 0 && all[len(all)-1] == "true" {
		return "true"
	}
	return "false"
}
