package api

import (
	"net/http"
	"strings"

	"steward/kernel/engine"
)

// search finds records of all types, or of some, by words.
func (c *call) search() error {
	limit, err := c.limit()
	if err != nil {
		return err
	}
	q := c.r.URL.Query()
	a := engine.SearchAsk{Words: q.Get("q"), Limit: limit, Cursor: q.Get("cursor")}
	if s := q.Get("type"); s != "" {
		a.Types = strings.Split(s, ",")
	}
	page, err := c.Engine.Search(c.r.Context(), c.actor, a)
	if err != nil {
		return err
	}
	items := make([]any, len(page.Hits))
	for i, h := range page.Hits {
		hit := object{"type": h.Record.Type.Name, "id": h.Record.ID(), "title": h.Record.Title(), "title_parts": h.Title, "address": address(h.Record.Type, h.Record)}
		if h.Number != "" {
			hit["number"] = h.Number
		}
		if h.Snippet != nil {
			hit["snippet_parts"] = h.Snippet
		}
		items[i] = hit
	}
	out := object{"items": items}
	if page.Next != "" {
		out["next"] = page.Next
	}
	return c.json(http.StatusOK, out)
}

// addSearch describes the search over all types.
func addSearch(paths, schemas object) {
	parts := object{"type": "array", "items": object{"type": "object", "required": []any{"text"}, "properties": object{
		"text": object{"type": "string"}, "found": object{"type": "boolean", "description": "this part was looked for"}}}}
	text := object{"type": "string"}
	schemas["SearchPage"] = object{"type": "object", "required": []any{"items"}, "properties": object{
		"next": object{"type": "string", "description": "cursor of the next page"},
		"items": object{"type": "array", "items": object{"type": "object", "required": []any{"type", "id", "title", "address"}, "properties": object{
			"type": text, "id": text, "number": text, "title": text, "title_parts": parts, "snippet_parts": parts, "address": text}}}}}
	paths["/api/v1/search"] = object{"get": merged(object{"operationId": "search", "summary": "Find records of all types by words, each from its beginning",
		"parameters": []any{queryParameter("q", "words"), queryParameter("type", "only these types, separated by commas"), limitParameter(20), queryParameter("cursor", "next of the page before")}},
		answers("200", ref("SearchPage")))}
}
