package engine

import (
	"context"
	"slices"
	"strings"

	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/value"
)

// bar stands where a text was that must not be empty.
const bar = "█████"

// blanked gives the draft in which the fields whose value goes are empty, or hold what shall stand
// there instead, and formulas have seen it.
func (p *preparation) blanked(ctx context.Context, row *record.Record, r *Redaction, erase erased) (*record.Draft, error) {
	d := record.NewDraft(row.Type, row)
	in := p.input(ctx)
	for _, name := range r.Fields {
		def, _ := row.Type.Field(name)
		raw, given := r.Instead[name]
		goes := erase.has(name, contentOf(def, row.ValueOf(def)))
		switch {
		case !goes && given:
			return nil, fault.New(fault.Invalid, row.Type.Name+".redact", "instead-of-nothing").On(name)
		case !goes:
			continue
		case !given:
			d.SetValue(def, blank(def, row))
			continue
		}
		v, err := def.Kind.Parse(def, raw, in)
		if err != nil {
			f := fault.All(err)[0]
			f.Op, f.Field = row.Type.Name+".redact", name
			return nil, f
		}
		d.SetValue(def, v)
	}
	if len(d.ChangedSlots()) == 0 {
		return d, nil
	}
	for _, rule := range row.Type.Fills() {
		if triggered(rule, d) {
			if err := rule.Do(ctx, d, p.reader); err != nil {
				return nil, err
			}
		}
	}
	return d, nil
}

// blank is what a field holds once its value is gone: nothing, or a bar where a text is required.
func blank(d *record.Def, row *record.Record) value.Value {
	if !d.Required || (d.Kind.Class() != query.Text && d.Kind.Class() != query.LongText) {
		return value.Value{}
	}
	text := bar
	if d.Unique {
		text += " " + row.ID()[24:]
	}
	v, err := d.Kind.Parse(d, text, record.Input{})
	if err != nil {
		return value.Value{}
	}
	return v
}

// written is a value in a record's history: which version wrote it, and what; nothing for an empty
// value and for one that was erased.
type written struct {
	version int64
	content string
}

// erased is, by field, the values that go.
type erased map[string][]written

func (x erased) versions() map[string][]int64 {
	out := make(map[string][]int64, len(x))
	for name, values := range x {
		for _, w := range values {
			out[name] = append(out[name], w.version)
		}
	}
	return out
}

func (x erased) has(field, content string) bool {
	return slices.ContainsFunc(x[field], func(w written) bool { return w.content == content })
}

// leave takes out what stays in the record: a bar that stood there before, a computed text that came
// out the same.
func (x erased) leave(d *record.Draft) {
	for name, values := range x {
		slot := d.Type.SlotNamed(name)
		stays := contentOf(d.Type.Defs()[slot], d.At(slot))
		if x[name] = slices.DeleteFunc(values, func(w written) bool { return w.content == stays }); len(x[name]) == 0 {
			delete(x, name)
		}
	}
}

// contentOf is a value as the history holds it.
func contentOf(d *record.Def, v value.Value) string {
	if record.IsSealed(d) && !v.IsEmpty() {
		return `"*"`
	}
	return v.Encode()
}

// meant chooses the values that a redaction means: of its fields all, or the one that stood at a
// version; and all that formulas made of them.
func meant(all map[string][]written, r *Redaction) erased {
	out := erased{}
	for name, values := range all {
		switch {
		case r.only != nil && slices.Contains(r.Fields, name):
			values = slices.DeleteFunc(values, func(w written) bool { return !slices.Contains(r.only[name], w.version) })
		case r.Version > 0 && slices.Contains(r.Fields, name):
			values = sameAs(values, r.Version)
		}
		if values = slices.DeleteFunc(values, func(w written) bool { return w.content == "" }); len(values) > 0 {
			out[name] = values
		}
	}
	return out
}

// sameAs gives the values that are the one that stood at the version.
func sameAs(values []written, version int64) []written {
	content := ""
	for _, w := range values {
		if w.version <= version {
			content = w.content
		}
	}
	return slices.DeleteFunc(values, func(w written) bool { return w.content != content })
}

// writings lists by field every value that was written, and gives the newest version.
func (e *Engine) writings(ctx context.Context, t *record.Type, id string, fields []string) (map[string][]written, int64, error) {
	out, above := map[string][]written{}, int64(0)
	for {
		versions, err := e.store.Versions(ctx, e.config.House, id, above, historyAtOnce)
		if err != nil {
			return nil, 0, err
		}
		for _, v := range versions {
			above = v.Number
			for then, delta := range v.Changes {
				slot := t.SlotEver(then)
				if slot < 0 || v.Operation == store.Delete {
					continue
				}
				if name := t.Defs()[slot].Name; slices.Contains(fields, name) {
					out[name] = append(out[name], written{v.Number, strings.TrimPrefix(string(delta.New), "null")})
				}
			}
		}
		if len(versions) < historyAtOnce {
			return out, above, nil
		}
	}
}

// madeFrom lists the computed texts that may hold parts of the fields, directly or by another
// formula.
func madeFrom(t *record.Type, fields []string) []string {
	reached := slices.Clone(fields)
	var out []string
	for _, rule := range t.Fills() {
		reads := len(rule.Reads) == 0 || slices.ContainsFunc(rule.Reads, func(c record.Column) bool { return slices.Contains(reached, c.Definition().Name) })
		if !reads {
			continue
		}
		for _, c := range rule.Sets {
			if d := c.Definition(); holdsText(d) && !slices.Contains(reached, d.Name) {
				reached, out = append(reached, d.Name), append(out, d.Name)
			}
		}
	}
	return out
}

func holdsText(d *record.Def) bool {
	c := d.Kind.Class()
	return c == query.Text || c == query.LongText || c == query.Opaque
}
