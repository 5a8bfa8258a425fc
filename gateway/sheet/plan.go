package sheet

import (
	"context"
	"errors"
	"fmt"
	"io"

	"steward/gateway/sheet/mapping"
	"steward/gateway/sheet/problem"
	"steward/gateway/sheet/spill"
	"steward/gateway/sheet/table"
)

// Options of a plan; the zero value is good for a file of any size.
type Options struct {
	File         string         // name of the table, for the report
	TempDir      string         // the system's if empty
	Memory       int            // bytes kept in memory before sorting goes to files, 128 MiB if zero
	CaseLimit    int            // events that one case may have, 50,000 if zero
	ProblemLimit int            // problems that the report lists one by one, 100,000 if zero
	Progress     func(Progress) // told now and then, may be nil
	After        *Position      // take up an earlier import behind this place
}

// Progress tells how far a plan has come.
type Progress struct {
	Stage Stage
	Done  int64 // bytes while reading, cases while planning
	Total int64
}

// Stage is what a plan is busy with.
type Stage string

// The stages, in their order.
const (
	Reading  Stage = "reading"
	Planning Stage = "planning"
)

// A Position is a place in an import. It holds only for the same table and the
// same mapping.
type Position struct {
	Source  string `json:"source"`  // fingerprint of the table
	Mapping string `json:"mapping"` // fingerprint of the mapping file
	Case    int    `json:"case"`    // number of the last case that is done
}

// ErrOtherSource tells that a position belongs to another table or mapping.
var ErrOtherSource = errors.New("the position belongs to another table or mapping")

// A Stream gives the cases of a plan one after the other.
type Stream struct {
	ctx     context.Context
	options Options
	report  *Report
	builder *builder
	rows    *spill.Sorter
	cases   *spill.Sorter
	entries spill.Iterator
	done    int
}

// Plan reads the whole table and stands before the first case. The caller closes
// table and stream.
func Plan(ctx context.Context, m *mapping.Mapping, t *table.Table, options Options) (*Stream, error) {
	options = options.withDefaults()
	facts := t.Facts()
	binding, err := m.Bind(facts.Columns)
	if err != nil {
		return nil, err
	}
	s := &Stream{ctx: ctx, options: options, report: newReport(m, facts, options)}
	if at := options.After; at != nil && (at.Source != facts.Fingerprint || at.Mapping != m.Fingerprint) {
		return nil, ErrOtherSource
	}
	s.rows, s.cases = spill.New(options.TempDir, options.Memory/2), spill.New(options.TempDir, options.Memory/2)
	s.builder = newBuilder(binding, s.report)
	g := &gatherer{binding: binding, table: t, report: s.report, options: options, rows: s.rows, cases: s.cases}
	if s.entries, err = g.gather(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (o Options) withDefaults() Options {
	if o.Memory == 0 {
		o.Memory = 128 << 20
	}
	if o.CaseLimit == 0 {
		o.CaseLimit = 50_000
	}
	if o.ProblemLimit == 0 {
		o.ProblemLimit = 100_000
	}
	return o
}

func (o Options) tell(ctx context.Context, progress Progress) error {
	if o.Progress != nil {
		o.Progress(progress)
	}
	return ctx.Err()
}

// Next gives the next case; at the end the error is io.EOF. Refused cases are
// passed over and stand in the report.
func (s *Stream) Next() (Case, error) {
	for {
		if s.done%stride == 0 {
			total := int64(s.report.Cases.Found)
			if err := s.options.tell(s.ctx, Progress{Stage: Planning, Done: int64(s.done), Total: total}); err != nil {
				return Case{}, err
			}
		}
		_, entry, err := s.entries.Next()
		if errors.Is(err, io.EOF) {
			return Case{}, io.EOF
		}
		if err != nil {
			return Case{}, fmt.Errorf("plan the next case: %w", err)
		}
		s.done++
		if c, planned := s.plan(string(entry)); planned {
			return c, nil
		}
	}
}

// plan reads one entry that the gatherer wrote.
func (s *Stream) plan(entry string) (Case, bool) {
	size, entry := readNumber(entry)
	key, entry := entry[:size], entry[size:]
	count, entry := readNumber(entry)
	if at := s.options.After; at != nil && s.done <= at.Case {
		s.report.Cases.Skipped++
		s.report.Rows.Skipped += count
		return Case{}, false
	}
	if count > s.options.CaseLimit {
		row, _ := readRow(entry)
		s.report.Cases.Refused++
		s.report.Rows.Refused += count
		s.report.add(&problem.Problem{Code: "case-too-long", Value: problem.Shorten(key), Detail: fmt.Sprint(s.options.CaseLimit)}, row.Line)
		return Case{}, false
	}
	rows := make([]table.Row, count)
	for i := range rows {
		rows[i], entry = readRow(entry)
	}
	c, planned := s.builder.build(key, rows)
	c.Number = s.done
	return c, planned
}

// Position is the place behind the case that Next gave last.
func (s *Stream) Position() Position {
	return Position{Source: s.report.Source.Fingerprint, Mapping: s.report.Mapping.Fingerprint, Case: s.done}
}

// Report accounts for everything read and planned so far.
func (s *Stream) Report() *Report { return s.report }

// Close removes the temporary files.
func (s *Stream) Close() error { return errors.Join(s.rows.Close(), s.cases.Close()) }
