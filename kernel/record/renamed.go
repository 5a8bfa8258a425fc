package record

import "slices"

// SlotEver gives the slot of the field that has this name or had it before it was renamed, -1 when
// there is none. The audit keeps the names of its day.
func (t *Type) SlotEver(name string) int {
	if s, ok := t.byName[name]; ok {
		return s
	}
	return slices.IndexFunc(t.defs, func(d *Def) bool { return slices.Contains(d.Was, name) })
}
