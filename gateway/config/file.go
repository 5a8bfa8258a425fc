package config

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// longestFile bounds a file in bytes.
const longestFile = 16 << 20

// Write writes the configuration that the actor sees as YAML, always in the same order.
func Write(ctx context.Context, e *engine.Engine, a record.Actor, to io.Writer) error {
	document := &yaml.Node{Kind: yaml.MappingNode}
	for _, t := range Types(e.Catalogue()) {
		items, err := Read(ctx, e, a, t)
		if err != nil {
			return err
		}
		if len(items) == 0 {
			continue
		}
		list := &yaml.Node{Kind: yaml.SequenceNode}
		for _, i := range items {
			n, err := i.node()
			if err != nil {
				return err
			}
			list.Content = append(list.Content, n)
		}
		document.Content = append(document.Content, word(t.Name), list)
	}
	out := yaml.NewEncoder(to)
	out.SetIndent(2)
	if err := out.Encode(document); err != nil {
		return fault.Wrap("config.export", err)
	}
	return fault.Wrap("config.export", out.Close())
}

func word(text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
}

// node writes the fields in the order of their declaration.
func (i *Item) node() (*yaml.Node, error) {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for _, d := range fields(i.Type) {
		v, set := i.Fields[d.Name]
		if !set {
			continue
		}
		content, err := nodeOf(v)
		if err != nil {
			return nil, err
		}
		n.Content = append(n.Content, word(d.Name), content)
	}
	return n, nil
}

// nodeOf writes plain data, the keys of maps sorted.
func nodeOf(v any) (*yaml.Node, error) {
	switch v := v.(type) {
	case json.Number:
		tag := "!!int"
		if strings.ContainsAny(v.String(), ".eE") {
			tag = "!!float"
		}
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: v.String()}, nil
	case []any:
		n := &yaml.Node{Kind: yaml.SequenceNode}
		for _, one := range v {
			c, err := nodeOf(one)
			if err != nil {
				return nil, err
			}
			n.Content = append(n.Content, c)
		}
		return n, nil
	case map[string]any:
		n := &yaml.Node{Kind: yaml.MappingNode}
		for _, k := range slices.Sorted(maps.Keys(v)) {
			c, err := nodeOf(v[k])
			if err != nil {
				return nil, err
			}
			n.Content = append(n.Content, word(k), c)
		}
		return n, nil
	}
	n := &yaml.Node{}
	return n, fault.Wrap("config.export", n.Encode(v))
}

// Parse reads a file. It refuses what it does not know, with the place.
func Parse(c *record.Catalogue, from io.Reader) (map[string][]*Item, error) {
	raw, err := io.ReadAll(io.LimitReader(from, longestFile+1))
	if err != nil {
		return nil, fault.Wrap("config.read", err)
	}
	if len(raw) > longestFile {
		return nil, fault.New(fault.TooLarge, "config.read", "file-too-large", "most", longestFile)
	}
	var document map[string][]map[string]any
	if err := yaml.Unmarshal(raw, &document); err != nil {
		return nil, fault.New(fault.Invalid, "config.read", "config-unreadable", "reason", err.Error()).Because(err)
	}
	out := map[string][]*Item{}
	var refused fault.List
	for _, name := range slices.Sorted(maps.Keys(document)) {
		t, ok := c.Type(name)
		if !ok || t.Configuration == nil {
			refused = append(refused, fault.New(fault.Invalid, "config.read", "config-not-a-type", "type", name))
			continue
		}
		seen := map[string]bool{}
		for n, fields := range document[name] {
			i, err := read(t, fields)
			if err != nil {
				return nil, err
			}
			if key := i.Key(); key == "" || seen[key] {
				refused = append(refused, fault.New(fault.Invalid, "config.read", "config-twice", "type", name, "n", n+1, "key", key))
			} else {
				seen[key] = true
			}
			out[name] = append(out[name], i)
		}
	}
	return out, refused.OrNil()
}

func read(t *record.Type, given map[string]any) (*Item, error) {
	i := &Item{Type: t, Fields: map[string]any{}}
	for name, v := range given {
		data, err := asData(textual(v))
		if err != nil {
			return nil, err
		}
		if data != nil {
			i.Fields[name] = data
		}
	}
	return i, nil
}

// textual turns what YAML takes for a time into text, and keys of maps into texts.
func textual(v any) any {
	switch v := v.(type) {
	case map[any]any:
		out := map[string]any{}
		for k, one := range v {
			out[fmt.Sprint(k)] = textual(one)
		}
		return out
	case map[string]any:
		for k, one := range v {
			v[k] = textual(one)
		}
		return v
	case []any:
		for n, one := range v {
			v[n] = textual(one)
		}
		return v
	case fmt.Stringer:
		return v.String()
	}
	return v
}
