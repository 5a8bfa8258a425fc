package record

import (
	"slices"
	"strings"
	"time"

	"steward/kernel/fault"
	"steward/kernel/query"
)

// Way is one alternative of a reading permission: whoever stands in the field may read the record
// when the rest holds. Without a field, everybody in the role may.
type Way struct {
	Field string // empty: everybody in the role
	Who   Who
	Rest  query.Node // conditions on the record itself
}

// Who says as what somebody stands in a field.
type Who string

// What somebody can stand in a field as.
const (
	Everybody    Who = "*"
	ByPerson     Who = "p"
	ByTeam       Who = "t"
	ByDepartment Who = "d"
	ByOrg        Who = "o"
)

// words of the condition language that stand for the one who asks.
var askers = map[string]Who{"me": ByPerson, "my-teams": ByTeam, "my-department": ByDepartment, "my-organisation": ByOrg}

// Check refuses a permission that the type cannot have: an unknown field, a row condition that does
// not fit the type, or one for reading by which people cannot be told. It gives the condition and,
// for reading, the ways in which it holds.
func (p Permission) Check(t *Type) (query.Node, []Way, error) {
	rows, err := query.Parse(p.Rows)
	if err != nil {
		return nil, nil, err
	}
	named := func(string, string) (string, bool, error) { return "00000000000000000000000000000000", true, nil }
	if _, err := query.Bind(rows, t, query.Env{Zone: time.UTC, Lookup: named}); err != nil {
		return nil, nil, err
	}
	for _, f := range append(slices.Clone(p.Fields), p.But...) {
		if _, ok := t.Field(f); !ok {
			return nil, nil, fault.New(fault.Invalid, "access", "no-such-field", "field", f, "type", t.Name).On(f)
		}
	}
	if p.Via != "" {
		return rows, nil, p.checkVia(t, rows)
	}
	if !p.Allows(Read) {
		return rows, nil, nil
	}
	var ways []Way
	for _, alternative := range alternatives(rows) {
		way, err := wayOf(alternative)
		if err != nil {
			return nil, nil, err
		}
		ways = append(ways, way)
	}
	return rows, ways, nil
}

// checkVia refuses a permission by another record that cannot be worked out.
func (p Permission) checkVia(t *Type, rows query.Node) error {
	d, ok := t.Field(p.Via)
	if !ok || (d.Target == "" && d.Kind != AnyReferenceKind) || d.Kind.Class() != query.Reference {
		return fault.New(fault.Invalid, "access", "no-such-field", "field", p.Via, "type", t.Name).On("via")
	}
	if !slices.Equal(p.Can, []Operation{Read}) || mentionsAsker(rows) {
		return fault.New(fault.Invalid, "access", "via-reads-only", "rows", p.Rows).On("via")
	}
	return nil
}

func alternatives(n query.Node) []query.Node {
	if or, ok := n.(query.Or); ok {
		return or.Parts
	}
	return []query.Node{n}
}

// wayOf reads one alternative: at most one comparison with the asker, the rest on the record.
func wayOf(n query.Node) (Way, error) {
	parts := []query.Node{n}
	if and, ok := n.(query.And); ok {
		parts = and.Parts
	}
	way := Way{Who: Everybody}
	var rest []query.Node
	for _, part := range parts {
		c, isCompare := part.(query.Compare)
		who, asks := asker(c)
		switch {
		case isCompare && asks && way.Who == Everybody:
			way.Field, way.Who = c.Path[0], who
		case mentionsAsker(part):
			return way, fault.New(fault.Invalid, "access", "rows-not-principals", "rows", query.Print(n)).On("rows")
		default:
			rest = append(rest, part)
		}
	}
	way.Rest = query.AllOf(rest...)
	return way, nil
}

// asker tells whether the comparison is "field = me" or the like, on a field of the record itself.
func asker(c query.Compare) (Who, bool) {
	if len(c.Path) != 1 || len(c.Values) != 1 || c.Values[0].Quoted {
		return "", false
	}
	if c.Op != query.Equal && c.Op != query.In && c.Op != query.Has {
		return "", false
	}
	w, ok := askers[strings.ToLower(c.Values[0].Text)]
	return w, ok
}

func mentionsAsker(n query.Node) bool {
	switch n := n.(type) {
	case query.And:
		return slices.ContainsFunc(n.Parts, mentionsAsker)
	case query.Or:
		return slices.ContainsFunc(n.Parts, mentionsAsker)
	case query.Not:
		return mentionsAsker(n.Part)
	case query.Compare:
		return slices.ContainsFunc(n.Values, func(l query.Literal) bool {
			_, ok := askers[strings.ToLower(l.Text)]
			return ok && !l.Quoted
		})
	}
	return false
}
