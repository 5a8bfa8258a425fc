package record

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"
)

// Catalogue is all declared types. It is immutable: adding a custom field makes a new one, which is
// swapped in whole.
type Catalogue struct {
	types  []*Type
	byName map[string]*Type
	byPath map[string]*Type
}

var (
	namePattern   = regexp.MustCompile(`^[a-z][a-z0-9_]{0,50}$`)
	optionPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$`)
)

// fitName tells whether a type or field may have the name. Two underscores part a field's name from
// the ending of one of its columns, so that none stand in a name.
func fitName(name string) bool {
	return namePattern.MatchString(name) && !strings.Contains(name, "__") && !strings.HasSuffix(name, "_")
}

// NewCatalogue takes declarations, copies them, gives slots and checks that they fit together.
// custom holds further fields by type name.
func NewCatalogue(declared []*Type, custom map[string][]*Def) (*Catalogue, error) {
	c := &Catalogue{byName: map[string]*Type{}, byPath: map[string]*Type{}}
	for _, t := range withAbilityTypes(declared) {
		if err := c.add(t, custom[t.Name]); err != nil {
			return nil, fmt.Errorf("catalogue: type %q: %w", t.Name, err)
		}
	}
	for _, t := range c.types {
		if err := c.check(t); err != nil {
			return nil, fmt.Errorf("catalogue: type %q: %w", t.Name, err)
		}
	}
	return c, nil
}

// withAbilityTypes adds the types that abilities bring, each once, however many types have the
// ability.
func withAbilityTypes(declared []*Type) []*Type {
	out := slices.Clone(declared)
	seen := map[string]bool{}
	for _, t := range declared {
		seen[t.Name] = true
	}
	for _, t := range declared {
		for _, a := range t.Has {
			for _, of := range a.Types {
				if !seen[of.Name] {
					seen[of.Name] = true
					out = append(out, of)
				}
			}
		}
	}
	return out
}

func (c *Catalogue) add(declared *Type, custom []*Def) error {
	t := *declared
	t.types = c
	if t.Plural == "" {
		t.Plural = t.Name + "s"
	}
	if !fitName(t.Name) || !fitName(t.Plural) {
		return fmt.Errorf("names are lower-case letters, digits and underscores")
	}
	if c.byName[t.Name] != nil || c.byPath[t.Plural] != nil {
		return fmt.Errorf("the name or plural %q stands twice", t.Plural)
	}
	t.slots, t.byName = map[*Def]int{}, map[string]int{}
	for _, d := range t.allDefs(custom) {
		if err := t.place(d); err != nil {
			return err
		}
	}
	c.types = append(c.types, &t)
	c.byName[t.Name], c.byPath[t.Plural] = &t, &t
	return nil
}

func (t *Type) allDefs(custom []*Def) []*Def {
	defs := []*Def{ID.def, Version.def, CreatedAt.def, CreatedBy.def, UpdatedAt.def, UpdatedBy.def}
	if t.Number != "" {
		defs = append(defs, NumberField.def)
	}
	if t.States != nil {
		defs = append(defs, t.States.field())
	}
	for _, f := range t.Fields {
		defs = append(defs, f.Definition())
	}
	for _, a := range t.Has {
		for _, f := range a.Fields {
			defs = append(defs, f.Definition())
		}
	}
	return append(defs, custom...)
}

func (t *Type) place(d *Def) error {
	if !fitName(d.Name) {
		return fmt.Errorf("field %q: names are lower-case letters, digits and underscores", d.Name)
	}
	if _, twice := t.byName[d.Name]; twice {
		return fmt.Errorf("field %q stands twice", d.Name)
	}
	t.slots[d], t.byName[d.Name] = len(t.defs), len(t.defs)
	if d.Name == StateName && t.States != nil {
		t.slots[StateField.def] = len(t.defs)
	}
	t.defs = append(t.defs, d)
	return nil
}

func (c *Catalogue) check(t *Type) error {
	for _, d := range t.defs {
		if d.Target != "" && c.byName[d.Target] == nil {
			return fmt.Errorf("field %q refers to %q, which is not declared", d.Name, d.Target)
		}
		if err := d.faults().OrNil(); err != nil {
			return fmt.Errorf("field %q: %w", d.Name, err)
		}
	}
	if err := t.checkNames(); err != nil {
		return err
	}
	if err := t.checkPersonal(); err != nil {
		return err
	}
	if err := t.checkConfiguration(); err != nil {
		return err
	}
	if err := t.checkLifecycle(); err != nil {
		return err
	}
	if err := t.checkVerbs(); err != nil {
		return err
	}
	var err error
	t.rules, err = order(t)
	return err
}

func (t *Type) checkLifecycle() error {
	if t.States == nil {
		return nil
	}
	for _, m := range t.States.Moves {
		for _, key := range append(slices.Clone(m.From), m.To) {
			if _, ok := t.States.On(key); !ok {
				return fmt.Errorf("move %q names the state %q, which is not declared", m.Name, key)
			}
		}
		if err := t.owns(m.Asks, "move "+m.Name); err != nil {
			return err
		}
	}
	for _, s := range t.States.States {
		if err := t.owns(s.Asks, "state "+s.Key); err != nil {
			return err
		}
	}
	return nil
}

func (t *Type) owns(fields Columns, who string) error {
	for _, f := range fields {
		if t.Slot(f.Definition()) < 0 {
			return fmt.Errorf("%s names the field %q, which is not one of the type's", who, f.Definition().Name)
		}
	}
	return nil
}

// Types lists the types in the order of declaration.
func (c *Catalogue) Types() []*Type { return c.types }

// Type finds a type by name.
func (c *Catalogue) Type(name string) (*Type, bool) { t, ok := c.byName[name]; return t, ok }

// ByPlural finds a type by the plural that stands in addresses.
func (c *Catalogue) ByPlural(plural string) (*Type, bool) { t, ok := c.byPath[plural]; return t, ok }

// Names lists the type names, sorted.
func (c *Catalogue) Names() []string {
	out := make([]string, 0, len(c.types))
	for _, t := range c.types {
		out = append(out, t.Name)
	}
	sort.Strings(out)
	return out
}
