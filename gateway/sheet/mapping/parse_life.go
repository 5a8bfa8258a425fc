package mapping

import (
	"sort"

	"steward/gateway/sheet/problem"

	"go.yaml.in/yaml/v3"
)

// dated reads a recipe that must give a time.
func (p *parser) dated(node *yaml.Node, name string, further ...string) *Recipe {
	recipe := p.recipe(node, name, further...)
	if recipe.date == nil {
		recipe.date, _ = ParsePattern("iso")
	}
	return recipe
}

func (p *parser) created(node *yaml.Node) *Created {
	c := &Created{Recipe: *p.dated(node, "created", "state", "actor")}
	if node = resolve(node); node.Kind != yaml.MappingNode {
		return c
	}
	for _, e := range mapEntries(node) {
		switch e.name.Value {
		case "state":
			c.State = p.text(e.value, "state")
		case "actor":
			c.Actor = p.recipe(e.value, "actor")
		}
	}
	return c
}

// state reads the state column. Without from, the column holds state keys.
func (p *parser) state(node *yaml.Node) *State {
	s := &State{Recipe: *p.recipe(node, "state", "initial", "from"), Changes: map[string]Change{}}
	if node = resolve(node); node.Kind != yaml.MappingNode {
		return s
	}
	for _, e := range mapEntries(node) {
		switch e.name.Value {
		case "initial":
			s.Initial = p.text(e.value, "initial")
		case "from":
			for _, line := range p.entries(e.value, "from") {
				s.Changes[line.name.Value] = p.change(line.value)
			}
		}
	}
	s.Driven = driven(s.Changes)
	return s
}

// change reads what one value sets: a state, keep, or a state with further fields.
func (p *parser) change(node *yaml.Node) Change {
	if node.Kind == yaml.ScalarNode {
		text := p.text(node, "from")
		return Change{State: text, Keep: text == string(Keep)}
	}
	c := Change{With: map[string]string{}}
	for _, e := range p.entries(node, "from") {
		text := p.text(e.value, e.name.Value)
		switch e.name.Value {
		case "state":
			c.State, c.Keep = text, text == string(Keep)
		case "note":
			c.Note = text
		default:
			c.With[e.name.Value] = text
		}
	}
	if c.State == "" {
		p.wrong(node, problem.Problem{Code: "missing-state"})
	}
	return c
}

func driven(changes map[string]Change) []string {
	seen := map[string]bool{}
	var names []string
	for _, change := range changes {
		for name := range change.With {
			if !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
		}
	}
	sort.Strings(names)
	return names
}

func (p *parser) fields(node *yaml.Node, m *Mapping) {
	for _, e := range p.entries(node, "fields") {
		name := e.name.Value
		field := Field{Recipe: *p.recipe(e.value, name, "when"), When: When{Moment: Every}}
		field.Line = e.name.Line
		if e.value.Kind == yaml.MappingNode {
			for _, further := range mapEntries(e.value) {
				if further.name.Value == "when" {
					field.When = p.when(further.value, m)
				}
			}
		}
		if m.State != nil && (name == "state" || contains(m.State.Driven, name)) {
			p.wrong(e.name, problem.Problem{Code: "clash", Value: name, Detail: "state"})
		}
		m.Fields = append(m.Fields, field)
	}
}

func (p *parser) when(node *yaml.Node, m *Mapping) When {
	if node.Kind == yaml.ScalarNode {
		return When{Moment: Moment(p.oneOf(node, "when", "every", "row", "first", "last"))}
	}
	found := p.named(node, "when", "in", "end")
	if len(found) == 2 {
		p.wrong(node, problem.Problem{Code: "clash", Value: "in", Detail: "end"})
	}
	if m.State == nil {
		p.wrong(node, problem.Problem{Code: "missing-states"})
	}
	for _, moment := range []Moment{In, End} {
		if list := found[string(moment)]; list != nil {
			when := When{Moment: moment, States: map[string]bool{}}
			for _, state := range p.texts(list, string(moment)) {
				when.States[state] = true
			}
			return when
		}
	}
	return When{Moment: Every}
}

func (p *parser) rest(node *yaml.Node) *Rest {
	rest := &Rest{When: When{Moment: Every}}
	if node = resolve(node); node.Kind == yaml.ScalarNode {
		rest.Field = p.text(node, "rest")
		return rest
	}
	found := p.named(node, "rest", "field", "without", "also", "when")
	rest.Field = p.required(node, found, "field", "missing-rest-field")
	if n := found["without"]; n != nil {
		rest.Without = p.texts(n, "without")
	}
	if n := found["also"]; n != nil {
		rest.Also = p.texts(n, "also")
	}
	if n := found["when"]; n != nil {
		rest.When.Moment = Moment(p.oneOf(n, "when", "every", "first", "last"))
	}
	return rest
}

// mapEntries gives the entries of a map whose names were checked before.
func mapEntries(node *yaml.Node) []entry {
	var list []entry
	for i := 0; i+1 < len(node.Content); i += 2 {
		list = append(list, entry{name: node.Content[i], value: resolve(node.Content[i+1])})
	}
	return list
}
