package web

import (
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/page"
	"steward/kernel/record"
)

// canvas shows a page that a practice declares.
func canvas(v *visit) error {
	p, ok := v.Pages.Page(v.actor, v.r.PathValue("page"))
	if !ok {
		return fault.New(fault.NotFound, "web", "no-such-page", "page", v.r.PathValue("page"))
	}
	return v.showCanvas(p)
}

func (v *visit) showCanvas(p page.Page) error {
	if p.Hints != nil {
		v.hints = "/p/" + p.Path + "/hints"
	}
	blocks, err := p.Load(v.r.Context(), v.pageReader(), paramsOf(p, v.query))
	if err != nil {
		return err
	}
	c := view.Canvas{Bar: view.Bar{Title: v.Say(p.Title)}, Path: p.Path, Plain: p.Plain, Live: strings.Join(p.Live, " ")}
	head, rest := headOf(blocks)
	b, err := v.blocks(append(slices.Clone(head), rest...))
	if err != nil {
		return err
	}
	if len(head) > 0 && !p.Plain {
		c.Bar.Slot = b.all(head)
	} else {
		rest = blocks
	}
	c.Body = b.all(rest)
	return v.show(v.Say(p.Title), view.CanvasPage(c), regions{"canvas": view.CanvasRegion(c)})
}

// paramsOf keeps what the page asks of its address.
func paramsOf(p page.Page, given url.Values) page.Params {
	params := page.Params{}
	for _, name := range p.Asks {
		if text := given.Get(name); text != "" {
			params[name] = text
		}
	}
	return params
}

// canvasHints helps while a form of a page is filled: what stands in it is read, nothing is kept.
func canvasHints(v *visit) error {
	p, ok := v.Pages.Page(v.actor, v.r.PathValue("page"))
	if !ok || p.Hints == nil {
		return fault.New(fault.NotFound, "web", "no-such-page", "page", v.r.PathValue("page"))
	}
	blocks, err := p.Hints(v.r.Context(), v.pageReader(), paramsOf(p, v.posted()))
	if err != nil {
		return err
	}
	b, err := v.blocks(blocks)
	if err != nil {
		return err
	}
	return v.send(v.status, "text/html; charset=utf-8", b.all(blocks))
}

// headOf parts the choices with which a page begins, which stand in its bar, from the rest.
func headOf(blocks page.Blocks) (head, rest page.Blocks) {
	for i, b := range blocks {
		if _, ok := b.(page.Choice); !ok {
			return blocks[:i], blocks[i:]
		}
	}
	return blocks, nil
}

// pageReader is the viewer as pages see them.
func (v *visit) pageReader() page.Reader {
	return page.Reader{Source: v.Engine.View(v.actor), Say: v.sayIn, Zone: v.Zone, Language: v.Language}
}

// canvasDo does what a page offers, and comes back to it; what was refused is said where it was asked.
func canvasDo(v *visit) error {
	p, ok := v.Pages.Page(v.actor, v.r.PathValue("page"))
	if !ok {
		return fault.New(fault.NotFound, "web", "no-such-page", "page", v.r.PathValue("page"))
	}
	if asked, err := url.ParseQuery(v.posted().Get("_params")); err == nil {
		v.query = asked
	}
	command, err := v.commandOf(v.posted())
	if err != nil {
		return err
	}
	results, err := v.Engine.Do(v.r.Context(), v.actor, engine.Options{Key: v.posted().Get("once")}, forEach(command, v.posted()["_records"])...)
	if err != nil {
		refused, ok := asForm(err)
		if !ok {
			return err
		}
		v.refused, v.status = &refusal{key: v.posted().Get("_form"), posted: v.posted(), faults: refused}, statusOf(err)
		return v.showCanvas(p)
	}
	row := results[0].Record
	if len(results) > 1 {
		v.tell(toast{Key: "bulk", Count: len(results)})
		return v.seeOther(v.after("/p/" + p.Path))
	}
	v.tell(toast{Key: toastOf(command), Name: nameOf(row), Type: row.Type.Name, Record: row.ID(), Undo: undoable(command, row)})
	return v.seeOther(v.after("/p/" + p.Path))
}

// slotDo does what a slot on the page of a record offers.
func slotDo(v *visit) error {
	command, err := v.commandOf(v.posted())
	if err != nil {
		return err
	}
	results, err := v.Engine.Do(v.r.Context(), v.actor, engine.Options{Key: v.posted().Get("once")}, command)
	if refused, ok := asForm(err); err != nil && ok {
		v.refused, v.status = &refusal{key: v.posted().Get("_form"), posted: v.posted(), faults: refused}, statusOf(err)
		return show(v)
	}
	if err != nil {
		return err
	}
	row := results[0].Record
	v.tell(toast{Key: toastOf(command), Name: nameOf(row), Type: row.Type.Name, Record: row.ID(), Undo: undoable(command, row)})
	return v.seeOther(v.after(strings.TrimSuffix(v.r.URL.Path, "/do")))
}

// forEach does the same to several records, where several are named.
func forEach(c engine.Command, ids []string) []engine.Command {
	if len(ids) == 0 {
		return []engine.Command{c}
	}
	out := make([]engine.Command, len(ids))
	for i, id := range ids {
		out[i] = c
		out[i].ID = id
	}
	return out
}

func toastOf(c engine.Command) string {
	if c.Do == engine.Create {
		return "created"
	}
	return "done"
}

func undoable(c engine.Command, row *record.Record) int64 {
	if c.Do == engine.Create {
		return 0
	}
	return row.Version()
}

// refusal is what somebody posted that could not be done.
type refusal struct {
	key    string
	posted url.Values
	faults fault.List
}

// commandOf reads what a form of a page asks for.
func (v *visit) commandOf(p url.Values) (engine.Command, error) {
	t, ok := v.Engine.Catalogue().Type(p.Get("_type"))
	if !ok || t.Internal {
		return engine.Command{}, fault.New(fault.NotFound, "web", "no-such-type", "type", p.Get("_type"))
	}
	c := engine.Command{Do: engine.Create, Type: t.Name, ID: p.Get("_record"), Values: map[string]any{}}
	takes := t.Defs()
	if name := p.Get("_action"); name != "" {
		a, ok := t.Action(name)
		if !ok {
			return c, fault.New(fault.NotFound, t.Name+".act", "no-such-action", "action", name, "type", t.Name)
		}
		c.Do, c.Action, takes = engine.Act, name, definitions(a.Takes)
	} else if c.ID != "" {
		c.Do = engine.Change
	}
	for _, d := range takes {
		if slices.Contains(p["field"], d.Name) {
			if raw := kind.Raw(v.Reader, field(t, d), p); c.Do != engine.Create || !unsaid(raw) {
				c.Values[d.Name] = raw
			}
		}
	}
	for name, values := range p {
		if fixed, ok := strings.CutPrefix(name, "set."+p.Get("other")+"."); ok && len(values) > 0 {
			c.Values[fixed] = values[0]
		}
	}
	return c, nil
}

// slots fills the parts of a record's page that practices and abilities fill.
func (v *visit) slots(row *record.Record) (map[page.Place]templ.Component, error) {
	r, found := v.pageReader(), map[page.Place]page.Blocks{}
	var all page.Blocks
	for _, s := range v.Pages.Slots(v.actor, row.Type) {
		blocks, err := s.Load(v.r.Context(), r, row)
		if fault.Is(err, fault.Forbidden) {
			continue // reads what this viewer may not
		}
		if err != nil {
			return nil, err
		}
		found[s.Place] = append(found[s.Place], blocks...)
		all = append(all, blocks...)
	}
	out := map[page.Place]templ.Component{}
	if len(all) == 0 {
		return out, nil
	}
	b, err := v.blocks(all)
	if err != nil {
		return nil, err
	}
	for place, blocks := range found {
		if len(blocks) > 0 {
			out[place] = b.all(blocks)
		}
	}
	return out, nil
}
