package conversation_test

import (
	"testing"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/test/world"
)

func ask(t *testing.T, w *world.World, a record.Actor, question string, of *record.Record, visibility, words string) []record.Finding {
	t.Helper()
	found, err := w.Engine.Answer(t.Context(), a, of.Type.Name, question,
		map[string]any{"subject": map[string]any{"type": of.Type.Name, "id": of.ID()}, "visibility": visibility, "words": words})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// A canned reply is written once in each language, and comes to whoever asked in theirs.
func TestACannedReplyIsFilledInTheLanguageOfWhoAsked(t *testing.T) {
	w := world.New(t)
	adaID := w.Person("Ada Lind", "agent")
	w.Team("Desk", adaID)
	ada, root := w.As(adaID), w.As(w.Person("Max", "manager"))
	nadia := w.Make(w.SystemActor(), "person", map[string]any{"name": "Nadia Kern", "language": "de", "roles": []string{w.Role("requester")}}).ID()
	r := w.Make(ada, "incident", map[string]any{"title": "No mail", "requester": nadia})
	w.Make(root, "canned_reply", map[string]any{"name": "More details", "shortcut": "more",
		"text": map[string]any{"en": "Hello {requester_first_name},\n\nplease tell us more about {number}.\n\n{my_name}", "de": "Guten Tag {requester},\n\nbitte schreiben Sie uns mehr zu {number}.\n\n{my_name}, {service}"}})
	found := ask(t, w, ada, "canned_replies", r, "public", "mo")
	if len(found) != 1 || found[0].Text != "Guten Tag Nadia Kern,\n\nbitte schreiben Sie uns mehr zu "+r.Number()+".\n\nAda Lind, {service}" || found[0].Words[0] != "more" {
		t.Fatalf("found %+v", found)
	}
	if note := ask(t, w, ada, "canned_replies", r, "internal", "")[0].Text; note != "Hello Nadia,\n\nplease tell us more about "+r.Number()+".\n\nAda Lind" {
		t.Fatalf("a note reads %q: it is for those who work here", note)
	}
	if found := ask(t, w, ada, "canned_replies", r, "public", "bye"); len(found) != 0 {
		t.Fatalf("found %+v", found)
	}
}

func TestACannedReplyIsOfATeamOrOfEverybody(t *testing.T) {
	w := world.New(t)
	ada, ben := w.Person("Ada", "agent"), w.Person("Ben", "agent")
	desk := w.Team("Desk", ada)
	network := w.Team("Network", ben)
	r := w.Make(w.As(ada), "incident", map[string]any{"title": "No mail"})
	text := map[string]any{"en": "Bye"}
	w.Make(w.As(ada), "canned_reply", map[string]any{"name": "Bye of the desk", "team": desk, "text": text})
	for _, team := range []string{"", network} {
		err := w.Try(w.As(ada), world.Creation("canned_reply", map[string]any{"name": "Not mine", "team": team, "text": text}))
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("an agent writes one for %q: %v", team, err)
		}
	}
	if n := len(ask(t, w, w.As(ada), "canned_replies", r, "public", "")); n != 1 {
		t.Errorf("who is in the team is offered %d", n)
	}
	if n := len(ask(t, w, w.As(ben), "canned_replies", r, "public", "")); n != 0 {
		t.Errorf("another team is offered %d", n)
	}
}

// The sentences: a canned reply asks for nothing but what a record can fill in; a shortcut is one word
// of small letters, digits and hyphens.
func TestACannedReplyThatCannotBeFilledIsRefused(t *testing.T) {
	w := world.New(t)
	root := w.As(w.Person("Max", "manager"))
	w.Refused(w.Try(root, world.Creation("canned_reply", map[string]any{"name": "A", "text": map[string]any{"en": "Dear {salutation}"}})), "text", "no-such-placeholder")
	w.Refused(w.Try(root, world.Creation("canned_reply", map[string]any{"name": "A", "shortcut": "two words", "text": map[string]any{"en": "x"}})), "shortcut", "not-a-shortcut")
}
