package guide_test

import (
	"strings"
	"testing"

	"steward/kernel/page"
	"steward/test/world"
)

func TestHelpIsReadByTopicAndFoundByWords(t *testing.T) {
	w := world.New(t)
	rita := w.As(w.Person("Rita", "requester"))
	for params, want := range map[string]string{"topic=cockpit": "Read the cockpit", "at=/t/incidents/INC0000001": "Work on a ticket", "at=/t/incidents/INC0000001/redact": "Take values away for good", "at=/t/locations": "Lists, boards and search", "at=/admin/roles": "Administer", "q=caller": "Write down a call", "": "Ask for help", "q=nothing of the kind": ""} {
		name, value, _ := strings.Cut(params, "=")
		got := ""
		for _, b := range w.Page(rita, "guide", page.Params{name: value}) {
			if s, ok := b.(page.Section); ok && s.Width == page.TwoThirds {
				got = s.Title
			}
		}
		if got != want {
			t.Errorf("%q shows %q, want %q", params, got, want)
		}
	}
}
