// Package checklist is the ability of records to be worked off in tasks: in order, each with who
// does it and until when.
//
// Its one rule: a task belongs to one record and is read by the staff who read that record.
package checklist

import (
	"context"
	"strings"

	"steward/ability/notification"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// TaskName is the name of the record type of a task.
const TaskName = "task"

// Fields of a task.
var (
	Subject  = record.AnyRef("subject").Required().Indexed()
	Title    = record.Text("title").Required().Searched()
	Position = record.Number("position") // from 1, in which order
	Assignee = record.Person("assignee").Indexed()
	Due      = record.Instant("due_at").Indexed()
	Note     = record.LongText("note")
	Done     = record.YesNo("done").Default(false).Indexed()
	DoneAt   = record.Instant("done_at").Computed()
	DoneBy   = record.Person("done_by").Computed()
)

// The fields that the ability gives a type.
var (
	Count = record.Number("task_count").Computed().Default(0)
	Open  = record.Number("open_task_count").Computed().Default(0)
)

// Fields of a checklist, which is a list of titles to begin with.
var (
	ListName  = record.Text("name").Required().Unique().Searched()
	ListLines = record.LongText("lines").Required() // one task on each
)

// Inputs of the actions.
var (
	list  = record.Ref("checklist", "checklist")
	lines = record.LongText("lines")
)

// mostLines bounds how many tasks one checklist makes.
const mostLines = 100

// Of gives a type its tasks.
func Of(staff ...string) record.Ability {
	return record.Ability{Name: "checklist", Panel: "tasks", Fields: record.Columns{Count, Open}, Types: []*record.Type{tasks(staff), lists(staff)},
		Actions: record.Actions{
			{Name: "add_task", Say: "add a task to the record", Roles: staff, Takes: record.Columns{Title, Assignee, Due, Note}, Do: addTask},
			{Name: "add_checklist", Say: "add a task for each line, or for each of a checklist", Roles: staff, Takes: record.Columns{list, lines}, Do: addChecklist},
		}}
}

func tasks(staff []string) *record.Type {
	var access record.Access
	for _, role := range staff {
		access = append(access, record.Permission{Role: role, Can: []record.Operation{record.Read}, Via: Subject.Name()},
			record.Permission{Role: role, Can: []record.Operation{record.Create, record.Change, record.Remove}})
	}
	return &record.Type{Name: TaskName, Title: Title, Icon: "check", Access: access,
		Fields: record.Columns{Subject, Title, Position, Assignee, Due, Note, Done, DoneAt, DoneBy},
		Rules: record.Rules{
			{On: record.Filling, Say: "a new task stands last", Reads: record.Columns{Subject}, Sets: record.Columns{Position}, Do: last},
			{On: record.Filling, Say: "who did a task, and when, is kept until it is to be done again", Reads: record.Columns{Done}, Sets: record.Columns{DoneAt, DoneBy}, Do: finished},
			{On: record.Checking, Say: "a task belongs to a record that its author sees, and stays there", Reads: record.Columns{Subject}, Do: belongs},
			{On: record.Following, Say: "whoever a task is given to hears of it, and again when it is due", Reads: record.Columns{Assignee, Due, Done}, Do: tell},
			{On: record.Following, Say: "a record knows how many tasks it has, and how many are open", Reads: record.Columns{Done, Subject}, Do: count},
		},
		Actions: record.Actions{
			{Name: "finish", Say: "the task is done", When: "done = no", Roles: staff, Sets: record.Columns{Done}, Do: sets(true)},
			{Name: "reopen", Say: "the task is to be done again", When: "done = yes", Roles: staff, Sets: record.Columns{Done}, Do: sets(false)},
			{Name: dueNow, Say: "tell that the task is due", When: "done = no", Roles: []string{record.OnlySystem}, Do: remind},
		},
		List:   record.Columns{Done, Title, Assignee, Due, Subject},
		Orders: []string{"due_at,position"},
		Pages:  record.Pages{Group: "desk"}}
}

func lists(staff []string) *record.Type {
	var access record.Access
	for _, role := range staff {
		access = append(access, record.Permission{Role: role, Can: record.Everything()})
	}
	return &record.Type{Name: "checklist", Title: ListName, Keys: record.Columns{ListName}, Icon: "check-check", Access: access,
		Fields: record.Columns{ListName, ListLines}, List: record.Columns{ListName, ListLines}}
}

func sets(done bool) func(context.Context, *record.Draft, record.Reader) error {
	return func(_ context.Context, d *record.Draft, _ record.Reader) error {
		Done.Set(d, done)
		return nil
	}
}

// dueNow is the action by which a task notes that it is due.
const dueNow = "due"

func tell(_ context.Context, d *record.Draft, r record.Reader) error {
	if d.Removing || Done.Of(d) {
		return nil
	}
	if at, dated := Due.Get(d); dated && d.Changed(Due) && at.After(d.HappenedAt) {
		d.Plan(dueNow, at)
	}
	if !d.Changed(Assignee) {
		return nil
	}
	return notification.Tell(d, r, notification.News{Kind: notification.Assigned, To: []string{Assignee.Of(d)}})
}

// remind tells whoever does the task that it is due. A job of an earlier plan finds another time.
func remind(_ context.Context, d *record.Draft, r record.Reader) error {
	if at, dated := Due.Get(d); !dated || at.After(d.HappenedAt) {
		return nil
	}
	return notification.Tell(d, r, notification.News{Kind: notification.Due, To: []string{Assignee.Of(d)}})
}

func last(ctx context.Context, d *record.Draft, r record.Reader) error {
	if _, given := Position.Get(d); given || !d.IsNew() {
		return nil
	}
	s := Subject.Of(d)
	row, err := r.System("counts the tasks").Get(ctx, s.Type, s.ID)
	if fault.Is(err, fault.NotFound) {
		return nil // refused by the rule that asks for the record
	}
	if err != nil {
		return err
	}
	Position.Set(d, Count.Of(row)+1)
	return nil
}

func finished(_ context.Context, d *record.Draft, _ record.Reader) error {
	if !Done.Of(d) {
		DoneAt.Clear(d)
		DoneBy.Clear(d)
		return nil
	}
	DoneAt.Set(d, d.HappenedAt)
	DoneBy.Set(d, d.By)
	return nil
}

func belongs(ctx context.Context, d *record.Draft, r record.Reader) error {
	if !d.IsNew() {
		return fault.New(fault.Invalid, TaskName, "stays-with-its-record").On(Subject.Name())
	}
	s := Subject.Of(d)
	_, err := r.Get(ctx, s.Type, s.ID)
	if fault.Is(err, fault.NotFound) {
		return fault.New(fault.Invalid, TaskName, "no-such-record", "given", s.ID, "type", s.Type).On(Subject.Name())
	}
	return err
}

// count keeps the figures of the record, each task adding its own difference.
func count(ctx context.Context, d *record.Draft, r record.Reader) error {
	all, open := int64(0), int64(0)
	if d.IsNew() {
		all = 1
	} else if !Done.Of(d.Old) {
		open--
	}
	switch {
	case d.Removing:
		all = -1
	case !Done.Of(d):
		open++
	}
	if all == 0 && open == 0 {
		return nil
	}
	s := Subject.Of(d)
	row, err := r.System("counts the tasks").Get(ctx, s.Type, s.ID)
	if fault.Is(err, fault.NotFound) {
		return nil // the record goes with its tasks
	}
	if err != nil || !row.Type.Ability("checklist") {
		return err
	}
	of := record.NewDraft(row.Type, row)
	Count.Set(of, Count.Of(row)+all)
	Open.Set(of, Open.Of(row)+open)
	d.Follow(of)
	return nil
}

// task makes a task of the draft's record.
func task(d *record.Draft, r record.Reader, title string) (*record.Draft, error) {
	t, ok := r.Type(TaskName)
	if !ok {
		return nil, fault.New(fault.Internal, "checklist", "no-such-type", "type", TaskName)
	}
	n := record.NewDraft(t, nil)
	Subject.Set(n, record.Subject{Type: d.Type.Name, ID: d.ID()})
	Title.Set(n, title)
	d.Follow(n)
	return n, nil
}

func addTask(_ context.Context, d *record.Draft, r record.Reader) error {
	title, _ := record.Given(d, Title)
	n, err := task(d, r, title)
	if err != nil {
		return err
	}
	for _, f := range []record.Column{Assignee, Due, Note} {
		n.SetValue(f.Definition(), d.Input[f.Definition().Name])
	}
	return nil
}

func addChecklist(ctx context.Context, d *record.Draft, r record.Reader) error {
	text, _ := record.Given(d, lines)
	if id, given := record.Given(d, list); given {
		row, err := r.Get(ctx, "checklist", id)
		if err != nil {
			return err
		}
		text = ListLines.Of(row) + "\n" + text
	}
	n := 0
	for line := range strings.Lines(text) {
		title := strings.TrimLeft(strings.TrimSpace(line), "-*• ")
		if title == "" {
			continue
		}
		if n++; n > mostLines {
			return fault.New(fault.TooLarge, "checklist", "too-many-tasks", "most", mostLines).On(lines.Name())
		}
		if _, err := task(d, r, title); err != nil {
			return err
		}
	}
	if n == 0 {
		return fault.New(fault.Invalid, "checklist", "required").On(lines.Name())
	}
	return nil
}
