package touched

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/test/world"
)

// most is by how much what a page touches may grow from the small installation to the large one.
const most = 1.5

// sizes are the incidents of the two. STEWARD_TOUCHED sets the larger, and the smaller to a thousand.
func sizes(t *testing.T) (small, large int) {
	given := os.Getenv("STEWARD_TOUCHED")
	if given == "" {
		return 300, 2000
	}
	n, err := strconv.Atoi(given)
	if err != nil {
		t.Fatal(err)
	}
	return 1000, n
}

// house is an installation with incidents, of which one person sees 20.
type house struct {
	*world.World
	all, few record.Actor
}

const seen = 20

func fill(t *testing.T, n int) *house {
	t.Helper()
	h := &house{World: world.New(t)}
	ctx, r := t.Context(), rand.New(rand.NewPCG(1, 2))
	few := h.Person("Few", "requester")
	others := make([]string, 40)
	for i := range others {
		others[i] = h.Person(fmt.Sprintf("Other %d", i), "requester")
	}
	h.all, h.few = h.As(h.Person("All", "manager")), h.As(few)
	words := strings.Fields("printer network password laptop screen mail slow error access account server update")
	commands := make([]engine.Command, 0, 100)
	for i := range n {
		text := make([]string, 30)
		for j := range text {
			text[j] = words[r.IntN(len(words))]
		}
		text = append(text, fmt.Sprintf("item%d", r.IntN(10)))
		by := others[r.IntN(len(others))]
		if i%(n/seen) == 0 {
			by = few
		}
		commands = append(commands, engine.Command{Do: engine.Create, Type: "incident", Values: map[string]any{"title": strings.Join(text[:5], " "), "description": strings.Join(text, " "),
			"impact": []string{"high", "medium", "low"}[r.IntN(3)], "urgency": []string{"high", "medium", "low"}[r.IntN(3)], "requester": by, "channel": "mail"}})
		if len(commands) == cap(commands) || i == n-1 {
			if _, err := h.Engine.Do(ctx, h.SystemActor(), engine.Options{}, commands...); err != nil {
				t.Fatal(err)
			}
			commands = commands[:0]
		}
	}
	if err := h.Engine.MergeSearch(ctx); err != nil {
		t.Fatal(err)
	}
	return h
}

// look is something that somebody asks of the installation.
type look struct {
	name string
	ask  func(ctx context.Context, e *engine.Engine, who record.Actor) error
}

func looks() []look {
	list := func(a engine.Ask) func(context.Context, *engine.Engine, record.Actor) error {
		return func(ctx context.Context, e *engine.Engine, who record.Actor) error {
			a.Type = "incident"
			_, err := e.List(ctx, who, a)
			return err
		}
	}
	search := func(words string, types ...string) func(context.Context, *engine.Engine, record.Actor) error {
		return func(ctx context.Context, e *engine.Engine, who record.Actor) error {
			_, err := e.Search(ctx, who, engine.SearchAsk{Words: words, Types: types})
			return err
		}
	}
	of := func(typeName, filter, order string) func(context.Context, *engine.Engine, record.Actor) error {
		return func(ctx context.Context, e *engine.Engine, who record.Actor) error {
			_, err := e.List(ctx, who, engine.Ask{Type: typeName, Filter: filter, Order: order, Limit: 50})
			if fault.Is(err, fault.Forbidden) {
				return nil // a type of which requesters read nothing
			}
			return err
		}
	}
	counter := func(filter string) func(context.Context, *engine.Engine, record.Actor) error {
		return func(ctx context.Context, e *engine.Engine, who record.Actor) error {
			_, err := e.CountUpTo(ctx, who, engine.Ask{Type: "incident", Filter: filter}, 99)
			return err
		}
	}
	one := `"` + strings.Repeat("0", 32) + `"` // what has nothing: whoever looks for it elsewhere touches much
	return []look{
		{"list, the newest", list(engine.Ask{Order: "-created_at", Limit: 50})},
		{"list, open by priority", list(engine.Ask{Filter: "state is open", Order: "priority,-created_at", Limit: 50})},
		{"counter of the open", counter("state is open")},
		{"counter of what is mine and open", counter("state is open and assignee = me")},
		{"clocks of one", of("clock", "subject = "+one, "")},
		{"messages of one", of("message", "subject = "+one, "-sent_at")},
		{"escalations of one", of("escalation", "subject = "+one, "-reached_at")},
		{"what was merged into one", of("incident", "merged_into = "+one, "created_at")},
		{"picker of people", func(ctx context.Context, e *engine.Engine, who record.Actor) error {
			_, err := e.Pick(ctx, who, "person", "oth", 10)
			return err
		}},
		{"picker of incidents", func(ctx context.Context, e *engine.Engine, who record.Actor) error {
			_, err := e.Pick(ctx, who, "incident", "print", 10)
			return err
		}},
		{"search, a word that many have", search("printer")},
		{"search, one that a tenth has", search("item3")},
		{"search, a single letter", search("p")},
		{"search, two words", search("laptop item7")},
		{"search in one type", search("network", "incident")},
		{"first page of an export", list(engine.Ask{Order: "id", Limit: engine.MostRows / 2})},
	}
}

// TestAPageCostsWhatItShowsAndNotWhatIsStored counts the pages of the database that lists, counters,
// pickers, searches and exports touch, for one who sees all and one who sees 20 records, in a small
// installation and in a large one.
func TestAPageCostsWhatItShowsAndNotWhatIsStored(t *testing.T) {
	small, large := sizes(t)
	var counts [2]map[string]int
	for i, n := range []int{small, large} {
		h := fill(t, n)
		counts[i] = map[string]int{}
		for _, l := range looks() {
			for who, actor := range map[string]record.Actor{"all": h.all, "few": h.few} {
				for range 2 { // the first time statements are prepared
					before := h.Engine.Store().PagesAsked()
					if err := l.ask(t.Context(), h.Engine, actor); err != nil {
						t.Fatalf("%s: %v", l.name, err)
					}
					counts[i][l.name+" by one who sees "+who] = int(h.Engine.Store().PagesAsked() - before)
				}
			}
		}
	}
	for name, before := range counts[0] {
		after := counts[1][name]
		t.Logf("%s: %d pages of %d, %d of %d", name, before, small, after, large)
		if float64(after) > most*float64(before) {
			t.Errorf("%s: %d pages of %d, %d of %d", name, before, small, after, large)
		}
	}
}
