package engine

import (
	"context"
	"slices"

	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/store"
)

// sees says what the actor sees of a type: by the reader lines, and by conditions that are asked of
// the rows themselves. Where the lines are stale it is all asked of the rows.
func (r *reader) sees(t *record.Type) store.Sees {
	if r.book.seesAll(r.actor, t.Name) {
		return store.Sees{All: true}
	}
	sees := store.Sees{Principals: r.book.named(r.actor, t.Name)}
	for _, open := range r.book.open(r.actor, t.Name) {
		if c := r.opens(t, open); c != nil {
			sees.Where = append(sees.Where, c)
		}
	}
	if !r.book.stale[readersMark+t.Name] {
		return sees
	}
	for _, p := range r.book.of(r.actor, t.Name, record.Read) {
		if p.Via != "" {
			sees.Where = r.following(sees.Where, []*record.Type{t}, p, record.Everyone)
		}
	}
	return sees
}

// opens binds a row condition to the actor; nil when it no longer holds for its type, which opens
// nothing.
func (r *reader) opens(t *record.Type, rows query.Node) *query.Condition {
	c, err := query.Bind(rows, t, r.asSystemReader().env(context.Background()))
	if err != nil {
		r.engine.config.Log.Error("a row condition no longer holds for its type", "type", t.Name, "rows", query.Print(rows), "error", err)
		return nil
	}
	return c
}

// following adds the condition of a permission by way of another record, as inherited works it out for
// one record. chain is the types on the way, the newest last. A way that leads back to one of them is
// left out, for it would have no end: what is read by such a way alone waits for the job.
func (r *reader) following(where []store.Opens, chain []*record.Type, p permission, role string) []store.Opens {
	t := chain[len(chain)-1]
	field, known := t.Field(p.Via)
	rows := r.opens(t, p.rows)
	if !known || rows == nil {
		return where
	}
	if p.Role != record.Everyone {
		role = p.Role
	}
	f := store.Following{Rows: rows, Field: field}
	for _, to := range r.catalogue.Types() {
		if len(chain) == longestChain || slices.Contains(chain, to) || !r.leadsTo(t, field, to) {
			continue
		}
		if sees := r.seesIn(append(slices.Clone(chain), to), role); !sees.None() {
			f.Subjects = append(f.Subjects, store.FollowedType{Type: to, Sees: sees})
		}
	}
	return append(where, f)
}

// longestChain is how many types a way may pass: a file of a message of a record, with one to spare.
// Without it the ways through everything that may belong to anything grow beyond all bounds; what is
// read by a longer way alone waits for the job.
const longestChain = 4

// leadsTo says whether the field may hold a record of the type. What an ability keeps belongs to the
// types that have the ability.
func (r *reader) leadsTo(t *record.Type, field *record.Def, to *record.Type) bool {
	if field.Target != "" {
		return field.Target == to.Name
	}
	kept := false
	for _, having := range r.catalogue.Types() {
		for _, a := range having.Has {
			if slices.ContainsFunc(a.Types, func(of *record.Type) bool { return of.Name == t.Name }) {
				if having == to {
					return true
				}
				kept = true
			}
		}
	}
	return !kept
}

// seesIn says by the rows alone what the actor sees of the last type of a chain in a role, in any of
// theirs for Everyone.
func (r *reader) seesIn(chain []*record.Type, role string) store.Sees {
	var sees store.Sees
	t := chain[len(chain)-1]
	for _, p := range r.book.byType[t.Name] {
		if !p.Allows(record.Read) || !reaches(p, role) || (p.Role != record.Everyone && !r.actor.Is(p.Role)) {
			continue
		}
		if p.Via != "" {
			sees.Where = r.following(sees.Where, chain, p, role)
			continue
		}
		if _, all := p.rows.(query.All); all {
			return store.Sees{All: true}
		}
		if c := r.opens(t, p.rows); c != nil {
			sees.Where = append(sees.Where, c)
		}
	}
	return sees
}
