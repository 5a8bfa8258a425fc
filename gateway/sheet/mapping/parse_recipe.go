package mapping

import (
	"strings"

	"steward/gateway/sheet/problem"

	"go.yaml.in/yaml/v3"
)

var (
	origins    = []string{"column", "constant", "template", "join"}
	treatments = []string{"missing", "default", "from", "otherwise", "date", "zone", "decimal", "cut", "spaces", "reference"}
)

// recipe reads how one text is made. A text alone is the name of a column.
func (p *parser) recipe(node *yaml.Node, name string, further ...string) *Recipe {
	recipe := &Recipe{Name: name, Line: node.Line, missing: p.missing, zone: p.zone}
	node = resolve(node)
	if node.Kind == yaml.ScalarNode {
		recipe.parts = []part{{text: p.text(node, name), column: true}}
		return recipe
	}
	known := append(append(append([]string{}, origins...), treatments...), further...)
	found := p.named(node, name, known...)
	p.origin(node, found, recipe)
	p.treatment(found, recipe, further)
	return recipe
}

func (p *parser) origin(node *yaml.Node, found map[string]*yaml.Node, recipe *Recipe) {
	var given []string
	for _, origin := range origins {
		if found[origin] != nil {
			given = append(given, origin)
		}
	}
	if len(given) > 1 {
		p.wrong(node, problem.Problem{Code: "recipe-twice", Field: recipe.Name, Detail: strings.Join(given, ", ")})
	}
	if len(given) == 0 {
		p.wrong(node, problem.Problem{Code: "recipe-empty", Field: recipe.Name})
		return
	}
	value := found[given[0]]
	switch given[0] {
	case "column":
		recipe.parts = []part{{text: p.text(value, "column"), column: true}}
	case "constant":
		recipe.parts = []part{{text: p.text(value, "constant")}}
	case "template":
		recipe.parts = p.template(value)
	case "join":
		p.joined(value, recipe)
	}
}

func (p *parser) joined(node *yaml.Node, recipe *Recipe) {
	found := p.named(node, "join", "columns", "with")
	recipe.join, recipe.with = true, " "
	if with := found["with"]; with != nil {
		recipe.with = p.text(with, "with")
	}
	if found["columns"] == nil {
		p.wrong(node, problem.Problem{Code: "missing-columns"})
		return
	}
	for _, column := range p.texts(found["columns"], "columns") {
		recipe.parts = append(recipe.parts, part{text: column, column: true})
	}
}

// template cuts "{First} and {Second}" into its parts; {{ and }} are braces.
func (p *parser) template(node *yaml.Node) []part {
	text := p.text(node, "template")
	var parts []part
	fixed := ""
	for rest := text; rest != ""; {
		switch {
		case strings.HasPrefix(rest, "{{"), strings.HasPrefix(rest, "}}"):
			fixed, rest = fixed+rest[:1], rest[2:]
		case rest[0] == '{':
			end := strings.IndexByte(rest, '}')
			if end < 2 {
				p.wrong(node, problem.Problem{Code: "template-broken", Value: text})
				return nil
			}
			parts = append(parts, part{text: fixed}, part{text: rest[1:end], column: true})
			fixed, rest = "", rest[end+1:]
		case rest[0] == '}':
			p.wrong(node, problem.Problem{Code: "template-broken", Value: text})
			return nil
		default:
			fixed, rest = fixed+rest[:1], rest[1:]
		}
	}
	return append(parts, part{text: fixed})
}

func (p *parser) treatment(found map[string]*yaml.Node, recipe *Recipe, further []string) {
	if node := found["missing"]; node != nil {
		recipe.missing = p.tokens(node, recipe.missing)
	}
	if node := found["default"]; node != nil {
		recipe.Default = p.text(node, "default")
	}
	if node := found["from"]; node != nil && !contains(further, "from") {
		recipe.from = map[string]string{}
		for _, e := range p.entries(node, "from") {
			recipe.from[e.name.Value] = p.text(e.value, e.name.Value)
		}
	}
	if node := found["otherwise"]; node != nil {
		recipe.otherwise = p.otherwise(node)
	}
	p.dateAndNumber(found, recipe)
	if node := found["cut"]; node != nil {
		recipe.cut = p.number(node, "cut")
	}
	if node := found["spaces"]; node != nil {
		recipe.spaces = p.oneOf(node, "spaces", "cut", "keep")
	}
	if node := found["reference"]; node != nil {
		recipe.Reference = p.reference(node)
	}
}

func (p *parser) dateAndNumber(found map[string]*yaml.Node, recipe *Recipe) {
	recipe.zone = p.location(found["zone"], recipe.zone)
	if node := found["date"]; node != nil {
		text := p.text(node, "date")
		pattern, wrong := ParsePattern(text)
		if pattern == nil {
			p.wrong(node, problem.Problem{Code: "pattern-unknown", Field: recipe.Name, Value: text, Detail: wrong})
		}
		recipe.date = pattern
	}
	if node := found["decimal"]; node != nil {
		signs := map[string]byte{"comma": ',', "point": '.'}
		recipe.decimal = signs[p.oneOf(node, "decimal", "comma", "point")]
	}
}

func (p *parser) otherwise(node *yaml.Node) *Otherwise {
	node = resolve(node)
	if node.Kind == yaml.MappingNode {
		found := p.named(node, "otherwise", "value")
		if found["value"] == nil {
			return &Otherwise{What: Refuse}
		}
		return &Otherwise{What: Take, Value: p.text(found["value"], "value")}
	}
	return &Otherwise{What: Policy(p.oneOf(node, "otherwise", "refuse", "keep", "empty", "pass"))}
}

func (p *parser) reference(node *yaml.Node) *Reference {
	node = resolve(node)
	if node.Kind == yaml.ScalarNode {
		return &Reference{Type: p.text(node, "reference"), Key: "name"}
	}
	found := p.named(node, "reference", "type", "key", "create")
	ref := &Reference{Key: "name"}
	ref.Type = p.required(node, found, "type", "missing-reference-type")
	if n := found["key"]; n != nil {
		ref.Key = p.text(n, "key")
	}
	if n := found["create"]; n != nil {
		ref.Create = p.oneOf(n, "create", "true", "false") == "true"
	}
	return ref
}
