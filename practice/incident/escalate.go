package incident

import (
	"context"

	"steward/ability/assignment"
	"steward/kernel/record"
	"steward/practice/people"
)

// leads names who leads: the team's lead, else the superior of whoever works on it.
func leads(ctx context.Context, r record.Reader, d *record.Draft) (string, error) {
	if team := assignment.Team.Of(d); team != "" {
		row, err := r.Get(ctx, people.Team.Name, team)
		if err != nil {
			return "", err
		}
		if lead := people.TeamLead.Of(row); lead != "" {
			return lead, nil
		}
	}
	person := assignment.Assignee.Of(d)
	if person == "" {
		return "", nil
	}
	row, err := r.Get(ctx, people.Person.Name, person)
	if err != nil {
		return "", err
	}
	return people.Superior.Of(row), nil
}
