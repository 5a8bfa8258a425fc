package sheet

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"steward/gateway/sheet/mapping"
	"steward/gateway/sheet/problem"
	"steward/gateway/sheet/table"
	"steward/kernel/word"
)

// A Report accounts for an import: every row that was read is planned, refused or
// skipped, and every problem stands in it with its line.
type Report struct {
	Source   Source             `json:"source"`
	Batch    string             `json:"batch,omitempty"`   // under which the import can be undone
	DryRun   bool               `json:"dry_run,omitempty"` // nothing was stored: done tells what would be
	Mapping  MappingFacts       `json:"mapping"`
	Rows     RowCount           `json:"rows"`
	Cases    CaseCount          `json:"cases"`
	Events   EventCount         `json:"events"`
	Done     Outcome            `json:"done"`
	States   map[string]int     `json:"states"` // cases by the state in which they end
	Moves    []Move             `json:"moves"`
	Kinds    []ProblemKind      `json:"problem_kinds"`
	Problems []*problem.Problem `json:"problems"`
	LeftOut  int                `json:"problems_left_out"` // counted in problem_kinds, not listed

	limit int
	moves map[[2]string]int
	kinds map[ProblemKind]*ProblemKind
}

// Source is the table that was read.
type Source struct {
	File string `json:"file"`
	table.Facts
}

// MappingFacts tell which mapping was used.
type MappingFacts struct {
	File        string       `json:"file"`
	Name        string       `json:"name,omitempty"`
	Fingerprint string       `json:"fingerprint"`
	Type        string       `json:"type"`
	Kind        mapping.Kind `json:"kind"`
}

// RowCount counts rows of the table. Read is the sum of Planned, Refused and
// Skipped; Mended ones are among them.
type RowCount struct {
	Read    int `json:"read"`
	Planned int `json:"planned"`
	Refused int `json:"refused"`
	Skipped int `json:"skipped"` // done by the import that this one takes up
	Mended  int `json:"mended"`
}

// CaseCount counts cases. Found is the sum of the others.
type CaseCount struct {
	Found   int `json:"found"`
	Planned int `json:"planned"`
	Refused int `json:"refused"`
	Skipped int `json:"skipped"`
}

// EventCount counts what was planned. Planned is the rows planned and the openings;
// Changing is those of them that set a field.
type EventCount struct {
	Planned  int `json:"planned"`
	Openings int `json:"openings"`
	Changing int `json:"changing"`
}

// Outcome counts what became of the planned cases and events. Planning leaves it
// at zero; whoever writes the records fills it. The planned cases are the sum of
// the first four counts, the planned events that of the last three.
type Outcome struct {
	Created      int `json:"created"`       // records
	Continued    int `json:"continued"`     // records that were there and went on
	There        int `json:"there"`         // records that were there as the table has them
	RefusedCases int `json:"refused_cases"` // by the record's own rules, or because their history is another one

	Changed   int `json:"changed"`   // events that changed a record
	Unchanged int `json:"unchanged"` // events that changed nothing, or were there already
	Refused   int `json:"refused"`   // events of refused cases

	References map[string]int `json:"references"` // other records made on the way, by type
}

// A Move is how often cases went from one state to another; from nothing when they
// began.
type Move struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Count int    `json:"count"`
}

// A ProblemKind counts problems of one sort.
type ProblemKind struct {
	Code   string `json:"code"`
	Column string `json:"column,omitempty"`
	Field  string `json:"field,omitempty"`
	Taken  bool   `json:"taken,omitempty"`
	Count  int    `json:"count"`
	Line   int    `json:"first_line"`
}

func newReport(m *mapping.Mapping, facts table.Facts, options Options) *Report {
	return &Report{
		Source:  Source{File: options.File, Facts: facts},
		Mapping: MappingFacts{File: m.File, Name: m.Name, Fingerprint: m.Fingerprint, Type: m.Type, Kind: m.Kind},
		States:  map[string]int{}, moves: map[[2]string]int{}, kinds: map[ProblemKind]*ProblemKind{},
		Done: Outcome{References: map[string]int{}}, limit: options.ProblemLimit,
	}
}

// Add lists a problem that whoever writes the records met, with its line.
func (r *Report) Add(p *problem.Problem) { r.add(p, p.Line) }

// Finished is nil when besides the table also every planned case and event is
// accounted for.
func (r *Report) Finished() error {
	d := r.Done
	if cases := d.Created + d.Continued + d.There + d.RefusedCases; cases != r.Cases.Planned {
		return fmt.Errorf("of %d cases planned, %d are accounted for", r.Cases.Planned, cases)
	}
	if events := d.Changed + d.Unchanged + d.Refused; events != r.Events.Planned {
		return fmt.Errorf("of %d events planned, %d are accounted for", r.Events.Planned, events)
	}
	return r.Accounted()
}

func (r *Report) refuseRow(p *problem.Problem, line int) {
	r.Rows.Refused++
	r.add(p, line)
}

// add lists a problem of a row, as far as the report lists them.
func (r *Report) add(p *problem.Problem, line int) {
	if p.Line == 0 {
		p.Line = line
	}
	kind := ProblemKind{Code: p.Code, Column: p.Column, Field: p.Field, Taken: p.Taken}
	if r.kinds[kind] == nil {
		r.kinds[kind] = &ProblemKind{Code: p.Code, Column: p.Column, Field: p.Field, Taken: p.Taken, Line: p.Line}
	}
	r.kinds[kind].Count++
	r.kinds[kind].Line = min(r.kinds[kind].Line, p.Line)
	if len(r.Problems) == r.limit {
		r.LeftOut++
		return
	}
	r.Problems = append(r.Problems, p)
}

// planned counts a case that was planned.
func (r *Report) planned(c Case, rows int, states []string) {
	r.Cases.Planned++
	r.Rows.Planned += rows
	r.Events.Planned += len(c.Events)
	for _, e := range c.Events {
		if e.Opening {
			r.Events.Openings++
		}
		if len(e.Values) > 0 {
			r.Events.Changing++
		}
	}
	before := ""
	for _, state := range states {
		if state != before {
			r.moves[[2]string{before, state}]++
			before = state
		}
	}
	if before != "" {
		r.States[before]++
	}
}

// Accounted is nil when every row and every case read is accounted for. It holds
// once the stream has come to its end.
func (r *Report) Accounted() error {
	if r.Rows.Read != r.Rows.Planned+r.Rows.Refused+r.Rows.Skipped {
		return fmt.Errorf("of %d rows read, %d are planned, %d refused, %d skipped", r.Rows.Read, r.Rows.Planned, r.Rows.Refused, r.Rows.Skipped)
	}
	if r.Cases.Found != r.Cases.Planned+r.Cases.Refused+r.Cases.Skipped {
		return fmt.Errorf("of %d cases found, %d are planned, %d refused, %d skipped", r.Cases.Found, r.Cases.Planned, r.Cases.Refused, r.Cases.Skipped)
	}
	if r.Events.Planned != r.Rows.Planned+r.Events.Openings {
		return fmt.Errorf("%d rows and %d openings gave %d events", r.Rows.Planned, r.Events.Openings, r.Events.Planned)
	}
	return nil
}

// Write gives the report as JSON, its problems in the order of lines and in the
// words of a language.
func (r *Report) Write(out io.Writer, catalogue *word.Catalogue, language string) error {
	slices.SortStableFunc(r.Problems, func(a, b *problem.Problem) int { return cmp.Compare(a.Line, b.Line) })
	for _, p := range r.Problems {
		p.Explain(catalogue, language)
	}
	r.Moves, r.Kinds = []Move{}, []ProblemKind{}
	for move, count := range r.moves {
		r.Moves = append(r.Moves, Move{From: move[0], To: move[1], Count: count})
	}
	slices.SortFunc(r.Moves, func(a, b Move) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	for _, kind := range r.kinds {
		r.Kinds = append(r.Kinds, *kind)
	}
	slices.SortFunc(r.Kinds, func(a, b ProblemKind) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Code, b.Code))
	})
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(r)
}
