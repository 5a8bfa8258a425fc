package mapping

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"regexp"
	"strings"
	"time"

	"steward/gateway/sheet/problem"

	"go.yaml.in/yaml/v3"
)

var topLevel = []string{"name", "type", "kind", "table", "zone", "missing", "key", "case", "order", "time", "created",
	"actor", "state", "note", "fields", "rest", "refuse"}

// Load reads a mapping file.
func Load(path string) (*Mapping, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the mapping file: %w", err)
	}
	return Parse(path, content)
}

// Parse reads the content of a mapping file. Everything wrong with it is told at
// once, as a problem.List.
func Parse(file string, content []byte) (*Mapping, error) {
	r := &reader{file: file}
	var document yaml.Node
	if err := yaml.Unmarshal(content, &document); err != nil {
		return nil, broken(file, err)
	}
	if len(document.Content) == 0 {
		document.Content = []*yaml.Node{{Kind: yaml.MappingNode, Line: 1}}
	}
	p := parser{reader: r, root: document.Content[0], missing: map[string]bool{"": true}}
	m := p.mapping()
	sum := sha256.Sum256(content)
	m.File, m.Fingerprint = file, hex.EncodeToString(sum[:])
	if err := r.problems.OrNil(); err != nil {
		return nil, err
	}
	return m, nil
}

var yamlLine = regexp.MustCompile(`line (\d+): `)

func broken(file string, err error) error {
	p := &problem.Problem{Code: "yaml-broken", File: file, Detail: strings.TrimPrefix(err.Error(), "yaml: ")}
	if at := yamlLine.FindStringSubmatchIndex(p.Detail); at != nil {
		fmt.Sscan(p.Detail[at[2]:at[3]], &p.Line)
		p.Detail = p.Detail[at[1]:]
	}
	return problem.List{p}
}

// A parser knows, besides the nodes, what the whole file says for every recipe.
type parser struct {
	*reader
	root    *yaml.Node
	zone    *time.Location
	missing map[string]bool
}

func (p *parser) mapping() *Mapping {
	m := &Mapping{Kind: Rows}
	top := p.named(p.root, "the file", topLevel...)
	p.zone = p.location(top["zone"], time.UTC)
	if node := top["missing"]; node != nil {
		p.missing = p.tokens(node, p.missing)
	}
	if node := top["name"]; node != nil {
		m.Name = p.text(node, "name")
	}
	m.Type = p.required(p.root, top, "type", "missing-type")
	if node := top["kind"]; node != nil {
		m.Kind = Kind(p.oneOf(node, "kind", string(Rows), string(Events)))
	}
	if node := top["refuse"]; node != nil {
		m.RefuseRow = p.oneOf(node, "refuse", "case", "row") == "row"
	}
	p.tableOptions(top["table"], m)
	p.identity(top, m)
	p.life(top, m)
	if node := top["fields"]; node != nil {
		p.fields(node, m)
	}
	if node := top["rest"]; node != nil {
		m.Rest = p.rest(node)
	}
	return m
}

// required gives the text under a name, or tells the code of what is missing.
func (p *parser) required(node *yaml.Node, found map[string]*yaml.Node, name, code string) string {
	if found[name] != nil {
		return p.text(found[name], name)
	}
	p.wrong(node, problem.Problem{Code: code})
	return ""
}

func (p *parser) location(node *yaml.Node, standard *time.Location) *time.Location {
	if node == nil {
		return standard
	}
	name := p.text(node, "zone")
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		p.wrong(node, problem.Problem{Code: "zone-unknown", Field: "zone", Value: name})
		return standard
	}
	return zone
}

// tokens adds texts that mean "nothing" to those known already.
func (p *parser) tokens(node *yaml.Node, known map[string]bool) map[string]bool {
	all := map[string]bool{}
	for token := range known {
		all[token] = true
	}
	for _, token := range p.texts(node, "missing") {
		all[strings.TrimSpace(token)] = true
	}
	return all
}

var delimiters = map[string]byte{"comma": ',', "semicolon": ';', "tab": '\t', "bar": '|'}

func (p *parser) tableOptions(node *yaml.Node, m *Mapping) {
	if node == nil {
		return
	}
	found := p.named(node, "table", "encoding", "delimiter", "longest_field", "longest_row")
	if n := found["encoding"]; n != nil {
		m.Table.Encoding = p.oneOf(n, "encoding", "utf-8", "utf-16le", "utf-16be", "iso-8859-1", "windows-1252")
	}
	if n := found["delimiter"]; n != nil {
		m.Table.Delimiter = delimiters[p.oneOf(n, "delimiter", "comma", "semicolon", "tab", "bar")]
	}
	if n := found["longest_field"]; n != nil {
		m.Table.FieldLimit = p.number(n, "longest_field")
	}
	if n := found["longest_row"]; n != nil {
		m.Table.RowLimit = p.number(n, "longest_row")
	}
}

func (p *parser) number(node *yaml.Node, where string) int {
	var number int
	text := p.text(node, where)
	if _, err := fmt.Sscanf(text, "%d", &number); err != nil || number <= 0 || fmt.Sprint(number) != text {
		p.wrong(node, problem.Problem{Code: "number-wanted", Field: where, Value: text})
		return 0
	}
	return number
}

// identity reads what makes a record one: its key and the order of its events.
func (p *parser) identity(top map[string]*yaml.Node, m *Mapping) {
	key := top["key"]
	if top["case"] != nil {
		if key != nil {
			p.wrong(top["case"], problem.Problem{Code: "clash", Value: "key", Detail: "case"})
		}
		key = top["case"]
	}
	if key == nil {
		p.wrong(p.root, problem.Problem{Code: "missing-key"})
	} else {
		m.Key = p.recipe(key, "key")
	}
	if node := top["order"]; node != nil {
		for _, name := range p.texts(node, "order") {
			if name == "time" {
				name = ""
			}
			m.Order = append(m.Order, Order{Column: name, Line: node.Line})
		}
	}
	if m.Order == nil && top["time"] != nil {
		m.Order = []Order{{Line: p.root.Line}}
	}
}

// life reads what an event is: its time, who did it, and what state came of it.
func (p *parser) life(top map[string]*yaml.Node, m *Mapping) {
	if node := top["time"]; node != nil {
		m.Time = p.dated(node, "time")
	} else if m.Kind == Events {
		p.wrong(p.root, problem.Problem{Code: "missing-time"})
	}
	if node := top["created"]; node != nil {
		m.Created = p.created(node)
	}
	if node := top["actor"]; node != nil {
		m.Actor = p.recipe(node, "actor")
	}
	if node := top["state"]; node != nil {
		m.State = p.state(node)
	}
	if node := top["note"]; node != nil {
		m.Note = p.recipe(node, "note")
	}
}
