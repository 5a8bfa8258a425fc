package web

import (
	"strconv"
	"strings"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/query"
	"steward/kernel/record"
)

// event is a version of a record that changed something people follow.
type event struct {
	number  int64
	at      int64
	by      string
	because string
	changes []delta
}

// events gives the changes of state, priority, team and the like, for the conversation.
func (v *visit) events(t *record.Type, row *record.Record) ([]event, error) {
	versions, err := v.Engine.History(v.r.Context(), v.actor, t.Name, row.ID(), 0, historyRows)
	if err != nil {
		return nil, err
	}
	told := append([]string{record.StateName}, names(definitions(t.Pages.Shown()))...)
	var out []event
	for _, one := range versions {
		e := event{number: one.Number, at: one.HappenedAt, by: one.Actor, because: one.Because}
		if one.Number == 1 {
			continue
		}
		for _, name := range told {
			if d, ok := one.Changes[name]; ok {
				e.changes = append(e.changes, v.delta(t, name, d.Old, d.New, d.Erased))
			}
		}
		if len(e.changes) > 0 {
			v.Names.Want(record.PersonType, e.by)
			out = append(out, e)
		}
	}
	return out, nil
}

func (v *visit) eventEntry(e event) view.Entry {
	var parts []string
	for _, d := range e.changes {
		if d.field.Def == nil {
			continue
		}
		is := kind.Cell(v.Reader, d.field, d.new)
		if is.Empty {
			parts = append(parts, v.Say("talk.emptied", "field", v.Label(d.field)))
			continue
		}
		parts = append(parts, v.Say("talk.change", "field", v.Label(d.field), "value", is.Text))
	}
	text := v.Say("talk.set", "changes", strings.Join(parts, ", "))
	if e.because != "" {
		text += " (" + e.because + ")"
	}
	return view.Entry{ID: "v" + strconv.FormatInt(e.number, 10), Kind: "event", By: v.who(e.by), When: v.MomentOf(e.at), Text: text, Icon: "git-commit-horizontal"}
}

// earlierThan is the condition that a message was sent before an instant in microseconds; nothing is
// earlier than what is no instant.
func (v *visit) earlierThan(micros string) query.Node {
	n, err := strconv.ParseInt(micros, 10, 64)
	if err != nil {
		return query.AnyOf()
	}
	at := kind.Precise(n)
	return query.Compare{Path: []string{sentField}, Op: query.Less, Values: []query.Literal{query.Quote(at)}}
}
