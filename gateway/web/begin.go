package web

import (
	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
)

// begins offers the verbs of the queue's types that need nothing but a press.
func (q *work) begins() []view.Action {
	var out []view.Action
	for _, t := range q.types {
		for _, s := range t.Starts {
			if len(s.Takes) == 0 && q.holdsOneOf(s.Roles) {
				out = append(out, view.Action{Name: s.Name, Label: q.Say(t.Name + ".start." + s.Name), Icon: "user-check", Href: "/begin/" + t.Plural + "/" + s.Name, Primary: true})
			}
		}
	}
	return out
}

// begin runs such a verb, and shows the record that it made or found; the queue again where it found
// none.
func begin(v *visit) error {
	t, err := v.kindOf()
	if err != nil {
		return err
	}
	results, err := v.Engine.Do(v.r.Context(), v.actor, engine.Options{}, engine.Command{Do: engine.Start, Type: t.Name, Action: v.r.PathValue("verb")})
	if fault.Is(err, fault.NotFound) && fault.All(err)[0].Key != "no-such-action" {
		v.tell(toast{Key: fault.All(err)[0].Key})
		return v.seeOther("/queue")
	}
	if err != nil {
		return err
	}
	row := results[0].Record
	v.tell(toast{Key: "done", Name: nameOf(row), Type: t.Name, Record: row.ID(), Undo: row.Version()})
	return v.seeOther(kind.Path(t, row))
}
