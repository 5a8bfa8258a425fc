// Package demo makes the demo organisation: people, teams, services, things and a season of
// incidents, all invented, the same for the same seed.
//
// Its one rule: everything is made by the product itself, through the engine and its rules.
package demo

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	"steward/kernel/engine"
	"steward/kernel/record"
)

//go:embed data/*.json
var data embed.FS

// Builder makes one organisation.
type Builder struct {
	engine   *engine.Engine
	random   *rand.Rand
	now      time.Time
	progress func(done, all int)

	org      organisation
	services []service
	talk     talk

	locations, departments, teams, categories, serviceIDs map[string]string
	people                                                []person
	agents                                                map[string][]person // by team
	items                                                 map[string][]string // configuration items by service
}

// Credential is a sign-in that the demo prints.
type Credential struct{ Role, Name, Email, Person string }

type organisation struct {
	Name, Domain string
	Locations    []struct{ Name, Zone string }
	Departments  []struct {
		Name       string
		CostCentre string `json:"cost_centre"`
	}
	Suppliers []string
	Teams     []struct {
		Name    string
		Members int
	}
	First, Last []string
	Titles      map[string][]string
}

type service struct {
	Name, Team, Criticality, Outcome, Category string
	Weight                                     int
	Cases                                      []story
}

// story is one sort of incident: title, description, resolution, resolution code.
type story struct{ T, D, R, C string }

// talk is what people write to one another.
type talk struct {
	Questions, Answers, Notes []string
	Canned                    []struct {
		Name, Shortcut, Team string
		Text                 map[string]any
	}
}

type person struct{ ID, Name, Email, Department, Location string }

// Build fills an empty installation with about as many incidents as asked for, spread over the last
// year, and gives the people to sign in as.
func Build(ctx context.Context, e *engine.Engine, seed int64, incidents int, progress func(done, all int)) ([]Credential, error) {
	b := &Builder{engine: e, random: rand.New(rand.NewPCG(uint64(seed), 20)), now: e.Now(), progress: progress,
		locations: map[string]string{}, departments: map[string]string{}, teams: map[string]string{}, categories: map[string]string{},
		serviceIDs: map[string]string{}, agents: map[string][]person{}, items: map[string][]string{}}
	for name, into := range map[string]any{"data/organisation.json": &b.org, "data/services.json": &b.services, "data/talk.json": &b.talk} {
		raw, err := data.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("demo: %w", err)
		}
		if err := json.Unmarshal(raw, into); err != nil {
			return nil, fmt.Errorf("demo: %s: %w", name, err)
		}
	}
	if err := b.foundation(ctx); err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	if err := b.season(ctx, incidents); err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	if err := b.stories(ctx); err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	if err := b.mailbox(ctx); err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	who, err := b.signIns(ctx)
	if err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	for _, c := range who {
		if err := b.seen(ctx, c.Person); err != nil {
			return nil, fmt.Errorf("demo: %w", err)
		}
	}
	return who, nil
}

// seen marks as read what somebody was told longer ago.
func (b *Builder) seen(ctx context.Context, who string) error {
	for {
		rows, err := b.engine.System("demo").Find(ctx, "notice", fmt.Sprintf("person = %q and read_at is empty and created_at < %s", who, b.now.Add(-12*24*time.Hour).UTC().Format(time.RFC3339)), 100)
		if err != nil || len(rows) == 0 {
			return err
		}
		var commands []engine.Command
		for _, n := range rows {
			commands = append(commands, engine.Command{Do: engine.Act, Type: "notice", ID: n.ID(), Action: "mark_read"})
		}
		self := b.actor()
		self.Person = who
		if _, err := b.engine.Do(ctx, self, engine.Options{}, commands...); err != nil {
			return err
		}
	}
}

func (b *Builder) pick(n int) int { return b.random.IntN(n) }

func one[T any](b *Builder, of []T) T { return of[b.pick(len(of))] }

// actor is the system at work through the import gateway, on behalf of the people of the demo.
func (b *Builder) actor() record.Actor { return b.engine.SystemActor("import") }

func (b *Builder) do(ctx context.Context, commands []engine.Command) error {
	const most = 200
	for len(commands) > 0 {
		n := min(most, len(commands))
		if _, err := b.engine.Do(ctx, b.actor(), engine.Options{}, commands[:n]...); err != nil {
			return err
		}
		commands = commands[n:]
	}
	return nil
}

// create adds a command that makes a record, and gives its id.
func create(commands *[]engine.Command, typeName string, at time.Time, values map[string]any) string {
	id := engine.NewID()
	*commands = append(*commands, engine.Command{Do: engine.Create, Type: typeName, ID: id, HappenedAt: at, Values: values})
	return id
}
