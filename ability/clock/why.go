package clock

import (
	"context"
	"time"

	"steward/calc/clock"
	"steward/kernel/page"
	"steward/kernel/record"
)

// whyPath is the page that says why a clock stands where it stands.
const whyPath = "clock"

// Pages are the pages of the ability.
func (w Work) Pages() []page.Page {
	return []page.Page{{Path: whyPath, Title: "clocks.title", Icon: "timer", Asks: []string{"clock", "of", "calendar", "within", "pauses"}, Load: w.why}}
}

// account is the page about one clock while it is written.
type account struct {
	page.Reader
	ctx     context.Context
	book    *Book
	s       *seen
	all     []*seen // of the same record
	subject *record.Record
	params  page.Params
}

// why says in plain words what was promised, what happened, and where the time went.
func (w Work) why(ctx context.Context, r page.Reader, p page.Params) (page.Blocks, error) {
	a, err := w.account(ctx, r, p)
	if err != nil || a == nil {
		return page.Blocks{page.Text{Markdown: r.Say("clocks.none"), Quiet: true}}, err
	}
	out := page.Blocks{a.others(), page.Heading{Text: a.subject.Number() + " " + a.subject.Title(), Note: a.name()}, a.verdict()}
	steps, err := a.steps()
	if err != nil {
		return nil, err
	}
	out = append(out, page.Section{Title: r.Say("clocks.happened"), Blocks: page.Blocks{steps}})
	for _, part := range []func() (*page.Section, error){a.pauses, a.waterfall, a.whatIf, a.forecast} {
		section, err := part()
		if err != nil {
			return nil, err
		}
		if section != nil {
			out = append(out, *section)
		}
	}
	return out, nil
}

// account finds the clock that is asked for: by its id, or the first that matters of a record.
func (w Work) account(ctx context.Context, r page.Reader, p page.Params) (*account, error) {
	id, subject := p["clock"], record.Subject{}
	if id != "" {
		row, err := r.Get(ctx, TypeName, id)
		if err != nil {
			return nil, err
		}
		subject = Subject.Of(row)
	} else if p["of"] != "" {
		subject = w.subjectNamed(p["of"])
	}
	if subject.ID == "" {
		return nil, nil
	}
	row, err := r.Get(ctx, subject.Type, subject.ID)
	if err != nil {
		return nil, err
	}
	all, book, err := w.seenOf(ctx, r, row.ID())
	if err != nil || len(all) == 0 {
		return nil, err
	}
	a := &account{Reader: r, ctx: ctx, book: book, all: all, subject: row, params: p}
	for _, s := range all {
		if s.row.ID() == id || id == "" && (a.s == nil || Measure.Of(s.row) == Resolution && Kind.Of(s.row) == SLA) {
			a.s = s
		}
	}
	return a, nil
}

// subjectNamed reads "incident/INC0000001", or the number alone, which is an incident's.
func (w Work) subjectNamed(text string) record.Subject {
	for i := range text {
		if text[i] == '/' {
			return record.Subject{Type: text[:i], ID: text[i+1:]}
		}
	}
	return record.Subject{Type: "incident", ID: text}
}

// name says what is measured, for whom and by which agreement.
func (a *account) name() string {
	name := a.Say("clock.measure."+Measure.Of(a.s.row)) + ", " + a.Say("clock.kind."+Kind.Of(a.s.row))
	if a.s.promise != nil {
		name += ", " + a.s.promise.Name
	}
	return name
}

// others leads to the other clocks of the record.
func (a *account) others() page.Choice {
	c := page.Choice{Label: a.Say("clocks.which")}
	for _, s := range a.all {
		label := a.Say("clock.measure." + Measure.Of(s.row))
		if Kind.Of(s.row) != SLA {
			label += " " + a.Say("clocks.short."+Kind.Of(s.row))
		}
		c.Links = append(c.Links, page.Link{Label: label, Current: s == a.s, To: *page.ToPage(whyPath, page.Params{"clock": s.row.ID()})})
	}
	return c
}

// verdict is the answer in one sentence, with its figures beside it.
func (a *account) verdict() page.Section {
	s := a.s.state
	key, over := "clocks.verdict.running", s.Elapsed-s.Target.Duration
	tone := page.Tone("")
	switch {
	case s.Outcome == clock.Breached && s.Phase == clock.Stopped:
		key, tone = "clocks.verdict.breached", page.Red
	case s.Outcome == clock.Breached:
		key, tone = "clocks.verdict.late", page.Red
	case s.Outcome == clock.Met:
		key, tone = "clocks.verdict.met", page.Green
	case s.Phase == clock.Paused:
		key, tone = "clocks.verdict.paused", page.Violet
	case s.Phase == clock.Cancelled:
		key = "clocks.verdict.cancelled"
	}
	calendar := a.book.names[Terms{}.Calendar]
	if t := (&Clock{events: a.s.events}).terms(); t.Calendar != "" {
		calendar = a.book.names[t.Calendar]
	}
	if over < 0 {
		over = -over
	}
	sentence := a.Say(key, "promised", s.Target.Duration, "used", s.Elapsed, "over", over, "calendar", calendar, "held", held(s), "why", a.s.reason(a.Reader, PausedFor.Of(a.s.row)))
	facts := page.Facts{Items: []page.Fact{
		{Label: a.Say("clock.promised"), Value: page.In(page.Duration, s.Target.Duration.Seconds())},
		{Label: a.Say("clock.elapsed"), Value: page.In(page.Duration, s.Elapsed.Seconds()), Tone: tone},
		{Label: a.Say("clocks.in-pauses"), Value: page.In(page.Duration, held(s).Seconds())},
		{Label: a.Say("clocks.calendar"), Text: calendar},
	}}
	if !s.Due.IsZero() {
		facts.Items = append(facts.Items, page.Fact{Label: a.Say("clock.runs_out_at"), Text: a.moment(s.Due)})
	}
	if why := Excluded.Of(a.s.row); why != "" {
		facts.Items = append(facts.Items, page.Fact{Label: a.Say("clock.excluded"), Text: why})
	}
	return page.Section{Title: sentence, Blocks: page.Blocks{facts}}
}

// held is the working time in pauses; what overlaps counts once, as the mathematics counts it.
func held(s clock.State) time.Duration {
	var sum time.Duration
	for _, h := range s.Holds {
		sum += h.Working
	}
	return sum
}

// moment writes a time in the reader's format.
func (a *account) moment(at time.Time) string { return a.Say("clocks.at", "at", at) }

// steps is every event with its author and where the clock stood after it.
func (a *account) steps() (page.Table, error) {
	t := page.Table{Columns: []page.Column{{Label: a.Say("clocks.when")}, {Label: a.Say("clocks.what")}, {Label: a.Say("clocks.who")},
		{Label: a.Say("clock.elapsed"), Numeric: true}, {Label: a.Say("clock.runs_out_at")}}}
	for _, step := range a.s.state.Steps {
		if step.Ignored {
			continue
		}
		due := a.Say("clocks.open")
		if !step.Due.IsZero() {
			due = a.moment(step.Due)
		}
		by := ""
		if step.Kind != clock.Breach {
			var err error
			if by, err = a.person(step.By); err != nil {
				return t, err
			}
		}
		tone := page.Tone("")
		if step.Kind == clock.Breach {
			tone = page.Red
		}
		t.Rows = append(t.Rows, []page.Cell{{Text: a.moment(step.At)}, {Text: a.what(step), Tone: tone}, {Text: by},
			{Value: page.In(page.Duration, step.Elapsed.Seconds())}, {Text: due}})
	}
	return t, nil
}

// what is an event in words.
func (a *account) what(s clock.Step) string {
	switch s.Kind {
	case clock.Pause, clock.Resume:
		return a.Say("clocks.step."+string(s.Kind), "why", a.s.reason(a.Reader, s.Condition))
	case clock.Retarget, clock.Start, clock.Breach:
		return a.Say("clocks.step."+string(s.Kind), "promised", s.Target.Duration, "agreement", s.Target.Name)
	}
	if s.Reason != "" {
		return a.Say("clocks.step."+string(s.Kind)) + ": " + a.s.reason(a.Reader, s.Reason)
	}
	return a.Say("clocks.step." + string(s.Kind))
}

// person names who did something, as far as the viewer may know.
func (a *account) person(id string) (string, error) {
	if id == "" {
		return a.Say("clocks.system"), nil
	}
	row, err := a.Get(a.ctx, record.PersonType, id)
	if err != nil {
		return a.Say("clocks.somebody"), nil
	}
	return row.Title(), nil
}

// pauses lists what stopped the clock, each with who began and ended it, and what it took.
func (a *account) pauses() (*page.Section, error) {
	if len(a.s.state.Holds) == 0 {
		return nil, nil
	}
	t := page.Table{Columns: []page.Column{{Label: a.Say("clocks.waited-for")}, {Label: a.Say("clocks.from")}, {Label: a.Say("clocks.to")},
		{Label: a.Say("clocks.begun-by")}, {Label: a.Say("clocks.ended-by")}, {Label: a.Say("clocks.working"), Numeric: true}}}
	for _, h := range a.s.state.Holds {
		begun, err := a.person(h.By)
		if err != nil {
			return nil, err
		}
		to, ended := a.Say("clocks.lasts"), ""
		if !h.To.IsZero() {
			to = a.moment(h.To)
			if ended, err = a.person(h.EndedBy); err != nil {
				return nil, err
			}
		}
		t.Rows = append(t.Rows, []page.Cell{{Text: a.s.reason(a.Reader, h.Condition)}, {Text: a.moment(h.From)}, {Text: to}, {Text: begun}, {Text: ended},
			{Value: page.In(page.Duration, h.Working.Seconds())}})
	}
	return &page.Section{Title: a.Say("clocks.pauses"), Note: a.Say("clocks.pauses.note"), Blocks: page.Blocks{t}}, nil
}
