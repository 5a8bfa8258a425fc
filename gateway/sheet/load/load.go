// Package load writes the cases of a plan through the engine: each case a part of a transaction,
// with its history, its people and what else it names.
//
// Its one rule: a case is there whole and once, or not at all, whenever the process stops; and the
// report says of every event what became of it.
package load

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"steward/gateway/sheet"
	"steward/kernel/engine"
	"steward/kernel/record"
	"steward/kernel/word"
)

// Options of a load.
type Options struct {
	Actor record.Actor // of the gateway import
	// Batch is the name under which the import can be undone; one that follows from table and mapping
	// when empty.
	Batch    string
	DryRun   bool // prepare everything, store nothing
	Words    *word.Catalogue
	Language string // of the report
	Progress func(Progress)
}

// Progress tells how far a load has come.
type Progress struct {
	Cases, All, Events int
	Took               time.Duration
}

const (
	eventsAtOnce = 2000 // in one transaction
	casesAtOnce  = 1000
	inFlight     = 2 // transactions: one is prepared while another is written
)

// A loader carries one load.
type loader struct {
	engine     *engine.Engine
	options    Options
	stream     *sheet.Stream
	report     *sheet.Report
	plain      *plain // of a table whose header names the fields; nil with a mapping
	names      names
	told       []string // the fields that the history itself tells
	batch      string
	started    time.Time
	waiting    []*shipment
	casesDone  int
	eventsDone int
}

// Load writes every case of the stream. Cases that are refused stand in the stream's report; the
// error is of what stopped the whole.
func Load(ctx context.Context, e *engine.Engine, s *Source, o Options) (*sheet.Report, error) {
	l := &loader{engine: e, options: o, stream: s.Stream, report: s.Stream.Report(), plain: s.plain, told: s.told(), started: e.Now(),
		names: names{engine: e, ids: map[name]*named{}}}
	var err error
	if l.batch, err = l.chooseBatch(ctx); err != nil {
		return nil, err
	}
	l.report.Batch, l.report.DryRun = l.batch, o.DryRun
	if err := l.run(ctx); err != nil {
		l.drain()
		return nil, err
	}
	if err := l.report.Finished(); err != nil {
		return nil, fmt.Errorf("load: %w", err)
	}
	return l.report, nil
}

func (l *loader) run(ctx context.Context) error {
	for {
		cases, err := l.next()
		if err != nil {
			return err
		}
		if len(cases) == 0 {
			break
		}
		if err := l.send(ctx, cases); err != nil {
			return err
		}
	}
	for len(l.waiting) > 0 {
		if err := l.receive(); err != nil {
			return err
		}
	}
	return nil
}

// next gives the cases of one transaction; none at the end.
func (l *loader) next() ([]sheet.Case, error) {
	var cases []sheet.Case
	for events := 0; events < eventsAtOnce && len(cases) < casesAtOnce; {
		c, err := l.stream.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		events += len(c.Events)
		cases = append(cases, c)
	}
	return cases, nil
}

func (l *loader) tell() {
	if l.options.Progress != nil {
		l.options.Progress(Progress{Cases: l.casesDone, All: l.report.Cases.Found, Events: l.eventsDone, Took: l.engine.Now().Sub(l.started)})
	}
}
