package incident

import (
	"context"
	"strings"

	"steward/ability/attachment"
	"steward/ability/conversation"
	"steward/ability/link"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/people"
)

var (
	// theMessage is the message that becomes an incident of its own, newTitle what it is called.
	theMessage = record.Ref("message", "message").Required()
	newTitle   = record.Text("title")
)

// split makes an incident of a message that speaks of something else.
var split = record.Action{Name: "split", Say: "make an incident of its own of a message, linked to this one", Roles: people.Staff(),
	Takes: record.Columns{theMessage, newTitle}, Do: splits}

const titleLength = 120 // characters of a message that name its incident

func splits(ctx context.Context, d *record.Draft, r record.Reader) error {
	id, _ := record.Given(d, theMessage)
	m, err := r.Get(ctx, "message", id)
	if fault.Is(err, fault.NotFound) || err == nil && conversation.Subject.Of(m) != subjectOf(d) {
		return fault.New(fault.Invalid, "incident.split", "not-of-this-incident").On(theMessage.Name())
	}
	if err != nil {
		return err
	}
	n := record.NewDraft(d.Type, nil)
	own := record.Subject{Type: d.Type.Name, ID: r.NewID()}
	n.SetAt(record.SlotID, record.ID.Value(own.ID))
	for _, f := range []record.Column{Requester, Service, CI, Category, Subcategory, Location, Impact, Urgency, Confidential} {
		n.SetValue(f.Definition(), d.ValueOf(f.Definition()))
	}
	if a := conversation.Author.Of(m); conversation.Visibility.Of(m) == conversation.Public && a != "" && a != d.By {
		Requester.Set(n, a)
	}
	title, _ := record.Given(d, newTitle)
	if title == "" {
		title = firstLine(conversation.Body.Of(m))
	}
	Title.Set(n, title)
	Description.Set(n, conversation.Body.Of(m))
	Channel.Set(n, conversation.Channel.Of(m))
	d.Follow(n)
	if err := takeAlong(ctx, d, r, own, conversation.Files.Of(m)); err != nil {
		return err
	}
	return linked(d, r, own, link.Relates, subjectOf(d))
}

func firstLine(body string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(body), "\n")
	if text := []rune(line); len(text) > titleLength {
		return string(text[:titleLength-1]) + "…"
	}
	return line
}

// takeAlong lets the new incident carry the files of the message too.
func takeAlong(ctx context.Context, d *record.Draft, r record.Reader, to record.Subject, files []string) error {
	all := r.System("carries the files of a message along")
	for _, id := range files {
		row, err := all.Get(ctx, attachment.TypeName, id)
		if err != nil {
			return err
		}
		a := record.NewDraft(row.Type, nil)
		for _, f := range []record.Column{attachment.Name, attachment.MediaType, attachment.Size, attachment.SHA256, attachment.Visibility, attachment.By} {
			a.SetValue(f.Definition(), row.ValueOf(f.Definition()))
		}
		attachment.Subject.Set(a, to)
		d.Follow(a)
	}
	return nil
}
