package incident_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"steward/ability/assignment"
	"steward/ability/conversation"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/incident"
)

func (w *desk) start(a record.Actor, name string, input map[string]any) (*record.Record, error) {
	done, err := w.Engine.Do(context.Background(), a, engine.Options{}, engine.Command{Do: engine.Start, Type: "incident", Action: name, Values: input})
	if err != nil {
		return nil, err
	}
	return done[0].Record, nil
}

// The sentence: a call that was written down counts as answered.
// The sentence: whoever works on it first is remembered.
// The sentence: whoever resolves it is remembered until it is reopened.
func TestACallIsWrittenDownAndSolvedInOneSave(t *testing.T) {
	w := open(t)
	r, err := w.start(w.agent, "phone", map[string]any{"requester": w.rita, "title": "Forgot the password", "service": w.mail, "resolution": "Set a new one."})
	if err != nil {
		t.Fatal(err)
	}
	if r.State() != "resolved" || incident.Channel.Of(r) != "phone" || incident.ResolutionCode.Of(r) != "fixed" || r.Version() != 1 ||
		!conversation.RespondedAt.Of(r).Equal(w.Now()) || incident.FirstHandler.Of(r) != w.ada || incident.ResolvedBy.Of(r) != w.ada || !incident.FirstContact.Of(r) {
		t.Fatalf("%q by %q, first contact %v", r.State(), incident.Channel.Of(r), incident.FirstContact.Of(r))
	}
	_, err = w.start(w.agent, "phone", map[string]any{"title": "Who was that?"})
	w.Refused(err, "requester", "required")
	if _, err = w.start(w.asker, "phone", map[string]any{"requester": w.rita, "title": "x"}); !fault.Is(err, fault.Forbidden) {
		t.Fatalf("a requester writes a call down: %v", err)
	}
	r = w.Act(w.asker, r, "object", map[string]any{"body": "No."})
	if r = w.Look(r); incident.ResolvedBy.Of(r) != "" || incident.FirstContact.Of(r) {
		t.Fatal("reopened: no first contact")
	}
}

// The sentence: first contact: resolved by the first handler, without a question back, never given on, never reopened.
func TestFirstContactIsNoneAfterAQuestionOrAnotherHandler(t *testing.T) {
	w := open(t)
	one := w.Change(w.agent, w.at("assigned"), solved)
	if !incident.FirstContact.Of(one) {
		t.Fatal("the first handler solved it at once")
	}
	given := w.Change(w.agent, w.Change(w.agent, w.at("assigned"), map[string]any{"assignee": w.ben}), solved)
	asked := w.at("assigned")
	w.Act(w.agent, asked, "reply", map[string]any{"body": "Which?"})
	w.Act(w.asker, asked, "reply", map[string]any{"body": "That."})
	asked = w.Change(w.agent, asked, solved)
	bounced := w.Change(w.agent, w.Change(w.agent, w.at("assigned"), map[string]any{"team": w.network}), solved)
	for name, r := range map[string]*record.Record{"given on": given, "asked back": asked, "bounced": bounced, "merged": w.at("merged")} {
		if incident.FirstContact.Of(r) {
			t.Errorf("%s counts as first contact", name)
		}
	}
}

func TestTakeNextGivesTheMostUrgentOfMyTeamsFirst(t *testing.T) {
	w := open(t)
	late := w.report(map[string]any{"title": "Late", "team": w.desk, "urgency": "low"})
	w.Pass(time.Minute)
	first := w.report(map[string]any{"title": "First", "team": w.desk, "urgency": "high", "impact": "high"})
	w.report(map[string]any{"title": "Theirs", "team": w.network, "urgency": "high", "impact": "high"})
	w.report(map[string]any{"title": "Waits", "team": w.desk, "state": "pending", "pending_reason": "supplier"})
	for _, want := range []*record.Record{first, late} {
		r, err := w.start(w.agent, "take_next", nil)
		if err != nil || r.ID() != want.ID() || assignment.Assignee.Of(r) != w.ada || r.State() != "in_progress" {
			t.Fatalf("wanted %s: %v", want.Title(), err)
		}
	}
	_, err := w.start(w.agent, "take_next", nil)
	w.Refused(err, "", "nothing-to-take")
}

func TestTwoWhoTakeNextAtOnceNeverGetTheSame(t *testing.T) {
	w := open(t)
	const people, each = 8, 5
	actors := make([]record.Actor, people)
	members := make([]string, people)
	for i := range actors {
		members[i] = w.Person(fmt.Sprint("Agent ", i), "agent")
	}
	team := w.Team("Crowd", members...)
	for i := range actors {
		actors[i] = w.As(members[i])
	}
	for range people*each + 3 {
		w.report(map[string]any{"team": team})
	}
	var lock sync.Mutex
	var all sync.WaitGroup
	taken := map[string]int{}
	for _, a := range actors {
		all.Add(1)
		go func() {
			defer all.Done()
			for range each {
				r, err := w.start(a, "take_next", nil)
				if err != nil {
					t.Error(err)
					return
				}
				lock.Lock()
				taken[r.ID()]++
				lock.Unlock()
			}
		}()
	}
	all.Wait()
	if len(taken) != people*each {
		t.Fatalf("%d of %d were taken by one person each", len(taken), people*each)
	}
}
