package incident

import (
	"context"
	"slices"

	"steward/ability/link"
	"steward/ability/watch"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/people"
)

// several names incidents that an action is about; one names another.
var (
	several  = record.Refs("incidents", "incident").Required()
	original = record.Ref("original", "incident").Required()
)

// merges bring together what was reported more than once.
var (
	// absorb is merging seen from the one that goes on: several at once.
	absorb = record.Action{Name: "absorb", Say: "merge other incidents into this one: they end, and it goes on", When: "state is open or state = resolved",
		Roles: people.Staff(), Takes: record.Columns{several}, Do: absorbs}
	duplicateOf = record.Action{Name: "duplicate_of", Say: "the same was reported before: resolve it and link it to the original", When: "state is open",
		Roles: people.Staff(), Takes: record.Columns{original}, Sets: record.Columns{record.StateField, ResolutionCode, Resolution}, Do: duplicates}
)

func absorbs(ctx context.Context, d *record.Draft, r record.Reader) error {
	var refused fault.List
	for _, id := range d.Input[several.Name()].Members() {
		row, err := r.Get(ctx, d.Type.Name, id)
		switch {
		case fault.Is(err, fault.NotFound):
			refused = append(refused, fault.New(fault.Invalid, "incident.absorb", "no-such-record", "given", id, "type", d.Type.Name).On(several.Name()))
			continue
		case err != nil:
			return err
		case id == d.ID() || !row.Type.CategoryOf(row.State()).Open():
			refused = append(refused, fault.New(fault.Invalid, "incident.absorb", "not-to-be-merged", "number", row.Number()).On(several.Name()))
			continue
		}
		m := record.NewDraft(row.Type, row)
		MergedInto.Set(m, d.ID())
		m.SetState(StateMerged)
		d.Follow(m)
	}
	return refused.OrNil()
}

// duplicates keeps both: each requester hears of their own.
func duplicates(ctx context.Context, d *record.Draft, r record.Reader) error {
	id, _ := record.Given(d, original)
	row, err := r.Get(ctx, d.Type.Name, id)
	if fault.Is(err, fault.NotFound) || err == nil && id == d.ID() {
		return fault.New(fault.Invalid, "incident.duplicate_of", "no-such-record", "given", id, "type", d.Type.Name).On(original.Name())
	}
	if err != nil {
		return err
	}
	language, err := languageOf(ctx, r, Requester.Of(d))
	if err != nil {
		return err
	}
	d.SetState(StateResolved)
	ResolutionCode.Set(d, "duplicate")
	Resolution.Set(d, r.Wording(language, "incident.reported-before", map[string]any{"number": row.Number()}))
	return linked(d, r, subjectOf(d), link.DuplicateOf, record.Subject{Type: d.Type.Name, ID: id})
}

// subjectOf names the draft's record.
func subjectOf(d *record.Draft) record.Subject { return record.Subject{Type: d.Type.Name, ID: d.ID()} }

// linked adds a link to what is written with the draft.
func linked(d *record.Draft, r record.Reader, from record.Subject, kind string, to record.Subject) error {
	t, ok := r.Type("link")
	if !ok {
		return fault.New(fault.Internal, "incident.link", "no-such-type", "type", "link")
	}
	l := record.NewDraft(t, nil)
	link.From.Set(l, from)
	link.Kind.Set(l, kind)
	link.To.Set(l, to)
	d.Follow(l)
	return nil
}

// handOver: who asked, and who followed, follows the one that survives.
func handOver(ctx context.Context, d *record.Draft, r record.Reader) error {
	if _, moved := d.Moved(); !moved || d.State() != StateMerged || d.Replays {
		return nil
	}
	row, err := r.System("follows a merge").Get(ctx, d.Type.Name, MergedInto.Of(d))
	if err != nil {
		return err
	}
	follow := slices.Clone(watch.Watchers.Of(row))
	for _, who := range append([]string{Requester.Of(d)}, watch.Watchers.Of(d)...) {
		if who != "" && who != Requester.Of(row) && !slices.Contains(follow, who) {
			follow = append(follow, who)
		}
	}
	if len(follow) == len(watch.Watchers.Of(row)) {
		return nil
	}
	s := record.NewDraft(row.Type, row)
	watch.Watchers.Set(s, follow)
	d.Follow(s)
	return nil
}
