package communication

import (
	"context"

	"steward/ability/attachment"
	"steward/kernel/record"
	"steward/practice/people"
)

// The states of a mail that came in.
const (
	StateTaken       = "taken"       // kept; what becomes of it is not decided yet
	StateDelivered   = "delivered"   // it is a record, or a word in one
	StateQuarantined = "quarantined" // a person must look
	StateStopped     = "stopped"     // an answer by a machine, a bounce or a loop
	StateDuplicate   = "duplicate"   // the same mail came by another way
	StateDiscarded   = "discarded"   // a person decided that nothing becomes of it
)

// ProcessTopic is the topic of the job that decides what becomes of a mail; its data is {"mail": id}.
const ProcessTopic = "mail.process"

// Fields of a mail that came in.
var (
	InMailbox   = record.Ref("mailbox", "mailbox").Required().Indexed()
	SourceKey   = record.Text("source_key").Required().Unique() // mailbox, folder, UIDVALIDITY and UID on the server
	Letter      = record.Text("letter").Unique()                // tells a mail from all others, however it came; set when it is delivered
	MessageID   = record.Text("message_id").Max(998).Indexed()
	FromAddress = record.Text("from_address").Max(320).Indexed()
	FromName    = record.Text("from_name").Max(300)
	To          = record.Text("to").Max(4000)
	MailSubject = record.Text("mail_subject").Max(1000).Searched()
	WrittenAt   = record.Instant("written_at")
	Size        = record.Number("size") // bytes
	Sender      = record.Person("sender")
	About       = record.AnyRef("about").Indexed()
	Automatic   = record.YesNo("automatic").Default(false)
	Reason      = record.Choice("reason", Reasons()...)
	Detail      = record.Text("detail").Max(2000)
	MailTeam    = record.Ref("team", "team").Indexed()
	RawMail     = record.Files("raw") // the mail as it came
	// Released says that a person wants a new record made of it, whatever it says of itself.
	Released   = record.YesNo("released").Default(false)
	Decision   = record.Text("decision").Max(500) // why a person decided so
	DecisionBy = record.Person("decision_by").Computed()
)

// Why a mail did not become part of a record.
const (
	UnknownFrom   = "unknown_sender"
	NoSender      = "no_sender"
	InactiveFrom  = "inactive_sender"
	NotTheirs     = "not_theirs" // the sender may not write to the record that it answers
	Unreadable    = "unreadable"
	Refused       = "refused" // a rule of the record refused it; the detail says which
	Unsigned      = "forged"  // a reply address whose signature does not hold
	Bounce        = "bounce"
	AutoReply     = "auto_reply"
	Loop          = "loop"
	TooMany       = "too_many"
	SameElsewhere = "same_elsewhere"
	TooLarge      = "too_large" // only its head is kept; the mail lies on the server
)

// Reasons lists them.
func Reasons() []string {
	return []string{UnknownFrom, NoSender, InactiveFrom, NotTheirs, Unreadable, Refused, Unsigned, Bounce, AutoReply, Loop, TooMany, SameElsewhere, TooLarge}
}

var mailStates = &record.Lifecycle{
	States: []record.State{
		{Key: StateTaken, Category: record.StateNew, Colour: "blue"},
		{Key: StateDelivered, Category: record.StateClosed, Colour: "green"},
		{Key: StateQuarantined, Category: record.StateWaiting, Colour: "amber", Asks: record.Columns{Reason}},
		{Key: StateStopped, Category: record.StateResolved, Colour: "grey", Asks: record.Columns{Reason}},
		{Key: StateDuplicate, Category: record.StateMerged, Colour: "grey"},
		{Key: StateDiscarded, Category: record.StateCancelled, Colour: "grey"},
	},
	Moves: []record.Move{
		{Name: "deliver", From: []string{StateTaken}, To: StateDelivered, Roles: byGateway},
		{Name: "quarantine", From: []string{StateTaken}, To: StateQuarantined, Roles: byGateway},
		{Name: "stop", From: []string{StateTaken}, To: StateStopped, Roles: byGateway},
		{Name: "repeat", From: []string{StateTaken}, To: StateDuplicate, Roles: byGateway},
		{Name: "retake", From: []string{StateQuarantined, StateStopped, StateDiscarded}, To: StateTaken, Roles: people.Staff()},
		{Name: "discard", From: []string{StateQuarantined}, To: StateDiscarded, Roles: people.Staff()},
	},
}

// byGateway is a role that nobody holds: only the system makes these moves.
var byGateway = []string{"system"}

// again is a mail that a person may send round once more.
const again = "state in (" + StateQuarantined + ", " + StateStopped + ", " + StateDiscarded + ")"

// Mail is a mail as it came in; its raw content is its attachment.
var Mail = record.Type{Name: "mail", Title: MailSubject, Icon: "mail",
	Fields: record.Columns{InMailbox, SourceKey, Letter, MessageID, FromAddress, FromName, To, MailSubject, WrittenAt, Size, Sender, About, Automatic, Reason, Detail, Decision, DecisionBy, Released, MailTeam, RawMail},
	Has:    record.Abilities{attachment.Files(people.Staff()...)},
	States: mailStates,
	Rules: record.Rules{
		{On: record.Following, Say: "what becomes of a mail is decided after it is kept, and again when somebody asks", Reads: record.Columns{record.StateField}, Do: decide},
	},
	Actions: record.Actions{
		{Name: "process_again", Say: "decide anew what becomes of the mail", When: again, Roles: people.Staff(), Sets: record.Columns{record.StateField, Reason, Detail}, Do: retake},
		{Name: "release", Say: "make a new record of the mail, whatever it answers or says of itself", When: again + " and reason != " + TooLarge, Roles: people.Staff(), Takes: record.Columns{Decision},
			Sets: record.Columns{record.StateField, Reason, Detail, Released, Decision, DecisionBy}, Do: release},
		{Name: "accept_sender", Say: "make the sender a person who may ask for help, and deliver the mail", When: "state = " + StateQuarantined + " and reason = " + UnknownFrom,
			Roles: people.Staff(), Sets: record.Columns{record.StateField, Reason, Detail}, Do: accept},
		{Name: "discard", Say: "nothing becomes of the mail; it is kept", When: "state = " + StateQuarantined, Roles: people.Staff(), Takes: record.Columns{Decision},
			Sets: record.Columns{record.StateField, Decision, DecisionBy}, Do: discard},
	},
	Access: record.Access{
		{Role: people.Administrator, Can: []record.Operation{record.Read}},
		{Role: people.Manager, Can: []record.Operation{record.Read}},
		{Role: people.Agent, Can: []record.Operation{record.Read}, Rows: "team = my-teams and state != " + StateDelivered},
		{Role: people.Agent, Can: []record.Operation{record.Read}, Via: About.Name()},
	},
	Personal: []record.Personal{{Of: Sender, Fields: record.Columns{FromAddress, FromName, To, MailSubject}, Files: true}},
	List:     record.Columns{MailSubject, FromAddress, Reason, InMailbox, About},
	Orders:   []string{"-created_at"},
	Pages:    record.Pages{Group: "desk"}}

func decide(_ context.Context, d *record.Draft, _ record.Reader) error {
	if d.State() == StateTaken && (d.IsNew() || d.Changed(record.StateField)) {
		d.Send(ProcessTopic, map[string]any{"mail": d.ID()})
	}
	return nil
}

func retake(_ context.Context, d *record.Draft, _ record.Reader) error {
	d.SetState(StateTaken)
	Reason.Clear(d)
	Detail.Clear(d)
	return nil
}

// release lets a new record be made of the mail; an unknown sender is made a person.
func release(ctx context.Context, d *record.Draft, r record.Reader) error {
	Released.Set(d, true)
	decided(d)
	return retake(ctx, d, r)
}

// decided writes down who decided, and why.
func decided(d *record.Draft) {
	why, _ := record.Given(d, Decision)
	Decision.Set(d, why)
	DecisionBy.Set(d, d.By)
}

func discard(_ context.Context, d *record.Draft, _ record.Reader) error {
	d.SetState(StateDiscarded)
	decided(d)
	return nil
}

// accept makes a person of the sender, with the mailbox's organisation and language.
func accept(ctx context.Context, d *record.Draft, r record.Reader) error {
	all := r.System("makes a person of a sender whom somebody accepted")
	box, err := all.Get(ctx, Mailbox.Name, InMailbox.Of(d))
	if err != nil {
		return err
	}
	role, err := all.Get(ctx, people.Role.Name, people.Requester)
	if err != nil {
		return err
	}
	t, _ := r.Type(people.Person.Name)
	p := record.NewDraft(t, nil)
	name := FromName.Of(d)
	if name == "" {
		name = FromAddress.Of(d)
	}
	people.Name.Set(p, name)
	people.Email.Set(p, FromAddress.Of(d))
	people.Language.Set(p, NewcomersTalk.Of(box))
	people.Org.Set(p, NewcomersOf.Of(box))
	people.Roles.Set(p, []string{role.ID()})
	d.Follow(p)
	return retake(ctx, d, r)
}
