package people

import (
	"context"
	"slices"
	"strings"
	"time"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// Directory tells the engine who a person is.
type Directory struct{}

// Actor builds the actor of an active person with roles and teams as they are now.
func (Directory) Actor(ctx context.Context, r record.Reader, person string) (record.Actor, error) {
	p, err := r.Get(ctx, "person", person)
	if err != nil {
		return record.Actor{}, err
	}
	if !Active.Of(p) {
		return record.Actor{}, fault.New(fault.Unauthenticated, "people.actor", "person-not-active")
	}
	a := record.Actor{Person: p.ID(), Name: Name.Of(p), Department: Dept.Of(p), Organisation: Org.Of(p), Language: Language.Of(p), Formats: Formats.Of(p)}
	if z := Zone.Of(p); z != "" {
		if a.Zone, err = time.LoadLocation(z); err != nil {
			return record.Actor{}, fault.Wrap("people.actor", err)
		}
	}
	for _, id := range Roles.Of(p) {
		role, err := r.Get(ctx, "role", id)
		if err != nil {
			return record.Actor{}, err
		}
		a.Roles = append(a.Roles, RoleKey.Of(role))
	}
	a.Teams, err = TeamsOf(ctx, r, p.ID())
	return a, err
}

// mostTeams is in how many teams one person may be.
const mostTeams = 200

// TeamsOf gives the ids of the teams of a person, the one they joined first in front.
func TeamsOf(ctx context.Context, r record.Reader, person string) ([]string, error) {
	members, err := r.Find(ctx, "membership", `person = "`+person+`"`, mostTeams)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(members, func(a, b *record.Record) int { return strings.Compare(a.ID(), b.ID()) })
	teams := make([]string, len(members))
	for i, m := range members {
		teams[i] = MemberTeam.Of(m)
	}
	return teams, nil
}
