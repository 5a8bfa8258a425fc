package web

import (
	"net/http"
	"net/url"
	"slices"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// actions adds the type's actions that fit the record as it stands: as buttons, or as links to a
// form where they ask something. Removing stands last.
func (v *visit) actions(t *record.Type, row *record.Record, mayChange bool, bar *view.Bar) error {
	for _, a := range v.menuActions(t) {
		if len(a.Roles) > 0 && !v.holdsOneOf(a.Roles) || len(a.Roles) == 0 && !mayChange {
			continue
		}
		holds, err := v.Engine.Holds(v.r.Context(), v.actor, a.When, row)
		if err != nil {
			return err
		}
		if !holds {
			continue
		}
		bar.More = append(bar.More, view.Action{Name: a.Name, Label: v.Action(t, a.Name), Icon: "zap", Href: kind.Path(t, row) + "/act/" + a.Name, Get: len(a.Takes) > 0})
	}
	if err := v.redactAction(t, row, bar); err != nil {
		return err
	}
	mayRemove, err := v.Engine.MayWith(v.r.Context(), v.actor, record.Remove, row)
	if err != nil || !mayRemove {
		return err
	}
	bar.More = append(bar.More, view.Action{Name: "remove", Label: v.Say("page.remove"), Icon: "trash-2", Href: kind.Path(t, row) + "/remove", Danger: true,
		Hidden: []view.Pair{{Name: "version", Value: number(row.Version())}}, Confirm: v.Say("page.remove.confirm", "name", nameOf(row))})
	return nil
}

// menuActions are the actions without a place of their own on the page.
func (v *visit) menuActions(t *record.Type) record.Actions {
	var out record.Actions
	for _, a := range t.Has {
		if !slices.Contains([]string{talks, watches, files, links}, a.Name) {
			out = append(out, a.Actions...)
		}
	}
	return append(out, t.Actions...)
}

func (v *visit) actionOf(t *record.Type) (record.Action, error) {
	name := v.r.PathValue("action")
	a, ok := t.Action(name)
	if !ok || slices.Contains(a.Roles, record.OnlySystem) {
		return a, fault.New(fault.NotFound, t.Name+".act", "no-such-action", "action", name, "type", t.Name)
	}
	return a, nil
}

// actForm asks what an action takes.
func actForm(v *visit) error {
	t, row, err := v.recordOf()
	if err != nil {
		return err
	}
	a, err := v.actionOf(t)
	if err != nil {
		return err
	}
	return v.askAct(row, a, http.StatusOK, url.Values{}, nil)
}

func (v *visit) askAct(row *record.Record, a record.Action, status int, p url.Values, refused fault.List) error {
	t, path := row.Type, kind.Path(row.Type, row)
	bar := v.recordBar(t, row)
	bar.Crumbs[1].Href = path
	f := view.Form{Bar: bar, Title: v.Action(t, a.Name) + ": " + titleOf(row), Action: path + "/act/" + a.Name, Cancel: path, Submit: v.Action(t, a.Name)}
	if err := v.fill(&f, t, definitions(a.Takes), p); err != nil {
		return err
	}
	v.blame(&f, t, refused)
	return v.showWith(status, f.Title, view.FormPage(f), nil)
}

func definitions(columns record.Columns) []*record.Def {
	out := make([]*record.Def, len(columns))
	for i, c := range columns {
		out[i] = c.Definition()
	}
	return out
}

// act runs an action.
func act(v *visit) error {
	t, row, err := v.recordOf()
	if err != nil {
		return err
	}
	a, err := v.actionOf(t)
	if err != nil {
		return err
	}
	p, input := v.posted(), map[string]any{}
	for _, c := range a.Takes {
		f := field(t, c.Definition())
		input[f.Name] = kind.Raw(v.Reader, f, p)
	}
	done, err := v.Engine.ActOn(v.r.Context(), v.actor, t.Name, row.ID(), a.Name, input)
	if err != nil {
		if refused, ok := asForm(err); ok {
			return v.askAct(row, a, statusOf(err), p, refused)
		}
		return err
	}
	v.tell(toast{Key: "done", Name: nameOf(done), Type: t.Name, Record: row.ID(), Undo: done.Version()})
	return v.seeOther(v.after(kind.Path(t, done)))
}
