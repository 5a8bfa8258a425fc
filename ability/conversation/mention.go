package conversation

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/value"
)

// namesake is somebody, or a team, that a word may name behind an @.
type namesake struct {
	id, typeName, title string
	names               []string // folded: the name, and the mail address of a person
	members             []string // of a team
}

// mostStaff bounds how many people and teams can be named.
const mostStaff = 5000

// people gives everybody who works, and the teams. It is made once and kept until people, their roles
// or teams change.
func (t Talk) people(ctx context.Context, r record.Reader) ([]namesake, error) {
	v, err := r.Keep(ctx, "conversation.people", []string{"person", "team", "membership", "role"}, func(ctx context.Context, r record.Reader) (any, error) {
		return t.readPeople(ctx, r.System("knows who can be named"))
	})
	if err != nil {
		return nil, err
	}
	return v.([]namesake), nil
}

func (t Talk) readPeople(ctx context.Context, all record.Reader) ([]namesake, error) {
	roles, err := all.Find(ctx, "role", "key in ("+strings.Join(t.Staff, ", ")+")", len(t.Staff))
	if err != nil || len(roles) == 0 {
		return nil, err
	}
	ids := make([]string, len(roles))
	for i, role := range roles {
		ids[i] = `"` + role.ID() + `"`
	}
	staff, err := all.Find(ctx, "person", "active = yes and roles has ("+strings.Join(ids, ", ")+")", mostStaff)
	if err != nil {
		return nil, err
	}
	var out []namesake
	for _, p := range staff {
		out = append(out, personNamed(p))
	}
	teams, err := all.Find(ctx, "team", "", mostStaff)
	if err != nil {
		return nil, err
	}
	in, err := all.Find(ctx, "membership", "", mostStaff)
	if err != nil {
		return nil, err
	}
	members := map[string][]string{}
	for _, m := range in {
		members[m.Named("team").Text()] = append(members[m.Named("team").Text()], m.Named("person").Text())
	}
	for _, g := range teams {
		out = append(out, namesake{id: g.ID(), typeName: "team", title: g.Title(), names: []string{value.Fold(g.Title())}, members: members[g.ID()]})
	}
	return out, nil
}

func personNamed(p *record.Record) namesake {
	n := namesake{id: p.ID(), typeName: "person", title: p.Title(), names: []string{value.Fold(p.Title())}}
	if mail := p.Named("email").Text(); mail != "" {
		n.names = append(n.names, value.Fold(mail))
	}
	return n
}

// called gives those whom a text names: behind each @ the longest name that stands there. Namesakes
// are all meant.
func called(text string, all []namesake) []namesake {
	var out []namesake
	for at := 0; at < len(text); at++ {
		if text[at] != '@' || !begun(text[:at]) {
			continue
		}
		rest, longest := value.Fold(text[at+1:min(len(text), at+200)]), 0
		var found []namesake
		for _, n := range all {
			for _, name := range n.names {
				switch l := len(name); {
				case l < longest || !strings.HasPrefix(rest, name) || !ends(rest[l:]):
				case l > longest:
					longest, found = l, []namesake{n}
				default:
					found = append(found, n)
				}
			}
		}
		out = append(out, found...)
	}
	return out
}

// begun tells whether an @ behind the text begins a name: not in the middle of a word or address.
func begun(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return before == "" || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '@'
}

// ends tells whether a name is over where the rest begins.
func ends(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// mentioned gives whom a word of staff names, of those who may read it: everybody of a team that is
// named, but not whoever says it.
func (t Talk) mentioned(ctx context.Context, d *record.Draft, r record.Reader, w Word) ([]string, error) {
	if d.Replays || d.By == "" || w.Visibility == Public && w.Side != Agent || !strings.Contains(w.Body, "@") {
		return nil, nil
	}
	all, err := t.people(ctx, r)
	if err != nil {
		return nil, err
	}
	if w.Visibility == Public {
		if all, err = t.withAsker(ctx, d.Record(), r, all); err != nil {
			return nil, err
		}
	}
	var out []string
	for _, n := range called(w.Body, all) {
		to := n.members
		if n.typeName == "person" {
			to = []string{n.id}
		}
		for _, id := range to {
			if id == d.By || slices.Contains(out, id) {
				continue
			}
			may, err := t.reads(ctx, r, d.Type.Name, d.ID(), id, w.Visibility)
			if err != nil {
				return nil, err
			}
			if may {
				out = append(out, id)
			}
		}
	}
	return out, nil
}

// withAsker adds the person who asked to those who can be named.
func (t Talk) withAsker(ctx context.Context, row *record.Record, r record.Reader, all []namesake) ([]namesake, error) {
	if t.Asks.Definition() == nil || t.Asks.Of(row) == "" || slices.ContainsFunc(all, func(n namesake) bool { return n.id == t.Asks.Of(row) }) {
		return all, nil
	}
	p, err := r.System("names who asked").Get(ctx, "person", t.Asks.Of(row))
	if err != nil {
		return nil, err
	}
	return append(slices.Clone(all), personNamed(p)), nil
}

// reads tells whether somebody may read a word about a record: an internal one only as staff.
func (t Talk) reads(ctx context.Context, r record.Reader, typeName, id, person, visibility string) (bool, error) {
	other, err := r.As(ctx, person)
	if fault.Is(err, fault.Unauthenticated) || fault.Is(err, fault.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if visibility == Internal && !slices.ContainsFunc(t.Staff, other.Actor().Is) {
		return false, nil
	}
	_, err = other.Get(ctx, typeName, id)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}

// mentionable offers whom a word about a record can name.
func (t Talk) mentionable() record.Question {
	return record.Question{Name: "mentionable", Say: "offer people and teams who can be named in a message", Roles: t.Staff, Takes: record.Columns{Subject, Visibility, sought}, Ask: t.whom}
}

// mostTried is how many people are asked whether they may read before the answer is given.
const mostTried = 40

func (t Talk) whom(ctx context.Context, d *record.Draft, r record.Reader) ([]record.Finding, error) {
	row, err := about(ctx, d, r)
	if err != nil {
		return nil, err
	}
	visibility, _ := record.Given(d, Visibility)
	all, err := t.people(ctx, r)
	if err != nil {
		return nil, err
	}
	if visibility != Internal {
		if all, err = t.withAsker(ctx, row, r, all); err != nil {
			return nil, err
		}
	}
	words, _ := record.Given(d, sought)
	alike := slices.DeleteFunc(slices.Clone(all), func(n namesake) bool { return n.id == r.Actor().Person || !n.like(value.Fold(words)) })
	near := []string{row.Named("assignee").Text(), row.Named("team").Text()}
	slices.SortStableFunc(alike, func(a, b namesake) int {
		if x, y := slices.Contains(near, a.id), slices.Contains(near, b.id); x != y {
			if x {
				return -1
			}
			return 1
		}
		return strings.Compare(a.names[0], b.names[0])
	})
	var out []record.Finding
	for _, n := range alike[:min(mostTried, len(alike))] {
		may := n.typeName == "team"
		if !may {
			if may, err = t.reads(ctx, r, row.Type.Name, row.ID(), n.id, visibility); err != nil {
				return nil, err
			}
		}
		if !may {
			continue
		}
		if out = append(out, record.Finding{Subject: record.Subject{Type: n.typeName, ID: n.id}, Title: n.title, Text: "@" + n.spelled(all), Score: 1, Because: "conversation.mentionable"}); len(out) == mostFound {
			break
		}
	}
	return out, nil
}

// like tells whether a word of the name, or the mail address, begins with what was typed.
func (n namesake) like(folded string) bool {
	for _, name := range n.names {
		if strings.HasPrefix(name, folded) || strings.Contains(name, " "+folded) {
			return true
		}
	}
	return false
}

// spelled is how somebody is named without doubt: by mail address where a namesake is about.
func (n namesake) spelled(all []namesake) string {
	alone := !slices.ContainsFunc(all, func(o namesake) bool { return o.id != n.id && o.names[0] == n.names[0] })
	if alone || len(n.names) < 2 {
		return n.title
	}
	return n.names[1]
}
