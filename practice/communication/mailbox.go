package communication

import (
	"context"
	"slices"

	"steward/ability/notification"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/people"
)

// Fields of a mailbox: what it is called, how it is read, how it sends, and what its mail becomes.
var (
	MailboxName    = record.Text("name").Required().Max(100)
	MailboxAddress = record.Email("address").Required().Unique()
	MailboxActive  = record.YesNo("active").Default(true).Indexed()

	ReadHost     = record.Text("imap_host").Max(253)
	ReadPort     = record.Number("imap_port")
	ReadSecurity = record.Choice("imap_security", securities()...).Default("tls")
	ReadUser     = record.Text("imap_user").Max(320)
	ReadSecret   = record.Secret("imap_secret")
	ReadFolder   = record.Text("imap_folder").Max(200).Default("INBOX")
	AfterReading = record.Choice("after_reading", "move", "flag", "delete").Default("move")
	DoneFolder   = record.Text("done_folder").Max(200).Default("Steward")

	SendHost     = record.Text("smtp_host").Max(253)
	SendPort     = record.Number("smtp_port")
	SendSecurity = record.Choice("smtp_security", securities()...).Default("starttls")
	SendUser     = record.Text("smtp_user").Max(320)
	SendSecret   = record.Secret("smtp_secret")
	SecretKind   = record.Choice("secret_kind", "password", "token").Default("password")
	PlusAddress  = record.YesNo("plus_addressing").Default(false)
	Signature    = record.LocalizedLongText("signature")

	Becomes       = record.Choice("becomes", "incident").Required().Default("incident")
	MailboxTeam   = record.Ref("team", "team")
	MailboxFor    = record.Ref("service", "service")
	UnknownSender = record.Choice("unknown_sender", "quarantine", "create").Required().Default("quarantine")
	NewcomersOf   = record.Ref("newcomers_organisation", "organisation")
	NewcomersTalk = record.Choice("newcomers_language", "en", "de").Default("en")
	OthersReply   = record.Choice("others_reply", "quarantine", "join").Required().Default("quarantine")

	// What the gateway found when it last tried.
	Health       = record.ChoiceOf("health", record.Option{Key: "untried", Colour: "grey"}, record.Option{Key: "well", Colour: "green"}, record.Option{Key: "failing", Colour: "red"}).Default("untried")
	ReachedAt    = record.Instant("reached_at")
	FailingSince = record.Instant("failing_since")
	Failure      = record.Text("failure").Max(1000)

	signingKey = record.Secret("signing_key").Computed()
)

// SigningKeyName is the field whose value signs the mailbox's reply addresses and Message-IDs.
const SigningKeyName = "signing_key"

func securities() []string { return []string{"tls", "starttls", "none"} }

// reported are the fields that only the gateway writes.
var reported = []string{Health.Name(), ReachedAt.Name(), FailingSince.Name(), Failure.Name()}

// Mailbox is an address of the house that is read and from which is written.
var Mailbox = record.Type{Name: "mailbox", Plural: "mailboxes", Title: MailboxName, Keys: record.Columns{MailboxAddress}, Icon: "inbox",
	Fields: record.Columns{MailboxName, MailboxAddress, MailboxActive, Health, ReachedAt, FailingSince, Failure,
		Becomes, MailboxTeam, MailboxFor, UnknownSender, NewcomersOf, NewcomersTalk, OthersReply,
		ReadHost, ReadPort, ReadSecurity, ReadUser, ReadSecret, ReadFolder, AfterReading, DoneFolder,
		SendHost, SendPort, SendSecurity, SendUser, SendSecret, SecretKind, PlusAddress, Signature, signingKey},
	Rules: record.Rules{
		{On: record.Filling, Say: "every mailbox signs with a key of its own", Reads: record.Columns{record.CreatedAt}, Sets: record.Columns{signingKey}, Do: signs},
		{On: record.Filling, Say: "a port that is not given is the usual one", Reads: record.Columns{ReadHost, ReadSecurity, SendHost, SendSecurity, ReadPort, SendPort}, Sets: record.Columns{ReadPort, SendPort}, Do: ports},
		{On: record.Checking, Say: "a port lies between 1 and 65535", Reads: record.Columns{ReadPort, SendPort}, Do: portsFit},
		{On: record.Following, Say: "administrators hear when a mailbox no longer works", Reads: record.Columns{Health}, Do: alarm},
	},
	Access: record.Access{
		{Role: people.Administrator, Can: []record.Operation{record.Read, record.Remove}},
		{Role: people.Administrator, Can: []record.Operation{record.Create, record.Change}, But: reported},
		{Role: people.Manager, Can: []record.Operation{record.Read}},
		{Role: people.Agent, Can: []record.Operation{record.Read}, Fields: []string{MailboxName.Name(), MailboxAddress.Name(), MailboxActive.Name(), Health.Name(), MailboxTeam.Name()}},
	},
	List: record.Columns{MailboxName, MailboxAddress, Health, ReachedAt, MailboxActive, MailboxTeam}}

// signs makes a key of 148 random bits.
func signs(_ context.Context, d *record.Draft, r record.Reader) error {
	if signingKey.Of(d) == "" {
		signingKey.Set(d, r.NewID()+r.NewID())
	}
	return nil
}

func ports(_ context.Context, d *record.Draft, _ record.Reader) error {
	read := map[string]int64{"tls": 993, "starttls": 143, "none": 143}
	send := map[string]int64{"tls": 465, "starttls": 587, "none": 25}
	if _, given := ReadPort.Get(d); !given && ReadHost.Of(d) != "" {
		ReadPort.Set(d, read[ReadSecurity.Of(d)])
	}
	if _, given := SendPort.Get(d); !given && SendHost.Of(d) != "" {
		SendPort.Set(d, send[SendSecurity.Of(d)])
	}
	return nil
}

func portsFit(_ context.Context, d *record.Draft, _ record.Reader) error {
	var refused fault.List
	for _, f := range []record.Field[int64]{ReadPort, SendPort} {
		if n, given := f.Get(d); given && (n < 1 || n > 65535) {
			refused = append(refused, fault.New(fault.Invalid, "mailbox", "not-a-port").On(f.Name()))
		}
	}
	return refused.OrNil()
}

// mostAdministrators bounds whom an alarm reaches.
const mostAdministrators = 50

func alarm(ctx context.Context, d *record.Draft, r record.Reader) error {
	if !d.Changed(Health) || Health.Of(d) != "failing" {
		return nil
	}
	all := r.System("looks for administrators")
	role, err := all.Get(ctx, people.Role.Name, people.Administrator)
	if err != nil {
		return err
	}
	rows, err := all.Find(ctx, people.Person.Name, `active = yes and roles has "`+role.ID()+`"`, mostAdministrators)
	if err != nil {
		return err
	}
	to := make([]string, len(rows))
	for i, p := range rows {
		to[i] = p.ID()
	}
	slices.Sort(to)
	return notification.Tell(d, r, notification.News{Kind: notification.Failing, To: to})
}
