package load

import (
	"context"

	"steward/gateway/sheet"
	"steward/gateway/sheet/mapping"
	"steward/gateway/sheet/problem"
	"steward/kernel/engine"
	"steward/kernel/fault"
)

// A name is how a table names another record: the type, the field and the text in it.
type name struct{ typeName, field, text string }

// named is the record of a name.
type named struct {
	id     string
	made   bool  // by this import; in a dry run it would be
	refuse error // why there is none
}

// names remembers every record that the table names, and makes the missing ones on the way.
type names struct {
	engine *engine.Engine
	ids    map[name]*named
}

func nameOf(v *sheet.Value) name { return name{v.Reference.Type, key(v.Reference), v.Text} }

func key(r *mapping.Reference) string {
	if r.Key == "" {
		return "name"
	}
	return r.Key
}

// id gives the record that a value names.
func (n *names) id(v *sheet.Value) (string, error) {
	if v.Reference == nil {
		return "", nil
	}
	found := n.ids[nameOf(v)]
	return found.id, found.refuse
}

// each gives every value of the cases that names a record.
func each(cases []sheet.Case, do func(v *sheet.Value)) {
	for i := range cases {
		for j := range cases[i].Events {
			e := &cases[i].Events[j]
			if e.Actor != nil && e.Actor.Reference != nil {
				do(e.Actor)
			}
			for k := range e.Values {
				if v := &e.Values[k]; v.Reference != nil && v.Text != "" {
					do(v)
				}
			}
		}
	}
}

// resolve finds what the cases name and was not met before, and makes what is missing in one
// transaction.
func (n *names) resolve(ctx context.Context, l *loader, cases []sheet.Case) error {
	var missing []name
	var broken error
	each(cases, func(v *sheet.Value) {
		this := nameOf(v)
		if broken != nil || n.ids[this] != nil {
			return
		}
		id, err := n.engine.FindBy(ctx, this.typeName, this.field, this.text)
		found := &named{id: id}
		n.ids[this] = found
		switch {
		case err != nil && fault.KindOf(err) == fault.Internal:
			broken = err
		case err != nil:
			found.refuse = err
		case id == "" && v.Reference.Create:
			missing = append(missing, this)
		case id == "":
			found.refuse = &problem.Problem{Code: "reference-unknown", Field: v.Field, Value: problem.Shorten(v.Text), Detail: this.typeName}
		}
	})
	if broken != nil || len(missing) == 0 {
		return broken
	}
	return n.create(ctx, l, missing)
}

// create makes the missing records; in a dry run it only tries.
func (n *names) create(ctx context.Context, l *loader, missing []name) error {
	parts := make([]engine.Part, len(missing))
	for i, m := range missing {
		parts[i] = making(m, "")
	}
	outcomes, err := n.engine.DoEach(ctx, l.options.Actor, engine.Options{Batch: l.batch, Preview: l.options.DryRun}, parts...)
	if err != nil {
		return err
	}
	for i, out := range outcomes {
		found := n.ids[missing[i]]
		if found.refuse = out.Err; out.Err != nil {
			continue
		}
		found.id, found.made = out.Record.ID(), true
		l.report.Done.References[missing[i].typeName]++
	}
	return nil
}

func making(m name, id string) engine.Part {
	return engine.Part{Commands: []engine.Command{{Do: engine.Create, Type: m.typeName, ID: id, Values: map[string]any{m.field: m.text}}}}
}

// promised gives the parts that would make what the cases name, so that a dry run finds it there.
func (n *names) promised(cases []sheet.Case) []engine.Part {
	var parts []engine.Part
	seen := map[name]bool{}
	each(cases, func(v *sheet.Value) {
		this := nameOf(v)
		if found := n.ids[this]; found.made && !seen[this] {
			seen[this] = true
			parts = append(parts, making(this, found.id))
		}
	})
	return parts
}
