package api

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"steward/kernel/record"
	"steward/kernel/word"
)

type object = map[string]any

// openAPI serves the description of the API as the catalogue is now, custom fields included.
func (g *gateway) openAPI(w http.ResponseWriter, r *http.Request) {
	if _, err := g.Gate.Actor(r); err != nil {
		(&call{gateway: g, w: w, r: r}).problem(err)
		return
	}
	body, err := Describe(g.Engine.Catalogue(), g.Words)
	if err != nil {
		(&call{gateway: g, w: w, r: r}).problem(err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if _, err := w.Write(body); err != nil {
		g.Log.Debug("the client left", "error", err)
	}
}

// Describe gives the OpenAPI 3.1 document of a catalogue. The same catalogue always gives the same
// bytes, so that a golden file shows every change.
func Describe(c *record.Catalogue, words *word.Catalogue) ([]byte, error) {
	paths, schemas := object{}, object{"ProblemDetails": problemSchema(), "Figures": figuresSchema()}
	for _, t := range c.Types() {
		if t.Internal {
			continue
		}
		d := describer{t: t, words: words}
		d.addSchemas(schemas)
		d.addPaths(paths)
	}
	addFixed(paths)
	schemas["Findings"] = findingsSchema()
	addSearch(paths, schemas)
	addPages(paths)
	return json.MarshalIndent(object{
		"openapi": "3.1.0",
		"info":    object{"title": "Steward", "version": "1", "description": words.Say("en", "api.description", nil)},
		"servers": []any{object{"url": "/"}},
		"security": []any{
			object{"token": []any{}},
		},
		"paths": paths,
		"components": object{"schemas": schemas,
			"securitySchemes": object{"token": object{"type": "http", "scheme": "bearer"}}},
	}, "", " ")
}

type describer struct {
	t     *record.Type
	words *word.Catalogue
}

func pascal(name string) string {
	var b strings.Builder
	for _, part := range strings.Split(name, "_") {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}

func ref(schema string) object { return object{"$ref": "#/components/schemas/" + schema} }

func content(schema object) object { return object{"application/json": object{"schema": schema}} }

func (d describer) say(key string) string { return d.words.Say("en", key, nil) }

// verb names a verb: in the words of the type, else in those of the ability that brings it.
func (d describer) verb(sort, name string) string {
	if s, ok := d.words.Lookup("en", d.t.Name+"."+sort+"."+name); ok {
		return s
	}
	return d.say(sort + "." + name)
}

// addSchemas describes a record as it is read, and as it is written.
func (d describer) addSchemas(into object) {
	read, written, required := object{}, object{}, []any{}
	for _, f := range d.t.Defs() {
		schema := object{}
		for k, v := range f.Kind.Schema(f) {
			schema[k] = v
		}
		schema["title"] = d.label(f)
		if f.Computed {
			schema["readOnly"] = true
		} else {
			written[f.Name] = nullable(schema)
		}
		read[f.Name] = nullable(schema)
		if f.Required && !f.Computed && f.Default.IsEmpty() && f.Name != record.StateName {
			required = append(required, f.Name)
		}
	}
	name := pascal(d.t.Name)
	into[name] = object{"type": "object", "properties": read}
	into[name+"Input"] = object{"type": "object", "properties": written, "additionalProperties": false}
	create := object{"allOf": []any{ref(name + "Input")}}
	if len(required) > 0 {
		create["required"] = required
	}
	into[name+"New"] = create
	into[name+"Page"] = object{"type": "object", "required": []any{"items"}, "properties": object{
		"items": object{"type": "array", "items": ref(name)}, "next": object{"type": "string", "description": "cursor of the next page"}}}
}

func (d describer) label(f *record.Def) string {
	if l := f.Label["en"]; l != "" {
		return l
	}
	return d.say(d.t.Name + "." + f.Name)
}

// nullable lets a value be null, which is how the API reads and writes an empty field.
func nullable(schema object) object {
	out := object{}
	for k, v := range schema {
		out[k] = v
	}
	if kind, ok := out["type"].(string); ok {
		out["type"] = []any{kind, "null"}
		if options, ok := out["enum"].([]any); ok {
			out["enum"] = append(append([]any{}, options...), nil)
		}
	}
	return out
}

func (d describer) addPaths(paths object) {
	base, name := "/api/v1/"+d.t.Plural, pascal(d.t.Name)
	tag := []any{d.t.Plural}
	operation := func(id, summary string, parameters []any, extra object) object {
		o := object{"operationId": d.t.Name + "." + id, "summary": summary, "tags": tag, "parameters": parameters}
		for k, v := range extra {
			o[k] = v
		}
		return o
	}
	paths[base] = object{
		"get":  operation("list", "List "+d.t.Plural, listParameters(), answers("200", ref(name+"Page"))),
		"post": operation("create", "Create one of "+d.t.Plural, []any{keyHeader()}, withBody(answers("201", ref(name)), ref(name+"New"))),
	}
	paths[base+"/count"] = object{"get": operation("count", "Count "+d.t.Plural, []any{queryParameter("filter", "a condition")}, answers("200", object{"type": "object"}))}
	paths[base+"/aggregate"] = object{"get": operation("aggregate", "Figures over "+d.t.Plural, aggregateParameters(), answers("200", ref("Figures")))}
	one := []any{recordParameter()}
	paths[base+"/{record}"] = object{
		"get":    operation("read", "Read one", append(one, queryParameter("as_of", "an instant: the record as it was then"), queryParameter("clock", "recorded or happened")), answers("200", ref(name))),
		"patch":  operation("change", "Change fields; state changes are moves", append(one, matchHeader(), keyHeader()), withBody(answers("200", ref(name)), ref(name+"Input"))),
		"delete": operation("remove", "Remove one", append(one, matchHeader()), object{"responses": object{"204": object{"description": "removed"}, "default": problemAnswer()}}),
	}
	paths[base+"/{record}/history"] = object{"get": operation("history", "Every version with what changed", append(one, queryParameter("before", "versions below this one")), answers("200", object{"type": "object"}))}
	paths[base+"/{record}/panels"] = object{"get": operation("panels", "What stands on its page beside its fields, as blocks of data", one, answers("200", object{"type": "object"}))}
	paths[base+"/{record}/access"] = object{"get": operation("access", "Why you may read, change or remove it", one, answers("200", object{"type": "object"}))}
	paths[base+"/{record}/history/{version}/undo"] = object{"post": operation("undo", "Take one version back", append(one, pathParameter("version", "number of the version"), keyHeader()), answers("200", ref(name)))}
	redacted := withBody(answers("200", ref(name)), redactInput())
	redacted["responses"].(object)["204"] = object{"description": "done; the record itself was removed before"}
	paths[base+"/{record}/redact"] = object{"post": operation("redact", "Take values away for good, from the history too", append(one, keyHeader()), redacted)}
	paths[base+"/{record}/erase"] = object{"post": operation("erase", "Take away everything about it, from all records and their files", one, erased())}
	d.addFiles(paths, operation)
	d.addVerbs(paths, operation)
	for _, a := range d.t.AllActions() {
		if slices.Contains(a.Roles, record.OnlySystem) {
			continue
		}
		paths[base+"/{record}/actions/"+a.Name] = object{"post": operation("action."+a.Name, d.verb("action", a.Name), append(one, matchHeader(), keyHeader()), withBody(answers("200", ref(name)), takenInput(a.Takes)))}
	}
}

func takenInput(takes record.Columns) object {
	properties, required := object{}, []any{}
	for _, f := range takes {
		def := f.Definition()
		properties[def.Name] = nullable(def.Kind.Schema(def))
		if def.Required {
			required = append(required, def.Name)
		}
	}
	out := object{"type": "object", "properties": properties}
	if len(required) > 0 {
		out["required"] = required
	}
	return out
}
