// Package conversation is the ability of records to be talked about: with the person who asked, and
// among those who work on it.
//
// Its one rule: an internal note never reaches the person who asked.
package conversation

import (
	"context"
	"slices"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// The fields that the ability gives a type.
var (
	LastMessageAt = record.Instant("last_message_at").Computed()
	// LastWordBy tells whose turn it is: after the word of one side it is the other's.
	LastWordBy = record.Choice("last_word_by", Agent, Requester).Computed()
	Count      = record.Number("message_count").Computed().Default(0)
	// RespondedAt is when staff first spoke to the person who asked.
	RespondedAt = record.Instant("responded_at").Computed()
	// AgentCount and RequesterCount are how many public words each side said after the record was opened.
	AgentCount     = record.Number("agent_message_count").Computed().Default(0)
	RequesterCount = record.Number("requester_message_count").Computed().Default(0)
)

// The two sides of a conversation.
const (
	Agent     = "agent"
	Requester = "requester"
)

// Talk says how a type is talked about.
type Talk struct {
	// Asks is the field of the person who asked: their word is the requester's. The zero field where
	// nobody asks.
	Asks record.Field[string]
	// Staff is the roles whose word is an agent's and who read internal notes.
	Staff []string
	// Waiting are the states that a word of the requester ends at once; the record goes Back.
	Waiting []string
	Back    string
	// Settled are the states that a mail of the requester ends the same way: who answers by mail has no
	// button to say that it does not work yet.
	Settled []string
	// With are fields of the type that a reply or note of staff may set in the same go, such as what
	// a move asks.
	With record.Columns
	// Ended tells what becomes of a word to a record that is at its end, and that it was dealt with;
	// nil where a conversation never ends.
	Ended func(ctx context.Context, d *record.Draft, r record.Reader, word Word) (bool, error)
}

// Word is what somebody says.
type Word struct {
	By, Side, Visibility, Body, Quoted, Channel, SourceID string
	Files                                                 []string
	// Mentions are the people whom it names.
	Mentions []string
	// Opens is the id that a record shall have which the word opens, empty for any.
	Opens string
}

// Inputs of the actions, beside those of a message.
var (
	moveTo = record.Text("move_to")
	opens  = record.Text("opens")
)

// Thread gives a type its conversation.
func Thread(t Talk) record.Ability {
	sets := append(record.Columns{LastMessageAt, LastWordBy, Count, RespondedAt, AgentCount, RequesterCount, record.StateField}, t.With...)
	takes := append(record.Columns{Body, Quoted, Channel, SourceID, Files, moveTo, opens}, t.With...)
	return record.Ability{Name: "conversation", Panel: "conversation", Types: []*record.Type{messages(t.Staff), drafts(t.Staff), canned(t.Staff)},
		Fields: record.Columns{LastMessageAt, LastWordBy, Count, RespondedAt, AgentCount, RequesterCount},
		Actions: record.Actions{
			{Name: "reply", Say: "write to the person who asked and everybody who follows", Takes: takes, Sets: sets, Roles: []string{record.Everyone}, Do: t.speak(Public)},
			{Name: "note", Say: "write to those who work on it", Takes: takes, Sets: sets, Roles: t.Staff, Do: t.speak(Internal)},
		},
		Questions: record.Questions{t.cannedReplies(), t.mentionable()}}
}

func (t Talk) speak(visibility string) func(context.Context, *record.Draft, record.Reader) error {
	return func(ctx context.Context, d *record.Draft, r record.Reader) error {
		w := Word{By: d.By, Visibility: visibility, Side: t.side(d, r.Actor())}
		w.Body, _ = record.Given(d, Body)
		w.Quoted, _ = record.Given(d, Quoted)
		w.Channel, _ = record.Given(d, Channel)
		w.SourceID, _ = record.Given(d, SourceID)
		w.Files, _ = record.Given(d, Files)
		w.Opens, _ = record.Given(d, opens)
		if w.Channel == "" {
			w.Channel = channelOf(r.Actor().Gateway)
		}
		var err error
		if w.Mentions, err = t.mentioned(ctx, d, r, w); err != nil {
			return err
		}
		if t.Ended != nil {
			if done, err := t.Ended(ctx, d, r, w); done || err != nil {
				return err
			}
		}
		if err := t.move(d, w); err != nil {
			return err
		}
		return Say(d, r, w)
	}
}

// Say adds a word to the conversation of the draft's record.
func Say(d *record.Draft, r record.Reader, w Word) error {
	messageType, ok := r.Type(TypeName)
	if !ok {
		return fault.New(fault.Internal, "conversation.say", "no-such-type", "type", TypeName)
	}
	m := record.NewDraft(messageType, nil)
	m.SetAt(record.SlotID, record.ID.Value(r.NewID()))
	Subject.Set(m, record.Subject{Type: d.Type.Name, ID: d.ID()})
	Visibility.Set(m, w.Visibility)
	Author.Set(m, w.By)
	Body.Set(m, w.Body)
	Quoted.Set(m, w.Quoted)
	Channel.Set(m, w.Channel)
	SourceID.Set(m, w.SourceID)
	Files.Set(m, w.Files)
	Mentions.Set(m, w.Mentions)
	SentAt.Set(m, d.HappenedAt)
	d.Follow(m)
	LastMessageAt.Set(d, d.HappenedAt)
	Count.Set(d, Count.Of(d)+1)
	if w.Visibility == Public && w.Side != "" {
		LastWordBy.Set(d, w.Side)
		if w.Side == Agent {
			AgentCount.Set(d, AgentCount.Of(d)+1)
		} else {
			RequesterCount.Set(d, RequesterCount.Of(d)+1)
		}
		if _, answered := RespondedAt.Get(d); w.Side == Agent && !answered {
			RespondedAt.Set(d, d.HappenedAt)
		}
	}
	return nil
}

// side tells whose word it is: the requester's own is never an agent's, whatever roles they have; the
// system's is nobody's. Of imports the author is known, not the roles they had.
func (t Talk) side(d *record.Draft, a record.Actor) string {
	switch {
	case d.By == "":
		return ""
	case t.Asks.Definition() != nil && d.By == t.Asks.Of(d):
		return Requester
	case slices.ContainsFunc(t.Staff, a.Is), a.System, d.Replays:
		return Agent
	}
	return Requester
}

// move moves the record with the word: staff as they say, and out of waiting by the requester's.
func (t Talk) move(d *record.Draft, w Word) error {
	to, moves := record.Given(d, moveTo)
	if w.Side == Requester && w.Visibility == Public {
		if moves {
			return fault.New(fault.Forbidden, d.Type.Name+".reply", "move-forbidden", "from", d.State(), "to", to).On(moveTo.Name())
		}
		if slices.Contains(t.Waiting, d.State()) || w.Channel == "mail" && slices.Contains(t.Settled, d.State()) {
			d.SetState(t.Back)
		}
		return nil
	}
	for _, f := range t.With {
		if v := d.Input[f.Definition().Name]; !v.IsEmpty() {
			d.SetValue(f.Definition(), v)
		}
	}
	if moves {
		d.SetState(to)
	}
	return nil
}

// channelOf names the channel of a gateway, page where it has no name of its own.
func channelOf(gateway string) string {
	switch gateway {
	case "api", "mail", "import", "chat", "alert":
		return gateway
	}
	return "page"
}
