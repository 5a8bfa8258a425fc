package golden

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"
)

type object = map[string]any

// breaks lists what a program written for the former description can no longer do or read.
func breaks(before, after object) []string {
	c := &comparison{}
	for path, b := range at(before, "paths") {
		c.path(path, b.(object), at(after, "paths", path))
	}
	schemas := at(after, "components", "schemas")
	for name, b := range at(before, "components", "schemas") {
		now, ok := schemas[name].(object)
		if !ok {
			c.say(name, "is gone")
			continue
		}
		c.schema(name, b.(object), now, strings.HasSuffix(name, "Input") || strings.HasSuffix(name, "New"))
	}
	sort.Strings(c.found)
	return c.found
}

type comparison struct{ found []string }

func (c *comparison) say(where, what string, args ...any) {
	c.found = append(c.found, where+" "+fmt.Sprintf(what, args...))
}

func (c *comparison) path(path string, before, after object) {
	for method, b := range before {
		where := strings.ToUpper(method) + " " + path
		now, ok := after[method].(object)
		if !ok {
			c.say(where, "is gone")
			continue
		}
		was := b.(object)
		if was["operationId"] != now["operationId"] {
			c.say(where, "was called %v, now %v", was["operationId"], now["operationId"])
		}
		for _, p := range list(was["parameters"]) {
			if !slices.ContainsFunc(list(now["parameters"]), func(n any) bool { return named(n) == named(p) }) {
				c.say(where, "no longer takes %s", named(p))
			}
		}
		for _, p := range list(now["parameters"]) {
			old := slices.IndexFunc(list(was["parameters"]), func(n any) bool { return named(n) == named(p) })
			if p.(object)["required"] == true && (old < 0 || list(was["parameters"])[old].(object)["required"] != true) {
				c.say(where, "now requires %s", named(p))
			}
		}
		for status := range at(was, "responses") {
			if at(now, "responses")[status] == nil {
				c.say(where, "no longer answers %s", status)
			}
		}
	}
}

// schema compares two schemas. What is written may accept more and what is read may say less about
// its values, but no property goes, and no value is refused that was accepted.
func (c *comparison) schema(where string, before, after object, written bool) {
	for name, b := range at(before, "properties") {
		now, ok := at(after, "properties")[name].(object)
		if !ok {
			c.say(where+"."+name, "is gone")
			continue
		}
		c.schema(where+"."+name, b.(object), now, written)
	}
	for _, r := range list(after["required"]) {
		if written && !slices.Contains(list(before["required"]), r) {
			c.say(where, "now requires %v", r)
		}
	}
	for _, kind := range types(before) {
		if !slices.Contains(types(after), kind) {
			c.say(where, "was %v, now %v", types(before), types(after))
			break
		}
	}
	if len(types(before)) == 0 && len(types(after)) > 0 {
		c.say(where, "was anything, now %v", types(after))
	}
	for _, option := range list(before["enum"]) {
		if options := list(after["enum"]); len(options) > 0 && !slices.Contains(options, option) {
			c.say(where, "no longer knows %v", option)
		}
	}
	c.limits(where, before, after)
	if b, ok := before["items"].(object); ok {
		c.schema(where+"[]", b, at(after, "items"), written)
	}
}

func (c *comparison) limits(where string, before, after object) {
	for _, most := range []string{"maxLength", "maximum", "maxItems"} {
		was, limited := before[most].(float64)
		if now, ok := after[most].(float64); ok && (!limited || now < was) {
			c.say(where, "%s was %v, now %v", most, before[most], now)
		}
	}
	for _, same := range []string{"format", "pattern", "$ref"} {
		if was, now := before[same], after[same]; now != nil && was != now {
			c.say(where, "%s was %v, now %v", same, was, now)
		}
	}
}

func at(o object, keys ...string) object {
	for _, k := range keys {
		o, _ = o[k].(object)
	}
	return o
}

func list(v any) []any { out, _ := v.([]any); return out }

func types(schema object) []any {
	if one, ok := schema["type"].(string); ok {
		return []any{one}
	}
	return list(schema["type"])
}

func named(parameter any) string {
	p := parameter.(object)
	return fmt.Sprint(p["in"], " ", p["name"])
}

// TestABreakIsSeen keeps the guard honest.
func TestABreakIsSeen(t *testing.T) {
	document := func(change func(operation, property, schema object)) object {
		property := object{"type": []any{"string", "null"}, "maxLength": 200.0}
		schema := object{"type": "object", "properties": object{"title": property}}
		operation := object{"operationId": "ticket.list", "parameters": []any{object{"in": "query", "name": "filter"}}, "responses": object{"200": object{}}}
		change(operation, property, schema)
		return object{"paths": object{"/tickets": object{"get": operation}}, "components": object{"schemas": object{"TicketInput": schema}}}
	}
	before := document(func(_, _, _ object) {})
	for name, change := range map[string]func(operation, property, schema object){
		"a parameter goes":      func(o, _, _ object) { delete(o, "parameters") },
		"a name changes":        func(o, _, _ object) { o["operationId"] = "ticket.all" },
		"an answer goes":        func(o, _, _ object) { o["responses"] = object{} },
		"a property goes":       func(_, _, s object) { s["properties"] = object{} },
		"a type is narrowed":    func(_, p, _ object) { p["type"] = "string" },
		"a limit comes down":    func(_, p, _ object) { p["maxLength"] = 100.0 },
		"something is required": func(_, _, s object) { s["required"] = []any{"title"} },
		"a form is demanded":    func(_, p, _ object) { p["format"] = "email" },
	} {
		if found := breaks(before, document(change)); len(found) != 1 {
			t.Errorf("%s: %v", name, found)
		}
	}
	larger := document(func(o, p, s object) {
		o["parameters"] = append(o["parameters"].([]any), object{"in": "query", "name": "order"})
		p["maxLength"] = 400.0
		s["properties"].(object)["body"] = object{"type": "string"}
	})
	if found := breaks(before, larger); len(found) > 0 {
		t.Errorf("an addition is no break: %v", found)
	}
}
