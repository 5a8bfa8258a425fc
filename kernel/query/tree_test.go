package query_test

import (
	"math/rand/v2"
	"strings"
	"time"

	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/record/sample"
	"steward/kernel/value"
)

// tree makes a random condition on a type that binds.
func (w *world) tree(r *rand.Rand, t *record.Type, depth int) query.Node {
	if depth == 0 || r.IntN(3) == 0 {
		return w.comparison(r, t)
	}
	parts := make([]query.Node, 2+r.IntN(2))
	for i := range parts {
		parts[i] = w.tree(r, t, depth-1)
	}
	switch r.IntN(3) {
	case 0:
		return query.AllOf(parts...)
	case 1:
		return query.AnyOf(parts...)
	}
	return query.Not{Part: parts[0]}
}

func (w *world) comparison(r *rand.Rand, t *record.Type) query.Node {
	if r.IntN(60) == 0 {
		return query.All{}
	}
	c := query.Compare{}
	for len(c.Path) < 3 && r.IntN(3) == 0 {
		refs := references(t)
		if len(refs) == 0 {
			break
		}
		d := refs[r.IntN(len(refs))]
		c.Path = append(c.Path, d.Name)
		t, _ = w.types.Type(d.Target)
	}
	d := t.Defs()[r.IntN(len(t.Defs()))]
	c.Path = append(c.Path, d.Name)
	ops := query.Operators(d.Kind.Class())
	c.Op = ops[r.IntN(len(ops))]
	switch c.Op {
	case query.Empty, query.Filled:
	case query.In, query.NotIn, query.Has:
		for range 1 + r.IntN(3) {
			c.Values = append(c.Values, w.literal(r, t, d, c.Op))
		}
	default:
		c.Values = []query.Literal{w.literal(r, t, d, c.Op)}
	}
	return c
}

func references(t *record.Type) []*record.Def {
	var out []*record.Def
	for _, d := range t.Defs() {
		if d.Kind.Class() == query.Reference && d.Target != "" {
			out = append(out, d)
		}
	}
	return out
}

var momentWords = []string{"now", "today", "yesterday", "tomorrow", "-7d", "+2h", "-1mo", "-90min", "start-of-week", "start-of-month-1mo", "start-of-quarter",
	"start-of-year", "this-week", "last-month", "next-quarter", "this-year", "today+36h", "2026-03", "2026", "2018-Q4", "2026-03-29", "2011-12-30",
	"2026-03-29T02:30", "2026-10-25T02:30:00", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00.000001Z", "tomorrow-1w+3d"}

// literal writes a value that some record holds, or something near it, or a word.
func (w *world) literal(r *rand.Rand, t *record.Type, d *record.Def, op query.Op) query.Literal {
	v := w.held(r, t, d)
	switch d.Kind.Class() {
	case query.Date, query.Instant:
		return w.moment(r, d, v)
	case query.Reference, query.Members:
		if words := askers(t, d); len(words) > 0 && r.IntN(3) == 0 {
			return query.Literal{Text: words[r.IntN(len(words))]}
		}
		if members := v.Members(); len(members) > 0 {
			return query.Quote(members[r.IntN(len(members))])
		}
	case query.Choice:
		if (op == query.Is || op == query.IsNot) && r.IntN(2) == 0 {
			if d.Name == record.StateName && r.IntN(2) == 0 {
				return query.Literal{Text: "open"}
			}
			if category := d.Options[r.IntN(len(d.Options))].Category; category != "" {
				return query.Literal{Text: category}
			}
		}
	case query.Text:
		if op >= query.Less && op <= query.Starts {
			return query.Quote(part(r, v.Text()))
		}
	}
	return query.Quote(d.Kind.Format(d, v))
}

// askers lists the words that fit the records that a field leads to.
func askers(t *record.Type, d *record.Def) []string {
	target := d.Target
	if d.Name == "id" {
		target = t.Name
	}
	switch target {
	case record.PersonType:
		return []string{"me", "ME"}
	case "team":
		return []string{"my-teams"}
	case "department":
		return []string{"my-department"}
	}
	return nil
}

// held gives the field's value in some record, or a fresh one.
func (w *world) held(r *rand.Rand, t *record.Type, d *record.Def) value.Value {
	for range 5 {
		if v := w.records[t.Name][r.IntN(len(w.records[t.Name]))].ValueOf(d); !v.IsEmpty() && r.IntN(10) > 0 {
			return v
		}
	}
	return sample.Value(r, d, sample.Fresh(r))
}

func (w *world) moment(r *rand.Rand, d *record.Def, v value.Value) query.Literal {
	if r.IntN(2) == 0 {
		return query.Literal{Text: momentWords[r.IntN(len(momentWords))]}
	}
	days := v.Int()
	if d.Kind.Class() == query.Instant {
		at := time.UnixMicro(v.Int()).UTC()
		if r.IntN(2) == 0 {
			return query.Literal{Text: at.Format(time.RFC3339Nano)}
		}
		return query.Literal{Text: at.Format(time.DateOnly)}
	}
	return query.Literal{Text: time.Unix(days*86400, 0).UTC().Format(time.DateOnly)}
}

// part gives a piece of a text, perhaps in another case, perhaps something else.
func part(r *rand.Rand, s string) string {
	if r.IntN(8) == 0 {
		return extreme[r.IntN(len(extreme))]
	}
	letters := []rune(s)
	from := r.IntN(len(letters) + 1)
	if r.IntN(2) == 0 {
		from = 0
	}
	s = string(letters[from : from+r.IntN(len(letters)-from+1)])
	if cut := []rune(s); len(cut) > 0 && r.IntN(4) == 0 {
		cut[len(cut)-1] += rune(1 - 2*r.IntN(2)) // its neighbour, which is not a part
		return value.Of(string(cut)).Text()
	}
	switch r.IntN(3) {
	case 0:
		return strings.ToUpper(s)
	case 1:
		return strings.ToLower(s)
	}
	return s
}
