package record

import (
	"fmt"
	"slices"
)

// StoredName is the name under which tables and the audit keep the field: the first that it had. A
// rename changes what people and programs call it, and no column, so that a program that knows the
// former name keeps running on the same database.
func (d *Def) StoredName() string {
	if len(d.Was) > 0 {
		return d.Was[0]
	}
	return d.Name
}

// SlotEver gives the slot of the field that has this name or had it before it was renamed, -1 when
// there is none.
func (t *Type) SlotEver(name string) int {
	if s, ok := t.byName[name]; ok {
		return s
	}
	return slices.IndexFunc(t.defs, func(d *Def) bool { return slices.Contains(d.Was, name) })
}

// checkNames refuses that a field takes a name that another one had: what was stored under it would be
// both's.
func (t *Type) checkNames() error {
	had := map[string]string{}
	for _, d := range t.defs {
		had[d.Name] = d.Name
	}
	for _, d := range t.defs {
		for _, was := range d.Was {
			if of, taken := had[was]; taken && of != d.Name {
				return fmt.Errorf("the name %q, which field %q had, is also that of %q", was, d.Name, of)
			}
			had[was] = d.Name
		}
	}
	return nil
}
