package query

import (
	"errors"
	"strings"
)

// Compile reads a condition and binds it. An empty text holds for all. The error is a *SyntaxError,
// or what a lookup in Env failed with.
func Compile(text string, s Schema, env Env) (*Condition, error) {
	n, err := Parse(text)
	if err != nil {
		return nil, err
	}
	return Bind(n, s, env)
}

// Bind checks a tree against a type and settles what depends on who asks, when and where.
func Bind(n Node, s Schema, env Env) (*Condition, error) {
	b := &binder{env: env, out: &Condition{schema: s}}
	root, err := b.node(n, false, 0)
	if err != nil {
		return nil, err
	}
	b.out.root = root
	return b.out, nil
}

type binder struct {
	env Env
	out *Condition
}

// node binds a part, negated where an odd number of nots stands above it.
func (b *binder) node(n Node, negate bool, depth int) (bound, error) {
	if depth > 2*MaxDepth+2 {
		return nil, &SyntaxError{Key: "condition-too-deep"}
	}
	switch n := n.(type) {
	case nil, All:
		return constant(!negate), nil
	case Not:
		return b.node(n.Part, !negate, depth+1)
	case And:
		return b.group(n.Parts, negate, negate, depth)
	case Or:
		return b.group(n.Parts, !negate, negate, depth)
	case Compare:
		return b.compare(n, negate)
	}
	return nil, errors.New("condition: unknown node")
}

func (b *binder) group(parts []Node, any, negate bool, depth int) (bound, error) {
	g := group{any: any}
	for _, p := range parts {
		part, err := b.node(p, negate, depth+1)
		if err != nil {
			return nil, err
		}
		g.parts = append(g.parts, part)
	}
	return g.simple(), nil
}

func (b *binder) compare(c Compare, negate bool) (bound, error) {
	walk, f, err := b.resolve(c)
	if err != nil {
		return nil, err
	}
	op, not := positive(c.Op)
	if op != Filled && len(c.Values) == 0 {
		return nil, &SyntaxError{Place: c.Place, Key: "condition-wanted-value", Found: c.Op.String(), Wanted: "value"}
	}
	var t test = filled{}
	if op != Filled {
		if t, not, err = b.test(f, op, not, c); err != nil {
			return nil, err
		}
	}
	not = not != negate
	if t == nil {
		return constant(not), nil
	}
	return atom{walk: walk, field: f, test: t, negate: not}, nil
}

// positive gives the comparison that is false on empty, and whether it is meant negated.
func positive(op Op) (Op, bool) {
	switch op {
	case Different:
		return Equal, true
	case NotIn:
		return In, true
	case IsNot:
		return Is, true
	case Empty:
		return Filled, true
	}
	return op, false
}

// resolve finds the field behind a path and notes it.
func (b *binder) resolve(c Compare) ([]step, Field, error) {
	walk, w, f, err := resolve(b.out.schema, c.Path, c.Place)
	if err != nil {
		return nil, Field{}, err
	}
	name := f.Name
	for i := len(w.Steps) - 1; i >= 0; i-- {
		name = w.Steps[i].Field + "." + name
	}
	b.out.named(name)
	if len(w.Steps) > 0 && len(b.out.walks) == MaxWalks {
		return nil, f, &SyntaxError{Place: c.Place, Key: "condition-too-long", Found: name}
	}
	if len(w.Steps) > 0 {
		b.out.walks = append(b.out.walks, w)
	}
	return walk, f, nil
}

func resolve(s Schema, path []string, at Place) ([]step, Walk, Field, error) {
	var walk []step
	var w Walk
	if len(path) == 0 || len(path) > MaxWalk+1 {
		return nil, w, Field{}, &SyntaxError{Place: at, Key: "condition-too-deep", Found: strings.Join(path, ".")}
	}
	for i, name := range path {
		f, err := fieldOf(s, name, at)
		if err != nil {
			return nil, w, f, err
		}
		if i == len(path)-1 {
			w.Field = f.Name
			return walk, w, f, nil
		}
		target, ok := Schema(nil), false
		if f.Class == Reference && f.Target != "" {
			target, ok = s.Target(f.Target)
		}
		if !ok {
			return nil, w, f, &SyntaxError{Place: at, Key: "condition-no-reference", Found: name, Wanted: "reference"}
		}
		walk = append(walk, step{slot: f.Slot, column: f.Column, target: f.Target, table: target.Table()})
		w.Steps = append(w.Steps, Step{Type: s.TypeName(), Field: f.Name, Target: f.Target})
		s, at = target, at.plus(len(name)+1)
	}
	return nil, w, Field{}, nil
}

// fieldOf finds a field by its name, in any case.
func fieldOf(s Schema, name string, at Place) (Field, error) {
	if f, ok := s.QueryField(name); ok {
		return f, nil
	}
	if f, ok := s.QueryField(strings.ToLower(name)); ok {
		return f, nil
	}
	return Field{}, &SyntaxError{Place: at, Key: "condition-no-such-field", Found: name, Wanted: s.TypeName(),
		Suggest: Nearest(name, s.QueryFieldNames())}
}
