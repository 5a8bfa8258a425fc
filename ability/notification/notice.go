package notification

import (
	"context"
	"slices"

	"steward/kernel/record"
)

// The kinds of notices. A practice that tells of something else adds its kind here, with its words
// in the catalogues of this package and of each gateway that writes texts.
const (
	Received  = "received"
	Answered  = "answered"
	Resolved  = "resolved"
	Assigned  = "assigned"
	Mentioned = "mentioned"
	Escalated = "escalated"
	Reminded  = "reminded"
	Failing   = "failing" // a part of Steward needs an administrator
	Due       = "due"     // the time for which a person waits, or until which they have work, has come
)

// Kinds lists the kinds of notices.
func Kinds() []string {
	return []string{Received, Answered, Resolved, Assigned, Mentioned, Escalated, Reminded, Failing, Due}
}

// Where a notice is on its way by mail.
const (
	Waiting = "waiting"
	Sent    = "sent"
	Failed  = "failed"
	Off     = "off" // not wanted, or nowhere to send it
)

// MailTopic is the topic of the job that mails a notice; its data is {"notice": id}.
const MailTopic = "notice.mail"

// Fields of a notice.
var (
	Person  = record.Person("person").Required().Indexed()
	Kind    = record.Choice("kind", Kinds()...).Required()
	Subject = record.AnyRef("subject").Required().Indexed()
	Message = record.Ref("message", "message")
	By      = record.Person("caused_by")
	ReadAt  = record.Instant("read_at")

	Mail      = record.Choice("mail", Waiting, Sent, Failed, Off).Filtered()
	MailedAt  = record.Instant("mailed_at")
	MailError = record.Text("mail_error").Max(2000)
)

// NoticeType is that a person is told something. Its person reads it and marks it read;
// administrators see those that could not be mailed.
var NoticeType = record.Type{Name: "notice", Title: Kind, Icon: "bell",
	Fields: record.Columns{Person, Kind, Subject, Message, By, ReadAt, Mail, MailedAt, MailError},
	Rules: record.Rules{
		{On: record.Filling, Say: "a notice is mailed unless its person has no address or does not want it by mail", Reads: record.Columns{Person, Kind}, Sets: record.Columns{Mail}, Do: wanted},
		{On: record.Following, Say: "a notice that waits for the mail is sent after it is stored", Reads: record.Columns{Mail}, Do: mailed},
	},
	Actions: record.Actions{
		{Name: "mark_read", Say: "the notice was seen", When: "person = me and read_at is empty", Roles: []string{record.Everyone}, Sets: record.Columns{ReadAt}, Do: read},
		{Name: "mark_unread", Say: "the notice is to be looked at again", When: "person = me and not (read_at is empty)", Roles: []string{record.Everyone}, Sets: record.Columns{ReadAt}, Do: unread},
	},
	Access: record.Access{
		{Role: record.Everyone, Can: []record.Operation{record.Read}, Rows: "person = me"},
		{Role: "administrator", Can: []record.Operation{record.Read}, Rows: "mail = " + Failed},
	},
	Unindexed: record.Columns{record.UpdatedAt},
	List:      record.Columns{record.CreatedAt, Kind, Subject, By, ReadAt, Mail}}

// Fields of a preference.
var (
	Owner   = record.Person("person").Computed().Unique()
	MailOff = record.Choices("not_by_mail", Kinds()...)
)

// PreferenceType is what a person does not want to be told by mail; a notice is there all the same.
var PreferenceType = record.Type{Name: "notification_preference", Title: Owner, Icon: "bell",
	Fields: record.Columns{Owner, MailOff},
	Rules: record.Rules{
		{On: record.Filling, Say: "a preference is the own one of whoever makes it", Reads: record.Columns{record.CreatedBy}, Sets: record.Columns{Owner}, Do: ownOne},
	},
	Access: record.Access{{Role: record.Everyone, Can: record.Everything(), Rows: "person = me"}},
	List:   record.Columns{Owner, MailOff}}

func wanted(ctx context.Context, d *record.Draft, r record.Reader) error {
	if !d.IsNew() || Mail.Of(d) != "" {
		return nil
	}
	all := r.System("asks how a person wants to be told")
	p, err := all.Get(ctx, "person", Person.Of(d))
	if err != nil {
		return err
	}
	way := Waiting
	if p.Named("email").IsEmpty() || !p.Named("active").Yes() {
		way = Off
	} else {
		rows, err := all.Find(ctx, PreferenceType.Name, `person = "`+Person.Of(d)+`"`, 1)
		if err != nil {
			return err
		}
		if len(rows) > 0 && slices.Contains(MailOff.Of(rows[0]), Kind.Of(d)) {
			way = Off
		}
	}
	Mail.Set(d, way)
	return nil
}

func ownOne(_ context.Context, d *record.Draft, _ record.Reader) error {
	if d.IsNew() {
		Owner.Set(d, d.By)
	}
	return nil
}

func mailed(_ context.Context, d *record.Draft, _ record.Reader) error {
	if Mail.Of(d) == Waiting && d.Changed(Mail) {
		d.Send(MailTopic, map[string]any{"notice": d.ID()})
	}
	return nil
}

func read(_ context.Context, d *record.Draft, _ record.Reader) error {
	ReadAt.Set(d, d.HappenedAt)
	return nil
}

func unread(_ context.Context, d *record.Draft, _ record.Reader) error {
	ReadAt.Clear(d)
	return nil
}
