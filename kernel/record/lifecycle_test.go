package record_test

import (
	"slices"
	"testing"

	"steward/kernel/record"
)

func TestALifecycleKnowsItsMoves(t *testing.T) {
	k := kettle(t)
	l := k.States
	if m, ok := l.Between("cold", "boiling"); !ok || m.Name != "switch on" {
		t.Fatal("a cold kettle can be switched on")
	}
	if _, ok := l.Between("cold", "done"); ok {
		t.Fatal("a cold kettle is not done at once")
	}
	out := l.Out("done")
	if len(out) != 1 || out[0].To != "boiling" {
		t.Fatalf("ways out of done: %v", out)
	}
	if s, ok := l.On("done"); !ok || !s.Locks {
		t.Fatal("done locks")
	}
	if _, ok := l.On("lost"); ok {
		t.Fatal("there is no state lost")
	}
}

func TestStatesAreAChoiceWithCategories(t *testing.T) {
	k := kettle(t)
	d, ok := k.Field(record.StateName)
	if !ok || d.Kind != record.StateKind || !d.Required || d.Rank("boiling") != 2 {
		t.Fatalf("state field %+v", d)
	}
	if k.CategoryOf("boiling") != record.StateActive || k.CategoryOf("lost") != "" {
		t.Fatal("a state has its category")
	}
	for category, open := range map[record.Category]bool{record.StateNew: true, record.StateActive: true, record.StateWaiting: true,
		record.StateResolved: false, record.StateClosed: false, record.StateCancelled: false, record.StateMerged: false} {
		if category.Open() != open {
			t.Errorf("%s open: %v", category, category.Open())
		}
	}
	f, ok := k.QueryField(record.StateName)
	if !ok || !slices.Equal(f.Keys, []string{"cold", "boiling", "done"}) || !slices.Contains(f.Categories("boiling"), "open") {
		t.Fatalf("the condition language sees %+v", f)
	}
}
