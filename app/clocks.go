package app

import (
	"context"

	"steward/ability/clock"
	"steward/kernel/engine"
	"steward/kernel/job"
	"steward/kernel/record"
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
