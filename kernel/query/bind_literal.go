package query

import (
	"slices"
	"strings"

	"steward/kernel/fault"
	"steward/kernel/value"
)

// The words that stand for who asks.
const (
	me             = "me"
	myTeams        = "my-teams"
	myDepartment   = "my-department"
	myOrganisation = "my-organisation"
)

// parsed reads a literal as the field's kind does. It must not read as empty.
func (b *binder) parsed(f Field, l Literal) (value.Value, error) {
	v, err := f.Parse(value.Of(l.Text).Text(), b.env)
	switch {
	case err != nil && !fault.Is(err, fault.Invalid):
		return v, err
	case err != nil || v.IsEmpty():
		return v, &SyntaxError{Place: l.Place, Key: "condition-value", Found: l.Text, Wanted: f.Name, Cause: err}
	}
	return v, nil
}

// option reads an option's key, in any case.
func (b *binder) option(f Field, l Literal) (string, error) {
	if slices.Contains(f.Keys, l.Text) {
		return l.Text, nil
	}
	for _, k := range f.Keys {
		if strings.EqualFold(k, l.Text) {
			return k, nil
		}
	}
	v, err := b.parsed(f, l)
	if err == nil {
		return v.Text(), nil
	}
	known := f.Keys
	for _, k := range f.Keys {
		if f.Categories != nil {
			known = slices.Concat(known, f.Categories(k))
		}
	}
	return "", &SyntaxError{Place: l.Place, Key: "condition-option", Found: l.Text, Wanted: strings.Join(f.Keys, ", "),
		Suggest: Nearest(l.Text, known), Cause: err}
}

// ids reads what stands for records: me and its like, an id, or what Lookup knows.
func (b *binder) ids(f Field, l Literal) ([]string, error) {
	if ids, target, ok := b.asker(l); ok {
		if f.Target != "" && f.Target != target {
			return nil, &SyntaxError{Place: l.Place, Key: "condition-asker", Found: l.Text, Wanted: f.Target}
		}
		return ids, nil
	}
	if isID(l.Text) {
		return []string{l.Text}, nil
	}
	v, err := b.parsed(f, l)
	if err != nil {
		return nil, err
	}
	return []string{v.Text()}, nil
}

// isID tells an id from all that needs to be looked up.
func isID(s string) bool {
	return len(s) == 32 && strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && (r < 'a' || r > 'f') }) < 0
}

// asker gives what me and its like stand for, and the type of the records they name.
func (b *binder) asker(l Literal) (ids []string, target string, ok bool) {
	if l.Quoted {
		return nil, "", false
	}
	one := func(id string) []string {
		if id == "" {
			return nil
		}
		return []string{id}
	}
	switch strings.ToLower(l.Text) {
	case me:
		return one(b.env.Me), "person", true
	case myTeams:
		return b.env.Teams, "team", true
	case myDepartment:
		return one(b.env.Department), "department", true
	case myOrganisation:
		return one(b.env.Organisation), "organisation", true
	}
	return nil, "", false
}

// members reads what may stand in a set: options, or records where the set is one of references.
func (b *binder) members(f Field, l Literal) ([]string, error) {
	if f.Target != "" {
		if _, _, ok := b.asker(l); ok {
			return b.ids(f, l)
		}
	}
	if f.Target == "" && len(f.Keys) > 0 {
		key, err := b.option(f, l)
		return []string{key}, err
	}
	v, err := b.parsed(f, l)
	if err == nil && v.Shape() != value.Set {
		return []string{v.Text()}, nil
	}
	return v.Members(), err
}
