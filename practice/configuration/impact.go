package configuration

import (
	"context"
	"strings"

	"steward/kernel/record"
)

// The kinds of relation; a relation reads: From KIND To.
const (
	RunsOn     = "runs_on"
	DependsOn  = "depends_on"
	ConnectsTo = "connects_to"
	MemberOf   = "member_of"
	BacksUp    = "backs_up"
	Uses       = "uses"
	ProvidedBy = "provided_by"
)

// What fails with an item: what runs on it, depends on it, uses it or is provided by it, and the
// group whose member it is. A connection and a backup carry no failure.
var (
	fromFails = []string{RunsOn, DependsOn, Uses, ProvidedBy}
	toFails   = []string{MemberOf}
)

// Affected is an item that an impact reaches.
type Affected struct {
	Item  string // id
	Steps int    // how many relations away
	By    string // the item through which it is reached first
	Kind  string // and the relation
}

const (
	// MostAffected is where an impact stops: beyond it everything is affected.
	MostAffected = 5000
	together     = 200 // ids in one condition
)

// Impact lists what is affected when the items fail, nearest first: the transitive closure along "is
// depended on by". A group that needs k of its n members fails with the member that leaves fewer than
// k. It ends on circles, and at MostAffected with more set.
func Impact(ctx context.Context, r record.Reader, items ...string) (out []Affected, more bool, err error) {
	met := map[string]bool{}
	for _, id := range items {
		met[id] = true
	}
	for steps, level := 1, items; len(level) > 0; steps++ {
		found, err := next(ctx, r, level)
		if err != nil {
			return nil, false, err
		}
		level = nil
		for _, a := range found {
			if met[a.Item] {
				continue
			}
			if a.Kind == MemberOf {
				if holds, err := stillHolds(ctx, r, a.Item, met); holds || err != nil {
					if err != nil {
						return nil, false, err
					}
					continue
				}
			}
			if len(out) == MostAffected {
				return out, true, nil
			}
			met[a.Item], a.Steps = true, steps
			out, level = append(out, a), append(level, a.Item)
		}
	}
	return out, false, nil
}

// stillHolds tells whether enough members of a group work when the items that are met do not.
func stillHolds(ctx context.Context, r record.Reader, group string, met map[string]bool) (bool, error) {
	row, err := r.Get(ctx, Item.Name, group)
	if err != nil {
		return false, err
	}
	needed, given := MembersNeeded.Get(row)
	if !given {
		return false, nil
	}
	members, err := r.Find(ctx, Relation.Name, To.Name()+` = "`+group+`" and kind = `+MemberOf, MostAffected)
	if err != nil {
		return false, err
	}
	working := int64(0)
	for _, m := range members {
		if !met[From.Of(m)] {
			working++
		}
	}
	return working >= needed, nil
}

// next lists what the items of one level carry with them.
func next(ctx context.Context, r record.Reader, level []string) ([]Affected, error) {
	var out []Affected
	for len(level) > 0 {
		n := min(together, len(level))
		ids := `("` + strings.Join(level[:n], `", "`) + `")`
		level = level[n:]
		up, err := r.Find(ctx, "relation", To.Name()+" in "+ids+" and kind in ("+strings.Join(fromFails, ", ")+")", MostAffected)
		if err != nil {
			return nil, err
		}
		for _, row := range up {
			out = append(out, Affected{Item: From.Of(row), By: To.Of(row), Kind: Kind.Of(row)})
		}
		groups, err := r.Find(ctx, "relation", From.Name()+" in "+ids+" and kind in ("+strings.Join(toFails, ", ")+")", MostAffected)
		if err != nil {
			return nil, err
		}
		for _, row := range groups {
			out = append(out, Affected{Item: To.Of(row), By: From.Of(row), Kind: Kind.Of(row)})
		}
	}
	return out, nil
}
