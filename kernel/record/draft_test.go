package record_test

import (
	"testing"
	"time"

	"steward/kernel/record"
	"steward/kernel/value"
)

func TestADraftFieldIsUnsetEmptyOrSet(t *testing.T) {
	k := kettle(t)
	first := record.NewDraft(k, nil)
	model.Set(first, "Whistler")
	power.Set(first, 0)
	stored := first.Record()

	d := record.NewDraft(k, stored)
	if model.Of(d) != "Whistler" || d.Changed(model) {
		t.Fatal("an unset field reads as it is stored and is not changed")
	}
	if n, given := power.Get(d); n != 0 || !given {
		t.Fatal("zero is a value")
	}
	if s, given := heat.Get(d); s != "" || given {
		t.Fatal("a field that was never set is empty")
	}
	power.Clear(d)
	if n, given := power.Get(d); n != 0 || given || !d.Changed(power) {
		t.Fatal("a cleared field is empty and changed")
	}
	if before := d.Before(power); !before.Equal(value.Int(0)) {
		t.Fatalf("before: %s", before.Encode())
	}
	model.Set(d, "Singer")
	if model.Of(d) != "Singer" || model.Of(stored) != "Whistler" || !d.Changed(model) {
		t.Fatal("a set field reads as it is set, and the stored record stays")
	}
	if got := d.ChangedSlots(); len(got) != 2 {
		t.Fatalf("changed slots %v", got)
	}
	model.Set(d, "Whistler")
	power.Set(d, 0)
	if got := d.ChangedSlots(); len(got) != 0 {
		t.Fatalf("setting what is stored changes nothing, got %v", got)
	}
}

func TestANewDraftChangesWhatHasAValue(t *testing.T) {
	k := kettle(t)
	d := record.NewDraft(k, nil)
	power.Clear(d)
	seconds.Set(d, 90*time.Second)
	if d.Changed(power) || !d.Changed(seconds) || !d.IsNew() || seconds.Of(d) != 90*time.Second {
		t.Fatal("only a value is a change of a new record")
	}
	r := d.Record()
	if !r.Named("seconds").Equal(value.Int(90)) || r.Title() != "" || r.Number() != "" || r.State() != "" {
		t.Fatalf("record %v", r.Values)
	}
	if !r.Named("no such").IsEmpty() || !r.At(-1).IsEmpty() || !r.At(99).IsEmpty() {
		t.Fatal("what is not there is empty")
	}
}

func TestAFieldOfAnotherTypeIsAProgrammingFault(t *testing.T) {
	k := kettle(t)
	stranger := record.Text("model") // the same name, but not the kettle's
	d := record.NewDraft(k, nil)
	stranger.Set(d, "x")
	if got := d.Foreign(); len(got) != 1 || got[0] != "model" {
		t.Fatalf("foreign fields %v", got)
	}
	if stranger.Of(d) != "" || model.Of(d) != "" || d.Changed(stranger) {
		t.Fatal("a foreign field was written")
	}
}

func TestADraftMovesAndFollows(t *testing.T) {
	k := kettle(t)
	d := record.NewDraft(k, nil)
	d.SetState("cold")
	if _, moved := d.Moved(); moved || d.State() != "cold" {
		t.Fatal("a new record does not move")
	}
	old := d.Record()
	d = record.NewDraft(k, old)
	d.SetState("boiling")
	if from, moved := d.Moved(); !moved || from != "cold" || d.State() != "boiling" {
		t.Fatalf("moved %v from %q to %q", moved, from, d.State())
	}
	follower := record.NewDraft(k, nil)
	follower.SetBecause("a kettle needs a cup")
	d.Follow(follower)
	d.Send("mail", map[string]any{"to": "anna"})
	if len(d.Followers()) != 1 || d.Followers()[0].Because() == "" || len(d.Effects()) != 1 {
		t.Fatal("followers and effects are kept")
	}
}

func TestGivenReadsAnActionsInput(t *testing.T) {
	d := record.NewDraft(kettle(t), nil)
	d.Input = map[string]value.Value{"power": value.Int(2000), "heat": {}}
	if n, ok := record.Given(d, power); n != 2000 || !ok {
		t.Fatal("what was given is read")
	}
	if _, ok := record.Given(d, heat); ok {
		t.Fatal("empty counts as not given")
	}
	if _, ok := record.Given(d, model); ok {
		t.Fatal("what was not given is not there")
	}
}
