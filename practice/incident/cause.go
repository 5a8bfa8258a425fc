package incident

import (
	"cmp"
	"context"
	"slices"

	"steward/ability/link"
	"steward/calc/likeness"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/search"
	"steward/practice/people"
)

// Inputs about problems. Their practice is named only by its type.
var (
	problemTitle = record.Text("title")
	theProblem   = record.Ref("problem", "problem").Required()
)

const problemType = "problem"

var (
	identify = record.Action{Name: "identify_problem", Say: "open a problem for the cause of the incident, and link them", Roles: people.Staff(),
		Takes: record.Columns{problemTitle}, Do: identifies}
	blame = record.Action{Name: "caused_by", Say: "the incident comes of a known problem", Roles: people.Staff(), Takes: record.Columns{theProblem}, Do: comesOf}
	// knownErrors finds what helps here: published workarounds of open problems.
	knownErrors = record.Question{Name: "known_errors", Say: "find published workarounds by service, item and symptom", Roles: people.Staff(),
		Takes: append(record.Columns{Service, CI}, textTakes...), Ask: helps}
)

func identifies(_ context.Context, d *record.Draft, r record.Reader) error {
	t, ok := r.Type(problemType)
	if !ok {
		return fault.New(fault.Internal, "incident.identify_problem", "no-such-type", "type", problemType)
	}
	p := record.NewDraft(t, nil)
	id := r.NewID()
	p.SetAt(record.SlotID, record.ID.Value(id))
	for _, f := range []record.Column{Title, Description, Impact, Urgency, Category, Service, CI} {
		p.SetAt(t.SlotNamed(f.Definition().Name), d.ValueOf(f.Definition()))
	}
	if title, given := record.Given(d, problemTitle); given {
		p.SetAt(t.SlotNamed(problemTitle.Name()), problemTitle.Value(title))
	}
	d.Follow(p)
	return linked(d, r, subjectOf(d), link.CausedBy, record.Subject{Type: problemType, ID: id})
}

func comesOf(ctx context.Context, d *record.Draft, r record.Reader) error {
	id, _ := record.Given(d, theProblem)
	_, err := r.Get(ctx, problemType, id)
	if fault.Is(err, fault.NotFound) {
		return fault.New(fault.Invalid, "incident.caused_by", "no-such-record", "given", id, "type", problemType).On(theProblem.Name())
	}
	if err != nil {
		return err
	}
	return linked(d, r, subjectOf(d), link.CausedBy, record.Subject{Type: problemType, ID: id})
}

const (
	mostProblems = 500
	// What the same item and the same service add to the likeness of the words, which is at most 1.
	sameItem    = 1.0
	sameService = 0.5
	leastHelp   = 0.15
	// leastElsewhere is asked of the words where the problem is one of another service.
	leastElsewhere = 0.6
	allHelp        = 1 + sameItem + sameService
)

func helps(ctx context.Context, d *record.Draft, r record.Reader) ([]record.Finding, error) {
	words, _, err := asked(ctx, d, r)
	if err != nil {
		return nil, err
	}
	service, _ := record.Given(d, Service)
	item, _ := record.Given(d, CI)
	if id, given := record.Given(d, about); given {
		row, err := r.Get(ctx, name, id)
		if err != nil {
			return nil, err
		}
		service, item = cmp.Or(service, Service.Of(row)), cmp.Or(item, CI.Of(row))
	}
	rows, err := r.Ordered(ctx, problemType, "state is open and published = yes", "priority,-created_at", mostProblems)
	if err != nil {
		return nil, err
	}
	texts := likeness.NewTexts()
	for _, p := range rows {
		texts.Put(p.ID(), search.Tokens(p.Title()+" "+p.Named("description").Text()+" "+p.Named("workaround").Text()))
	}
	like := map[string]likeness.Like{}
	for _, l := range texts.Like(words, 0, len(rows)) {
		like[l.ID] = l
	}
	var out []record.Finding
	for _, p := range rows {
		f := record.Finding{Subject: record.Subject{Type: problemType, ID: p.ID()}, Number: p.Number(), Title: p.Title(), Text: p.Named("workaround").Text(),
			Score: like[p.ID()].Score, Words: like[p.ID()].Words, Because: "incident.like"}
		if s := p.Named("service").Text(); s != "" && s == service {
			f.Score, f.Because = f.Score+sameService, "incident.same-service"
		}
		if c := p.Named("ci").Text(); c != "" && c == item {
			f.Score, f.Because = f.Score+sameItem, "incident.same-item"
		}
		least := leastHelp
		if s := p.Named("service").Text(); s != "" && service != "" && s != service {
			least = leastElsewhere
		}
		if f.Score /= allHelp; f.Score >= least/allHelp {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b record.Finding) int { return cmp.Compare(b.Score, a.Score) })
	return out[:min(len(out), mostLike)], nil
}
