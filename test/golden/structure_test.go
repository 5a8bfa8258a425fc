package golden

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"steward/gateway/api"
)

var braces = regexp.MustCompile(`\{([a-z_]+)\}`)

// TestTheDescriptionIsWellFormed checks what OpenAPI 3.1 asks of a document and tools stumble over.
func TestTheDescriptionIsWellFormed(t *testing.T) {
	s := open(t)
	raw, err := api.Describe(s.Engine.Catalogue(), s.Words)
	if err != nil {
		t.Fatal(err)
	}
	doc := parse(t, raw)
	if doc["openapi"] != "3.1.0" || at(doc, "info")["title"] == nil || at(doc, "info")["version"] == nil {
		t.Error("the head is not complete")
	}
	references(doc, func(ref string) {
		name, local := strings.CutPrefix(ref, "#/components/schemas/")
		if !local || at(doc, "components", "schemas")[name] == nil {
			t.Errorf("%s leads nowhere", ref)
		}
	})
	ids := map[any]string{}
	for path, item := range at(doc, "paths") {
		for method, o := range item.(object) {
			where, operation := strings.ToUpper(method)+" "+path, o.(object)
			if before, taken := ids[operation["operationId"]]; taken || operation["operationId"] == nil {
				t.Errorf("%s: operationId %v is also %s", where, operation["operationId"], before)
			}
			ids[operation["operationId"]] = where
			for _, problem := range operationProblems(path, method, operation) {
				t.Errorf("%s: %s", where, problem)
			}
		}
	}
	for name, schema := range at(doc, "components", "schemas") {
		for _, problem := range schemaProblems(schema.(object)) {
			t.Errorf("%s: %s", name, problem)
		}
	}
}

func references(v any, found func(string)) {
	switch v := v.(type) {
	case object:
		for k, inner := range v {
			if ref, ok := inner.(string); ok && k == "$ref" {
				found(ref)
			}
			references(inner, found)
		}
	case []any:
		for _, inner := range v {
			references(inner, found)
		}
	}
}

func operationProblems(path, method string, o object) []string {
	var out, declared []string
	seen := map[string]bool{}
	for _, p := range list(o["parameters"]) {
		name := named(p)
		if seen[name] {
			out = append(out, "the parameter "+name+" stands twice")
		}
		seen[name] = true
		if p.(object)["schema"] == nil {
			out = append(out, name+" has no schema")
		}
		if p.(object)["in"] == "path" {
			declared = append(declared, p.(object)["name"].(string))
			if p.(object)["required"] != true {
				out = append(out, name+" is in the path and not required")
			}
		}
	}
	var wanted []string
	for _, m := range braces.FindAllStringSubmatch(path, -1) {
		wanted = append(wanted, m[1])
	}
	slices.Sort(wanted)
	slices.Sort(declared)
	if !slices.Equal(wanted, declared) {
		out = append(out, "the path names "+strings.Join(wanted, ", ")+", declared are "+strings.Join(declared, ", "))
	}
	if len(at(o, "responses")) == 0 {
		out = append(out, "no response")
	}
	for status, r := range at(o, "responses") {
		if r.(object)["description"] == nil {
			out = append(out, "the response "+status+" has no description")
		}
	}
	if o["requestBody"] != nil && (method == "get" || method == "delete") {
		out = append(out, "a body where none is read")
	}
	if s, _ := o["summary"].(string); s == "" {
		out = append(out, "no summary")
	}
	return out
}

var schemaTypes = []any{"string", "integer", "number", "boolean", "object", "array", "null"}

func schemaProblems(s object) []string {
	var out []string
	for _, kind := range types(s) {
		if !slices.Contains(schemaTypes, kind) {
			out = append(out, "there is no type "+kind.(string))
		}
	}
	if kinds := types(s); len(kinds) > 0 && kinds[0] == "array" && !slices.Contains(kinds, any("object")) && s["items"] == nil {
		out = append(out, "an array of what")
	}
	for _, r := range list(s["required"]) {
		if s["allOf"] == nil && at(s, "properties")[r.(string)] == nil {
			out = append(out, "requires "+r.(string)+", which is no property")
		}
	}
	if p, ok := s["pattern"].(string); ok {
		if _, err := regexp.Compile(p); err != nil {
			out = append(out, err.Error())
		}
	}
	for name, inner := range at(s, "properties") {
		for _, problem := range schemaProblems(inner.(object)) {
			out = append(out, name+": "+problem)
		}
	}
	if items, ok := s["items"].(object); ok {
		for _, problem := range schemaProblems(items) {
			out = append(out, "items: "+problem)
		}
	}
	return out
}
