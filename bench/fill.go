package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"steward/app"
	"steward/kernel/engine"
	"steward/kernel/record"
)

func build(work string) (string, error) {
	binary := filepath.Join(work, "steward")
	out, err := exec.Command("go", "build", "-o", binary, "steward").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build: %w: %s", err, out)
	}
	return binary, nil
}

// words are what texts are made of: a few common ones and many rare.
var words = strings.Fields("printer network password laptop screen mail slow error access account server update meeting room invoice report scanner wifi phone order since morning cannot open works colleague floor again login file share calendar")

// text makes n words; one in four is one of 4,000 rare ones.
func text(r *rand.Rand, n int) string {
	out := make([]string, n)
	for i := range out {
		if r.IntN(4) == 0 {
			out[i] = fmt.Sprintf("item%04d", r.IntN(4000))
		} else {
			out[i] = words[r.IntN(len(words))]
		}
	}
	return strings.Join(out, " ")
}

const (
	fillTeams  = 20
	fillPeople = 200
)

// filled is what the load needs to know of a filled installation.
type filled struct{ teams, people []string }

// fill makes teams, people and n incidents through the engine, in batches of 100 from four workers.
func fill(ctx context.Context, data, database string, n int) (filled, time.Duration, error) {
	var f filled
	s, err := app.Open(ctx, app.Settings{Data: data, Database: database})
	if err != nil {
		return f, 0, err
	}
	defer s.Close()
	actor := s.Engine.SystemActor("import")
	var base []engine.Command
	for i := range fillTeams {
		id := engine.NewID()
		f.teams = append(f.teams, id)
		base = append(base, engine.Command{Do: engine.Create, Type: "team", ID: id, Values: map[string]any{"name": fmt.Sprintf("Team %d", i)}})
	}
	for i := range fillPeople {
		id := engine.NewID()
		f.people = append(f.people, id)
		base = append(base, engine.Command{Do: engine.Create, Type: "person", ID: id, Values: map[string]any{"name": fmt.Sprintf("Person %d", i), "email": fmt.Sprintf("person%d@example.com", i)}})
	}
	if _, err := s.Engine.Do(ctx, actor, engine.Options{}, base...); err != nil {
		return f, 0, err
	}
	started := time.Now()
	err = incidents(ctx, s, actor, f, n)
	took := time.Since(started)
	if err != nil {
		return f, took, err
	}
	return f, took, merge(ctx, s)
}

// merge brings the waiting texts into the search index, so that the load meets an installation at
// rest and not one that is catching up.
func merge(ctx context.Context, s *app.System) error {
	for {
		waiting, err := s.Store.SearchPending(ctx)
		if err != nil || !waiting {
			return err
		}
		if err := s.Engine.MergeSearch(ctx); err != nil {
			return err
		}
	}
}

const batch = 100

func incidents(ctx context.Context, s *app.System, actor record.Actor, f filled, n int) error {
	var next atomic.Int64
	var failed atomic.Value
	var all sync.WaitGroup
	for w := range 4 {
		all.Go(func() {
			r := rand.New(rand.NewPCG(uint64(w), 1))
			for {
				at := int(next.Add(batch)) - batch
				if at >= n || failed.Load() != nil {
					return
				}
				commands := make([]engine.Command, 0, batch)
				for i := at; i < min(at+batch, n); i++ {
					commands = append(commands, engine.Command{Do: engine.Create, Type: "incident", Values: incident(r, f)})
				}
				if _, err := s.Engine.Do(ctx, actor, engine.Options{}, commands...); err != nil {
					failed.Store(err)
				}
			}
		})
	}
	all.Wait()
	fmt.Fprintln(os.Stderr)
	if err, ok := failed.Load().(error); ok {
		return err
	}
	return nil
}

func incident(r *rand.Rand, f filled) map[string]any {
	levels := []string{"high", "medium", "low"}
	return map[string]any{"title": text(r, 7), "description": text(r, 60), "impact": levels[r.IntN(3)], "urgency": levels[r.IntN(3)],
		"team": f.teams[r.IntN(len(f.teams))], "requester": f.people[r.IntN(len(f.people))], "channel": "mail"}
}
