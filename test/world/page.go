package world

import (
	"steward/kernel/page"
	"steward/kernel/record"
)

// Page loads a page as the actor, and gives its blocks.
func (w *World) Page(a record.Actor, path string, params page.Params) page.Blocks {
	w.t.Helper()
	p, ok := w.Pages.Page(a, path)
	if !ok {
		w.t.Fatalf("%s may not open %s", a.Name, path)
	}
	blocks, err := p.Load(w.ctx, w.Reads(a), params)
	if err != nil {
		w.t.Fatal(err)
	}
	return blocks
}

// Panels loads what the slots show of a record, by the name of the slot.
func (w *World) Panels(a record.Actor, r *record.Record) map[string]page.Blocks {
	w.t.Helper()
	out := map[string]page.Blocks{}
	for _, s := range w.Pages.Slots(a, r.Type) {
		blocks, err := s.Load(w.ctx, w.Reads(a), r)
		if err != nil {
			w.t.Fatal(err)
		}
		out[s.Name] = blocks
	}
	return out
}

// Reads is the actor as pages see them, in English and UTC.
func (w *World) Reads(a record.Actor) page.Reader {
	say := func(key string, args ...any) string {
		given := map[string]any{}
		for i := 0; i+1 < len(args); i += 2 {
			given[args[i].(string)] = args[i+1]
		}
		return w.Words.Say("en", key, given)
	}
	return page.Reader{Source: w.Engine.View(a), Say: say, Zone: w.Engine.Zone(), Language: "en"}
}
