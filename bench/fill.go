package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"steward/app"
	"steward/kernel/engine"
	"steward/kernel/record"
)

// words are what texts are made of: a few common ones and many rare.
var words = strings.Fields("printer network password laptop screen mail slow error access account server update meeting room invoice report scanner wifi phone order since morning cannot open works colleague floor again login file share calendar")

// rareWords is how many rare words there are; of 67 words every fourth is one of them, so that each
// stands in about one incident of 240.
const rareWords = 4000

func text(r *rand.Rand, n int) string {
	out := make([]string, n)
	for i := range out {
		if r.IntN(4) == 0 {
			out[i] = rareWord(r)
		} else {
			out[i] = words[r.IntN(len(words))]
		}
	}
	return strings.Join(out, " ")
}

func rareWord(r *rand.Rand) string { return fmt.Sprintf("item%04d", r.IntN(rareWords)) }

const (
	fillTeams  = 20
	fillPeople = 200
	seesFew    = 20 // incidents of the person who sees only their own
	fillBatch  = 100
)

// filled is what the load needs to know of a filled installation.
type filled struct {
	Teams, People []string
	Fields        []string // names of the custom fields
}

// fill makes teams, people, five custom fields and n incidents through the engine, with sign-in,
// access, audit, search and clocks on, does the jobs that this asked for, and lets the search index
// catch up: the load meets an installation at rest.
func fill(ctx context.Context, folder, address string, n int) (filled, time.Duration, error) {
	var f filled
	s, err := app.Open(ctx, app.Settings{Data: folder, Database: address})
	if err != nil {
		return f, 0, err
	}
	defer s.Close()
	actor := s.Engine.SystemActor("import")
	if err := f.begin(ctx, s.Engine, actor); err != nil {
		return f, 0, err
	}
	started := time.Now()
	err = f.incidents(ctx, s.Engine, actor, n)
	took := time.Since(started)
	if err != nil {
		return f, took, err
	}
	if _, err := s.Runner().Drain(ctx); err != nil {
		return f, took, err
	}
	return f, took, s.Engine.MergeSearch(ctx)
}

func (f *filled) begin(ctx context.Context, e *engine.Engine, actor record.Actor) error {
	var base []engine.Command
	for i := range fillTeams {
		id := engine.NewID()
		f.Teams = append(f.Teams, id)
		base = append(base, engine.Command{Do: engine.Create, Type: "team", ID: id, Values: map[string]any{"name": fmt.Sprintf("Team %d", i)}})
	}
	for i := range fillPeople {
		id := engine.NewID()
		f.People = append(f.People, id)
		base = append(base, engine.Command{Do: engine.Create, Type: "person", ID: id, Values: map[string]any{"name": fmt.Sprintf("Person %d", i), "email": fmt.Sprintf("person%d@example.com", i)}})
	}
	roles, err := e.System("the benchmark gives a role").Find(ctx, "role", "key = requester", 1)
	if err != nil {
		return err
	}
	few := engine.NewID()
	base = append(base, engine.Command{Do: engine.Create, Type: "person", ID: few, Values: map[string]any{"name": "Few", "email": fewEmail, "roles": []string{roles[0].ID()}}})
	for range seesFew {
		values := f.incident(rand.New(rand.NewPCG(4, 4)))
		values["requester"] = few
		base = append(base, engine.Command{Do: engine.Create, Type: "incident", Values: values})
	}
	for _, kind := range []string{"text", "number", "date", "yes_no", "text"} {
		name := fmt.Sprintf("x_bench%d_%s", len(f.Fields)+1, kind)
		f.Fields = append(f.Fields, name)
		base = append(base, engine.Command{Do: engine.Create, Type: "custom_field", Values: map[string]any{"record_type": "incident", "name": name, "kind": kind, "label": map[string]any{"en": name}}})
	}
	_, err = e.Do(ctx, actor, engine.Options{}, base...)
	return err
}

// incidents makes n of them in batches from four workers.
func (f *filled) incidents(ctx context.Context, e *engine.Engine, actor record.Actor, n int) error {
	var next atomic.Int64
	var failed atomic.Value
	var all sync.WaitGroup
	for w := range 4 {
		all.Go(func() {
			r := rand.New(rand.NewPCG(uint64(w), 1))
			for failed.Load() == nil {
				at := int(next.Add(fillBatch)) - fillBatch
				if at >= n {
					return
				}
				commands := make([]engine.Command, 0, fillBatch)
				for range min(fillBatch, n-at) {
					commands = append(commands, engine.Command{Do: engine.Create, Type: "incident", Values: f.incident(r)})
				}
				if _, err := e.Do(ctx, actor, engine.Options{}, commands...); err != nil {
					failed.Store(err)
				}
			}
		})
	}
	all.Wait()
	err, _ := failed.Load().(error)
	return err
}

// incident gives the values of an incident of 67 words, with the custom fields that there are.
func (f *filled) incident(r *rand.Rand) map[string]any {
	levels := []string{"high", "medium", "low"}
	values := map[string]any{"title": text(r, 7), "description": text(r, 60), "impact": levels[r.IntN(3)], "urgency": levels[r.IntN(3)],
		"team": f.Teams[r.IntN(len(f.Teams))], "requester": f.People[r.IntN(len(f.People))], "channel": "mail"}
	for _, name := range f.Fields {
		switch strings.SplitN(name, "_", 3)[2] {
		case "text":
			values[name] = text(r, 2)
		case "number":
			values[name] = json.Number(fmt.Sprint(r.IntN(1000)))
		case "date":
			values[name] = fmt.Sprintf("2026-%02d-%02d", 1+r.IntN(12), 1+r.IntN(28))
		case "yes_no":
			values[name] = r.IntN(2) == 0
		}
	}
	return values
}
