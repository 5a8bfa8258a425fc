package store

import "slices"

// folded gives the changes of a write as the types' tables see them: where a write makes several
// versions of one record, one change leads from the first to the last. The audit keeps every version.
// A record that the write removes is left as it stands.
func folded(changes []Change) []*Change {
	out := make([]*Change, 0, len(changes))
	if len(changes) == 1 {
		return append(out, &changes[0])
	}
	first := make(map[string]int, len(changes)) // id -> place in out, -1: removed here
	for i := range changes {
		if changes[i].Operation == Delete {
			first[changes[i].ID] = -1
		}
	}
	mine := make([]bool, len(changes)) // by place in out: a copy that may be changed
	for i := range changes {
		c := &changes[i]
		at, met := first[c.ID]
		switch {
		case at < 0:
			out = append(out, c)
		case !met:
			first[c.ID] = len(out)
			out = append(out, c)
		default:
			if !mine[at] {
				whole := *out[at]
				whole.Slots = slices.Clone(whole.Slots)
				out[at], mine[at] = &whole, true
			}
			out[at].take(c)
		}
	}
	return out
}

// take lets the change lead on to the next version.
func (c *Change) take(next *Change) {
	c.Values = next.Values
	if next.Readers != nil {
		c.Readers = next.Readers
	}
	if next.Search != nil {
		c.Search = next.Search
	}
	if c.Operation == Insert {
		return
	}
	for _, slot := range next.Slots {
		if !slices.Contains(c.Slots, slot) {
			c.Slots = append(c.Slots, slot)
		}
	}
}
