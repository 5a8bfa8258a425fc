package mapping

import (
	"strings"

	"steward/gateway/sheet/problem"

	"go.yaml.in/yaml/v3"
)

// A reader walks the nodes of a mapping file and collects what is wrong with it.
type reader struct {
	file     string
	problems problem.List
}

func (r *reader) wrong(node *yaml.Node, p problem.Problem) {
	p.File, p.Line = r.file, node.Line
	p.Value = problem.Shorten(p.Value)
	r.problems = append(r.problems, &p)
}

// An entry is one name in a map, with the place of the name.
type entry struct {
	name  *yaml.Node
	value *yaml.Node
}

// entries gives the names of a map in their order, each once.
func (r *reader) entries(node *yaml.Node, where string) []entry {
	node = resolve(node)
	if node.Kind != yaml.MappingNode {
		r.wrong(node, problem.Problem{Code: "want-map", Field: where})
		return nil
	}
	seen := map[string]bool{}
	var list []entry
	for i := 0; i+1 < len(node.Content); i += 2 {
		name := node.Content[i]
		if seen[name.Value] {
			r.wrong(name, problem.Problem{Code: "key-twice", Field: where, Value: name.Value})
			continue
		}
		seen[name.Value] = true
		list = append(list, entry{name: name, value: resolve(node.Content[i+1])})
	}
	return list
}

// named gives the entries of a map that may hold these names only.
func (r *reader) named(node *yaml.Node, where string, known ...string) map[string]*yaml.Node {
	found := map[string]*yaml.Node{}
	for _, e := range r.entries(node, where) {
		if !contains(known, e.name.Value) {
			r.wrong(e.name, problem.Problem{Code: "key-unknown", Field: where, Value: e.name.Value, Detail: suggest(e.name.Value, known)})
			continue
		}
		found[e.name.Value] = e.value
	}
	return found
}

// text gives one text; numbers and yes or no are texts as they are written.
func (r *reader) text(node *yaml.Node, where string) string {
	node = resolve(node)
	if node.Kind != yaml.ScalarNode || node.Tag == "!!null" {
		r.wrong(node, problem.Problem{Code: "want-text", Field: where})
		return ""
	}
	return node.Value
}

// texts gives a list of texts; one text alone is a list of one.
func (r *reader) texts(node *yaml.Node, where string) []string {
	node = resolve(node)
	if node.Kind == yaml.ScalarNode {
		return []string{r.text(node, where)}
	}
	if node.Kind != yaml.SequenceNode {
		r.wrong(node, problem.Problem{Code: "want-list", Field: where})
		return nil
	}
	list := make([]string, 0, len(node.Content))
	for _, item := range node.Content {
		list = append(list, r.text(item, where))
	}
	return list
}

// oneOf gives a text that is one of the words.
func (r *reader) oneOf(node *yaml.Node, where string, words ...string) string {
	text := r.text(node, where)
	if text != "" && !contains(words, text) {
		r.wrong(node, problem.Problem{Code: "word-unknown", Field: where, Value: text, Detail: strings.Join(words, ", ")})
		return ""
	}
	return text
}

func resolve(node *yaml.Node) *yaml.Node {
	for node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	return node
}

func contains(list []string, item string) bool {
	for _, other := range list {
		if other == item {
			return true
		}
	}
	return false
}
