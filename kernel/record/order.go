package record

import "fmt"

// ordered is a type's rules by moment, the filling ones in the order in which they can be computed.
type ordered struct {
	fill, check, follow, remove []Rule
}

// Fills lists the filling rules in their known order: a rule that reads what another sets runs
// after it.
func (t *Type) Fills() []Rule { return t.rules.fill }

// Checks lists the checking rules.
func (t *Type) Checks() []Rule { return t.rules.check }

// Follows lists the following rules.
func (t *Type) Follows() []Rule { return t.rules.follow }

// Removals lists the rules that may refuse that a record is removed.
func (t *Type) Removals() []Rule { return t.rules.remove }

// AllRules lists every rule of the type and of its abilities, in declared order: the rule book.
func (t *Type) AllRules() Rules {
	var out Rules
	for _, a := range t.Has {
		out = append(out, a.Rules...)
	}
	return append(out, t.Rules...)
}

// AllActions lists the type's actions and those of its abilities.
func (t *Type) AllActions() Actions {
	var out Actions
	for _, a := range t.Has {
		out = append(out, a.Actions...)
	}
	return append(out, t.Actions...)
}

// Action finds an action by name.
func (t *Type) Action(name string) (Action, bool) {
	for _, a := range t.AllActions() {
		if a.Name == name {
			return a, true
		}
	}
	return Action{}, false
}

// order sorts the rules by moment and the filling ones by what they read and set. It refuses a
// field with two writers, a filling rule that names nothing, and a circle.
func order(t *Type) (ordered, error) {
	var o ordered
	var fills []Rule
	for _, r := range t.AllRules() {
		if r.Say == "" || r.Do == nil {
			return o, fmt.Errorf("a rule without its sentence or its function")
		}
		if err := t.owns(append(append(Columns{}, r.Reads...), r.Sets...), "rule "+r.Say); err != nil {
			return o, err
		}
		switch r.On {
		case Filling:
			fills = append(fills, r)
		case Checking:
			o.check = append(o.check, r)
		case Following:
			o.follow = append(o.follow, r)
		case Removing:
			o.remove = append(o.remove, r)
		}
	}
	var err error
	o.fill, err = sortFills(fills)
	return o, err
}

// sortFills puts each rule after those that set what it reads.
func sortFills(fills []Rule) ([]Rule, error) {
	writer, err := writers(fills)
	if err != nil {
		return nil, err
	}
	const visiting, done = 1, 2
	mark := make([]int, len(fills))
	var out []Rule
	var visit func(i int) error
	visit = func(i int) error {
		if mark[i] == done {
			return nil
		}
		if mark[i] == visiting {
			return fmt.Errorf("rule %q waits for itself in a circle", fills[i].Say)
		}
		mark[i] = visiting
		for _, f := range fills[i].Reads {
			if j, ok := writer[f.Definition()]; ok && j != i {
				if err := visit(j); err != nil {
					return err
				}
			}
		}
		mark[i] = done
		out = append(out, fills[i])
		return nil
	}
	for i := range fills {
		if err := visit(i); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// writers gives the rule that sets each field.
func writers(fills []Rule) (map[*Def]int, error) {
	writer := map[*Def]int{}
	for i, r := range fills {
		if len(r.Sets) == 0 {
			return nil, fmt.Errorf("rule %q fills but does not name what it sets", r.Say)
		}
		for _, f := range r.Sets {
			if j, twice := writer[f.Definition()]; twice {
				return nil, fmt.Errorf("field %q is set by two rules: %q and %q", f.Definition().Name, fills[j].Say, r.Say)
			}
			writer[f.Definition()] = i
		}
	}
	return writer, nil
}
