package mail

import (
	"bytes"
	"context"
	"regexp"
	"strconv"
	"strings"

	"steward/gateway/mail/letter"
	"steward/kernel/engine"
	"steward/kernel/record"
)

// commands are what a mail that may go where it belongs does: everything in one transaction, what the
// sender does with the sender's rights.
func (p *Post) commands(ctx context.Context, row *record.Record, v *verdict) ([]engine.Command, error) {
	var out []engine.Command
	if v.newcomer {
		out = append(out, engine.Command{Do: engine.Create, Type: personType, ID: v.sender.Person, Values: map[string]any{"name": v.sender.Name, "email": v.letter.From.Address,
			"language": v.sender.Language, "organisation": v.sender.Organisation, "roles": []any{p.Newcomer}}})
	}
	var said []engine.Command
	var err error
	if v.about == nil {
		said, err = p.opens(ctx, v)
	} else {
		said, err = p.says(ctx, v)
	}
	if err != nil {
		return nil, err
	}
	out = append(out, said...)
	return append(out, engine.Command{Do: engine.Change, Type: mailType, ID: row.ID(), Base: row.Version(), Strict: true, Values: v.marks()}), nil
}

// opens makes a new record of the mail, as its sender; what the mailbox decides the system adds.
func (p *Post) opens(ctx context.Context, v *verdict) ([]engine.Command, error) {
	t, _ := p.Engine.Catalogue().Type(v.box.Named("becomes").Text())
	id := engine.NewID()
	attach, ids, err := p.receive(ctx, t.Name, id, v.letter.Files)
	if err != nil {
		return nil, err
	}
	values := map[string]any{"title": title(v.letter), "description": pictured(v.letter.Text, v.letter.Files, ids)}
	if service := v.box.Named("service").Text(); service != "" {
		values["service"] = service
	}
	out := []engine.Command{{Do: engine.Create, Type: t.Name, ID: id, Values: values}}
	out = v.bySender(append(out, attach...))
	if team := v.box.Named("team").Text(); team != "" {
		out = append(out, engine.Command{Do: engine.Change, Type: t.Name, ID: id, Values: map[string]any{"team": team}})
	}
	v.about = &record.Record{Type: t, Values: nil}
	v.opened = id
	return out, nil
}

// says adds the mail's words to the conversation of the record.
func (p *Post) says(ctx context.Context, v *verdict) ([]engine.Command, error) {
	t, id := v.about.Type, v.about.ID()
	action, err := p.action(ctx, v)
	if err != nil {
		return nil, err
	}
	visibility := "public"
	if action == noteAction {
		visibility = "internal"
	}
	attach, ids, err := p.receiveAs(ctx, t.Name, id, visibility, v.letter.Files)
	if err != nil {
		return nil, err
	}
	own, quoted := v.letter.Own, v.letter.Quoted
	if strings.TrimSpace(own) == "" {
		own = p.Words.Say(v.sender.Language, "letter.no-text", nil)
	}
	input := map[string]any{bodyField: pictured(own, v.letter.Files, ids), quotedField: pictured(quoted, v.letter.Files, ids), "channel": gatewayName, sourceField: v.source()}
	if len(ids) > 0 {
		input[filesField] = ids
	}
	var out []engine.Command
	if v.joins {
		out = append(out, engine.Command{Do: engine.Change, Type: t.Name, ID: id, Values: map[string]any{"watchers": append(members(v.about.Named("watchers").Members()), v.sender.Person)}})
	}
	out = append(out, v.bySender(attach)...)
	said := engine.Command{Do: engine.Act, Type: t.Name, ID: id, Action: action, Values: input}
	if t.CategoryOf(v.about.State()).Open() || t.CategoryOf(v.about.State()) == record.StateResolved {
		return append(out, v.bySender([]engine.Command{said})...), nil
	}
	return p.reopens(ctx, v, out, said)
}

// reopens is for a word to a record that is at its end: where the word opens a new record, the mail
// belongs to that one.
func (p *Post) reopens(ctx context.Context, v *verdict, before []engine.Command, said engine.Command) ([]engine.Command, error) {
	id := engine.NewID()
	said.Values["opens"] = id
	out := append(before, v.bySender([]engine.Command{said})...)
	results, err := p.Engine.Do(ctx, p.system(), engine.Options{Preview: true}, out...)
	if err != nil {
		return nil, err
	}
	for _, f := range results[len(results)-1].Draft.Followers() {
		if f.IsNew() && f.ID() == id {
			v.opened = id
		}
	}
	return out, nil
}

// bySender lets the sender do the commands, with the sender's own rights.
func (v *verdict) bySender(commands []engine.Command) []engine.Command {
	for i := range commands {
		commands[i].By = &v.sender
	}
	return commands
}

// source is what the channel calls the message. A Message-ID that a careless program gives to several
// mails is told apart by the mail's own text.
func (v *verdict) source() string {
	return cut(v.letter.MessageID, 200) + "/" + fingerprint(v.letter)[:16]
}

// marks are what is written at the mail itself.
func (v *verdict) marks() map[string]any {
	m := map[string]any{"state": v.state}
	if v.reason != "" {
		m["reason"] = v.reason
	}
	m["detail"] = v.detail
	if v.state == delivered {
		m["letter"] = fingerprint(v.letter)
	}
	if v.sender.Person != "" {
		m["sender"] = v.sender.Person
	}
	switch {
	case v.opened != "":
		m["about"] = map[string]any{"type": v.about.Type.Name, "id": v.opened}
	case v.about != nil:
		m["about"] = map[string]any{"type": v.about.Type.Name, "id": v.about.ID()}
	}
	if l := v.letter; l != nil {
		m["message_id"], m["from_address"], m["from_name"] = cut(l.MessageID, 900), cut(l.From.Address, 320), cut(l.From.Name, 300)
		m["mail_subject"], m["to"], m["automatic"] = cut(l.Subject, 1000), cut(strings.Join(l.To, ", "), 4000), l.Nature != letter.ByPerson
		if !l.Date.IsZero() {
			m["written_at"] = l.Date.Format("2006-01-02T15:04:05Z")
		}
	}
	return m
}

func members(ids []string) []any {
	out := make([]any, len(ids))
	for i, id := range ids {
		out[i] = id
	}
	return out
}

func (p *Post) receive(ctx context.Context, typeName, id string, files []letter.File) ([]engine.Command, []string, error) {
	return p.receiveAs(ctx, typeName, id, "public", files)
}

// receiveAs puts the files of a mail on the disk and gives the commands that attach them.
func (p *Post) receiveAs(ctx context.Context, typeName, id, visibility string, files []letter.File) ([]engine.Command, []string, error) {
	uploads := make([]engine.Upload, len(files))
	for i, f := range files {
		uploads[i] = engine.Upload{Name: f.Name, MediaType: f.MediaType, Visibility: visibility, Content: bytes.NewReader(f.Content)}
	}
	return p.Engine.Receive(ctx, typeName, id, uploads...)
}

var pictures = regexp.MustCompile(`!\[([^\]]*)\]\(cid:([^)\s]+)\)`)

// pictured lets the text show the pictures that came with it.
func pictured(text string, files []letter.File, ids []string) string {
	return pictures.ReplaceAllStringFunc(text, func(found string) string {
		m := pictures.FindStringSubmatch(found)
		for i, f := range files {
			if f.ContentID != "" && strings.EqualFold(strings.ReplaceAll(m[2], "%20", " "), f.ContentID) {
				alt := m[1]
				if alt == "" {
					alt = f.Name
				}
				return "![" + strings.NewReplacer("[", "", "]", "").Replace(alt) + "](/files/" + ids[i] + ")"
			}
		}
		return m[1]
	})
}

var answers = regexp.MustCompile(`(?i)^\s*((re|aw|fw|fwd|wg|sv|vs|antw|rif|tr|odp|betr)(\[\d+\])?\s*:\s*)+`)

// title names a record by the subject, or by the first words where there is none.
func title(l *letter.Letter) string {
	t := strings.TrimSpace(answers.ReplaceAllString(l.Subject, ""))
	if t == "" {
		t = strings.TrimSpace(l.Subject)
	}
	if t == "" {
		t = strings.Join(strings.Fields(l.Text), " ")
	}
	if t == "" {
		t = l.From.Address
	}
	if t == "" {
		t = strconv.Itoa(len(l.Files))
	}
	return cut(t, 200)
}
