package api

import (
	"fmt"
	"net/http"
	"time"

	"steward/kernel/fault"
	"steward/kernel/page"
)

// pages lists the pages that the asking person may open.
func (c *call) pages() error {
	items := []any{}
	for _, p := range c.Pages.Pages(c.actor) {
		items = append(items, object{"page": p.Path, "title": c.say(p.Title), "parameters": append([]string{}, p.Asks...), "address": "/api/v1/pages/" + p.Path})
	}
	return c.json(http.StatusOK, object{"items": items})
}

// page answers with the blocks of a page, as the asking person sees it.
func (c *call) page(path string) error {
	p, ok := c.Pages.Page(c.actor, path)
	if !ok {
		return fault.New(fault.NotFound, "api", "no-such-page", "page", path)
	}
	params := page.Params{}
	for _, name := range p.Asks {
		if given := c.r.URL.Query().Get(name); given != "" {
			params[name] = given
		}
	}
	blocks, err := p.Load(c.r.Context(), c.pageReader(), params)
	if err != nil {
		return err
	}
	return c.json(http.StatusOK, object{"page": p.Path, "title": c.say(p.Title), "blocks": orNone(blocks)})
}

// panels answers with what practices and abilities show on the page of a record.
func (c *call) panels() error {
	t, err := c.typeOf()
	if err != nil {
		return err
	}
	row, err := c.Engine.As(c.actor).Get(c.r.Context(), t.Name, c.r.PathValue("record"))
	if err != nil {
		return err
	}
	items := []any{}
	for _, s := range c.Pages.Slots(c.actor, t) {
		blocks, err := s.Load(c.r.Context(), c.pageReader(), row)
		if fault.Is(err, fault.Forbidden) {
			continue
		}
		if err != nil {
			return err
		}
		if len(blocks) > 0 {
			items = append(items, object{"panel": s.Name, "place": s.Place, "blocks": blocks})
		}
	}
	return c.json(http.StatusOK, object{"items": items})
}

func orNone(b page.Blocks) page.Blocks {
	if b == nil {
		return page.Blocks{}
	}
	return b
}

// pageReader is the asking person as pages see them. Times and amounts in sentences are written as the
// API writes them elsewhere.
func (c *call) pageReader() page.Reader {
	zone := c.actor.Zone
	if zone == nil {
		zone = c.Engine.Zone()
	}
	return page.Reader{Source: c.Engine.View(c.actor), Say: c.say, Zone: zone, Language: c.language()}
}

func (c *call) say(key string, args ...any) string {
	given := map[string]any{}
	for i := 0; i+1 < len(args); i += 2 {
		name, _ := args[i].(string)
		switch a := args[i+1].(type) {
		case time.Time:
			given[name] = a.UTC().Format(time.RFC3339)
		case page.Wall:
			given[name] = time.Time(a).Format(time.RFC3339)
		case page.Amount:
			given[name] = plainAmount(a)
		case *page.Amount:
			given[name] = plainAmount(*a)
		default:
			given[name] = a
		}
	}
	return c.Words.Say(c.language(), key, given)
}

// plainAmount writes an amount without the habits of a language.
func plainAmount(a page.Amount) string {
	switch a.Unit {
	case page.Percent:
		return fmt.Sprintf("%.4g %%", a.Number)
	case page.Duration:
		return time.Duration(a.Number * float64(time.Second)).Round(time.Second).String()
	}
	return fmt.Sprintf("%.6g", a.Number)
}

// addPages describes the pages.
func addPages(paths object) {
	blocks := object{"type": "array", "items": object{"type": "object", "required": []any{"block"}, "properties": object{"block": object{"type": "string", "description": "sort of block"}}}}
	text := object{"type": "string"}
	list := func(of object) object {
		return object{"type": "object", "required": []any{"items"}, "properties": object{"items": object{"type": "array", "items": of}}}
	}
	paths["/api/v1/pages"] = object{"get": merged(object{"operationId": "pages", "summary": "The pages that you may open"},
		answers("200", list(object{"type": "object", "properties": object{"page": text, "title": text, "address": text, "parameters": object{"type": "array", "items": text}}})))}
	paths["/api/v1/pages/{page}"] = object{"get": merged(object{"operationId": "page", "summary": "What a page shows you, as blocks of data; its parameters stand in the address",
		"parameters": []any{pathParameter("page", "path of the page")}},
		answers("200", object{"type": "object", "properties": object{"page": text, "title": text, "blocks": blocks}}))}
}
