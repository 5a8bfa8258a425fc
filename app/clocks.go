package app

import (
	"context"
	"slices"

	"steward/ability/clock"
	"steward/kernel/engine"
	"steward/kernel/job"
	"steward/kernel/record"
	"steward/practice/servicelevel"
)

// levelsAtOnce is how many clocks one write moves: few enough that others wait for no longer than
// twenty milliseconds.
const levelsAtOnce = 50

// catchUp looks at clocks whose levels have passed unnoticed, as those of an import have. Nobody is
// told: it is long ago.
func (s *System) catchUp(ctx context.Context, _ *job.Job) error {
	e := s.Engine
	for {
		page, err := e.List(ctx, e.SystemActor("job"), engine.Ask{Type: clock.TypeName, Filter: clock.Late(e.Now()), Order: "next_at", Limit: levelsAtOnce, Background: true})
		if err != nil || len(page.Records) == 0 {
			return err
		}
		commands := make([]engine.Command, len(page.Records))
		for i, row := range page.Records {
			commands[i] = engine.Command{Do: engine.Act, Type: clock.TypeName, ID: row.ID(), Action: clock.PassLevel, Values: map[string]any{"quiet": true}}
		}
		if _, err := e.Do(ctx, e.SystemActor("job"), engine.Options{}, commands...); err != nil {
			return err
		}
	}
}

// measureAgain measures the clocks of all open work after agreements have changed, some at a time.
func (s *System) measureAgain(ctx context.Context, _ *job.Job) error {
	for _, t := range s.Engine.Catalogue().Types() {
		if !t.Ability("clock") {
			continue
		}
		if err := s.measureType(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

func (s *System) measureType(ctx context.Context, t *record.Type) error {
	e := s.Engine
	ask := engine.Ask{Type: t.Name, Filter: "state is open", Order: "id", Limit: levelsAtOnce, Fields: []string{}, Background: true}
	for {
		page, err := e.List(ctx, e.SystemActor("job"), ask)
		if err != nil {
			return err
		}
		commands := make([]engine.Command, len(page.Records))
		for i, row := range page.Records {
			commands[i] = engine.Command{Do: engine.Act, Type: t.Name, ID: row.ID(), Action: clock.MeasureAgain}
		}
		if _, err := e.Do(ctx, e.SystemActor("job"), engine.Options{}, commands...); err != nil {
			return err
		}
		if ask.Cursor = page.Next; ask.Cursor == "" {
			return nil
		}
	}
}

// replayClocks puts every clock where its events say that it stands: those that go, or all. Reading takes
// no part in writing; what stands elsewhere is written some at a time.
func (s *System) replayClocks(ctx context.Context, all bool) (replayed, moved int, err error) {
	e := s.Engine
	book, err := servicelevel.Book(ctx, e.System("replays clocks"))
	if err != nil {
		return 0, 0, err
	}
	ask := engine.Ask{Type: clock.TypeName, Filter: "phase in (running, paused)", Order: "id", Limit: engine.MostRows, Background: true}
	if all {
		ask.Filter = ""
	}
	for {
		page, err := e.List(ctx, e.SystemActor("job"), ask)
		if err != nil {
			return replayed, moved, err
		}
		var astray []engine.Command
		for _, row := range page.Records {
			is, err := book.Astray(row, e.Now())
			if err != nil {
				return replayed, moved, err
			}
			if is {
				astray = append(astray, engine.Command{Do: engine.Act, Type: clock.TypeName, ID: row.ID(), Action: clock.ReplayAction})
			}
		}
		replayed, moved = replayed+len(page.Records), moved+len(astray)
		for some := range slices.Chunk(astray, levelsAtOnce) {
			if _, err := e.Do(ctx, e.SystemActor("job"), engine.Options{}, some...); err != nil {
				return replayed, moved, err
			}
		}
		if ask.Cursor = page.Next; ask.Cursor == "" {
			return replayed, moved, nil
		}
	}
}
