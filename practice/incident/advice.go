package incident

import (
	"context"
	"sync"
	"time"

	"steward/ability/assignment"
	"steward/calc/likeness"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/search"
	"steward/practice/people"
)

// asks is what can be asked while somebody types: a title and a text, or an incident that is there.
var (
	about     = record.Ref("about", "incident")
	sayTitle  = record.Text("title")
	sayText   = record.LongText("description")
	textTakes = record.Columns{about, sayTitle, sayText}
)

// adviser knows the newest incidents by their words. Each question lets it read on a stretch: what
// came since, and some of what was before, until it knows enough. It learns as the system and shows
// nothing that the asker may not see.
type adviser struct {
	lock     sync.Mutex
	texts    *likeness.Texts
	teams    *likeness.Classes
	subjects *likeness.Classes // categories
	taught   map[string]taught
	newest   time.Time // created_at of the newest that was read
	oldest   time.Time
	resolved time.Time // resolved_at of the newest that was learnt
}

// taught is what was learnt of one incident, to be taken back when it changes.
type taught struct {
	team, category string
	words          []string
}

const (
	knownTexts = 20_000
	stretch    = 500 // records that one question lets it read in each direction
	leastLike  = 0.2
	leastSure  = 0.5
	fewTexts   = 20 // below that nothing is suggested
	mostLike   = 5
)

func newAdviser() *adviser {
	return &adviser{texts: likeness.NewTexts(), teams: likeness.NewClasses(), subjects: likeness.NewClasses(), taught: map[string]taught{}}
}

// questions are what an adviser answers.
func (a *adviser) questions() record.Questions {
	return record.Questions{
		{Name: "similar", Say: "find incidents that are like a text or another incident", Roles: people.Staff(), Takes: textTakes, Ask: a.similar},
		{Name: "suggest", Say: "suggest team and category from what was resolved before", Roles: people.Staff(), Takes: textTakes, Ask: a.suggest},
	}
}

// asked gives the words that the question is about.
func asked(ctx context.Context, d *record.Draft, r record.Reader) (words []string, id string, err error) {
	title, _ := record.Given(d, sayTitle)
	text, _ := record.Given(d, sayText)
	if id, _ = record.Given(d, about); id != "" {
		row, err := r.Get(ctx, name, id)
		if err != nil {
			return nil, "", err
		}
		title, text = title+" "+Title.Of(row), text+" "+Description.Of(row)
	}
	return search.Tokens(title + " " + text), id, nil
}

func (a *adviser) similar(ctx context.Context, d *record.Draft, r record.Reader) ([]record.Finding, error) {
	words, self, err := asked(ctx, d, r)
	if err != nil {
		return nil, err
	}
	found, err := a.like(ctx, r, words)
	if err != nil {
		return nil, err
	}
	var out []record.Finding
	for _, f := range found {
		row, err := r.Get(ctx, name, f.ID)
		if fault.Is(err, fault.NotFound) || f.ID == self {
			continue
		}
		if err != nil {
			return nil, err
		}
		if out = append(out, record.Finding{Subject: record.Subject{Type: name, ID: f.ID}, Number: row.Number(), Title: row.Title(), Text: Resolution.Of(row),
			Score: f.Score, Because: "incident.like", Words: f.Words}); len(out) == mostLike {
			break
		}
	}
	return out, nil
}

func (a *adviser) like(ctx context.Context, r record.Reader, words []string) ([]likeness.Like, error) {
	a.lock.Lock()
	defer a.lock.Unlock()
	if err := a.readOn(ctx, r); err != nil {
		return nil, err
	}
	return a.texts.Like(words, leastLike, mostLike*10), nil
}

func (a *adviser) suggest(ctx context.Context, d *record.Draft, r record.Reader) ([]record.Finding, error) {
	words, _, err := asked(ctx, d, r)
	if err != nil {
		return nil, err
	}
	a.lock.Lock()
	err = a.readOn(ctx, r)
	guesses := map[string][]likeness.Guess{assignment.Team.Name(): a.teams.Guess(words), Category.Name(): a.subjects.Guess(words)}
	few := a.teams.Texts() < fewTexts
	a.lock.Unlock()
	if err != nil || few {
		return nil, err
	}
	var out []record.Finding
	for _, f := range []record.Field[string]{assignment.Team, Category} {
		g := guesses[f.Name()]
		if len(g) == 0 || g[0].Probability < leastSure {
			continue
		}
		row, err := r.Get(ctx, f.Definition().Target, g[0].Class)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, record.Finding{Field: f.Name(), Value: g[0].Class, Title: row.Title(), Score: g[0].Probability, Because: "incident.learnt", Words: g[0].Words})
	}
	return out, nil
}

// readOn reads a stretch of what is new and of what is old.
func (a *adviser) readOn(ctx context.Context, r record.Reader) error {
	all := r.System("learns from all incidents")
	at := record.CreatedAt.Name()
	if err := a.read(ctx, all, since(at, ">=", a.newest), at); err != nil {
		return err
	}
	if !a.oldest.IsZero() && a.texts.Len() < knownTexts {
		if err := a.read(ctx, all, since(at, "<", a.oldest), "-"+at); err != nil {
			return err
		}
	}
	rows, err := all.Ordered(ctx, name, since(ResolvedAt.Name(), ">=", a.resolved), ResolvedAt.Name(), stretch)
	if err != nil {
		return err
	}
	for _, row := range rows {
		a.resolved = ResolvedAt.Of(row)
		a.learn(row)
	}
	return nil
}

func since(field, operator string, at time.Time) string {
	if at.IsZero() {
		return field + " is not empty"
	}
	return field + " " + operator + ` "` + at.Format(time.RFC3339Nano) + `"`
}

func (a *adviser) read(ctx context.Context, all record.Reader, condition, order string) error {
	if a.newest.IsZero() {
		order = "-" + record.CreatedAt.Name() // the first stretch is the newest
	}
	rows, err := all.Ordered(ctx, name, condition, order, stretch)
	if err != nil {
		return err
	}
	for _, row := range rows {
		at := record.CreatedAt.Of(row)
		if at.After(a.newest) {
			a.newest = at
		}
		if a.oldest.IsZero() || at.Before(a.oldest) {
			a.oldest = at
		}
		a.learn(row)
	}
	return nil
}

// learn takes an incident, in place of what was learnt of it before. What was merged counts nowhere.
func (a *adviser) learn(row *record.Record) {
	id, was := row.ID(), a.taught[row.ID()]
	if was.words != nil {
		forget(a.teams, was.team, was.words)
		forget(a.subjects, was.category, was.words)
		delete(a.taught, id)
	}
	if row.State() == StateMerged || row.State() == StateCancelled {
		a.texts.Drop(id)
		return
	}
	is := taught{words: search.Tokens(Title.Of(row) + " " + Description.Of(row)), team: assignment.Team.Of(row), category: Category.Of(row)}
	a.texts.Put(id, is.words)
	if Confidential.Of(row) {
		return
	}
	a.taught[id] = is
	learn(a.teams, is.team, is.words)
	learn(a.subjects, is.category, is.words)
}

func learn(c *likeness.Classes, class string, words []string) {
	if class != "" {
		c.Learn(class, words)
	}
}

func forget(c *likeness.Classes, class string, words []string) {
	if class != "" {
		c.Forget(class, words)
	}
}
