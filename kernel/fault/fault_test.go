package fault_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"steward/kernel/fault"
)

func TestAFaultSurvivesWrapping(t *testing.T) {
	f := fault.New(fault.Duplicate, "incident.create", "taken", "given", "INC1", "least", 2).On("number").Because(io.ErrUnexpectedEOF)
	err := fault.Wrap("engine.do", fmt.Errorf("in a batch: %w", f))
	if !fault.Is(err, fault.Duplicate) || fault.Is(err, fault.Invalid) || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Fatalf("lost in wrapping: %v", err)
	}
	if all := fault.All(err); len(all) != 1 || all[0].Field != "number" || all[0].Args["least"] != 2 {
		t.Fatalf("faults %v", all)
	}
	if got, want := f.Error(), "incident.create number: duplicate taken given=INC1 least=2: unexpected EOF"; got != want {
		t.Fatalf("log line %q, want %q", got, want)
	}
}

func TestAllRefusalsTravelTogether(t *testing.T) {
	list := fault.List{fault.New(fault.Invalid, "a", "required").On("title"), fault.New(fault.Forbidden, "a", "field-forbidden").On("cost")}
	err := fmt.Errorf("wrapped: %w", list.OrNil())
	if got := fault.All(err); len(got) != 2 || fault.KindOf(err) != fault.Invalid {
		t.Fatalf("faults %v", got)
	}
	if fault.List(nil).OrNil() != nil || fault.Wrap("a", nil) != nil || fault.All(nil) != nil || fault.Is(nil, fault.Internal) {
		t.Fatal("nothing refused is no error")
	}
}

func TestWhatIsNoFaultIsInternal(t *testing.T) {
	err := errors.New("disk on fire")
	all := fault.All(err)
	if fault.KindOf(err) != fault.Internal || len(all) != 1 || all[0].Key != "internal" || !errors.Is(all[0], err) {
		t.Fatalf("faults %v", all)
	}
}

func TestEveryKindHasItsName(t *testing.T) {
	seen := map[string]bool{}
	for k := fault.Internal; k <= fault.Unavailable; k++ {
		if seen[k.String()] || k.String() == "" {
			t.Errorf("kind %d is named %q", k, k)
		}
		seen[k.String()] = true
	}
}
