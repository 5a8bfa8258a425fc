package mail

import (
	"bytes"
	"context"
	"embed"
	"html/template"
	"io"
	"net/mail"
	"regexp"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"steward/gateway/mail/letter"
	"steward/kernel/fault"
	"steward/kernel/markdown"
	"steward/kernel/record"
)

// letterTo is what a mail is made of.
type letterTo struct {
	notice, about, box *record.Record
	origin             origin
	actor              record.Actor
	person             *record.Record
}

// content is what stands in a mail, for both templates.
type content struct {
	Language, Lead, Number, Title, Link, LinkText, Signature, Footer string
	Text                                                             string        // of the message, as it was written
	Markup                                                           template.HTML // the same, drawn
}

//go:embed notice.html
var pages embed.FS

var page = template.Must(template.ParseFS(pages, "notice.html"))

// compose writes the mail in the recipient's language. What stands in it is read as the recipient.
func (p *Post) compose(ctx context.Context, l letterTo) (*gomail.Msg, error) {
	lang, kind := l.person.Named("language").Text(), l.notice.Named("kind").Text()
	c := content{Language: lang, Number: l.about.Number(), Title: l.about.Title(), LinkText: p.Words.Say(lang, "letter.open", nil),
		Signature: record.InLanguage(l.box.Named("signature"), lang), Footer: p.Words.Say(lang, "letter.footer."+kind, nil)}
	if p.Pages != "" {
		c.Link = strings.TrimSuffix(p.Pages, "/") + "/t/" + l.about.Type.Plural + "/" + either(l.about.Number(), l.about.ID())
	}
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	args := map[string]any{"number": either(l.about.Number(), l.about.Title()), "title": l.about.Title(), "name": p.causer(ctx, l), "person": l.person.Title(), "at": p.moment(l.actor, lang, l.notice)}
	message, err := p.message(ctx, l)
	if err != nil {
		return nil, err
	}
	if message != nil {
		c.Text = message.Named(bodyField).Text()
		args["at"] = p.when(l.actor, lang, message.Named("sent_at").Int())
		if c.Text, err = p.enclose(ctx, l, m, c.Text, message.Named(filesField).Members()); err != nil {
			return nil, err
		}
		c.Markup = template.HTML(cidHTML(markdown.HTML(c.Text))) // drawn by the one renderer, which lets no script through
	}
	key := "letter." + kind + ".lead"
	if message == nil {
		if _, bare := p.Words.Lookup(lang, key+".bare"); bare {
			key += ".bare"
		}
	}
	c.Lead = p.Words.Say(lang, key, args)
	if kind == "failing" {
		c.Text = l.about.Named("failure").Text()
		c.Markup = template.HTML("<p>" + template.HTMLEscapeString(c.Text) + "</p>")
	}
	p.envelope(l, m, p.Words.Say(lang, "letter."+kind+".subject", args))
	var drawn bytes.Buffer
	if err := page.Execute(&drawn, c); err != nil {
		return nil, fault.Wrap("mail.compose", err)
	}
	m.SetBodyString(gomail.TypeTextPlain, c.plain())
	m.AddAlternativeString(gomail.TypeTextHTML, drawn.String())
	return m, nil
}

// envelope writes the headers: who, to whom, in which thread, and that a machine sent it.
func (p *Post) envelope(l letterTo, m *gomail.Msg, subject string) {
	address := l.box.Named("address").Text()
	m.FromMailAddress(&mail.Address{Name: l.box.Title(), Address: address})
	m.EnvelopeFromMailAddress(&mail.Address{Address: address})
	m.ToMailAddress(&mail.Address{Name: l.person.Title(), Address: l.person.Named("email").Text()})
	m.ReplyToMailAddress(&mail.Address{Name: l.box.Title(), Address: replyAddress(l.box, nameOf(l.about))})
	m.Subject(subject)
	m.SetDateWithValue(time.UnixMicro(l.notice.At(record.SlotCreatedAt).Int()))
	m.SetMessageIDWithValue(messageID(l.box, nameOf(l.about), l.notice.ID()))
	root := threadID(l.box, l.about)
	refs := []string{"<" + root + ">"}
	for i := min(len(l.origin.answers), 8) - 1; i >= 0; i-- {
		refs = append(refs, "<"+l.origin.answers[i]+">")
	}
	m.SetGenHeaderPreformatted(gomail.HeaderReferences, strings.Join(refs, "\r\n "))
	m.SetGenHeaderPreformatted(gomail.HeaderInReplyTo, "<"+either(l.origin.theirs, root)+">")
	auto := "auto-generated"
	if l.notice.Named("kind").Text() == "received" {
		auto = "auto-replied"
	}
	m.SetGenHeader("Auto-Submitted", auto)
	m.SetGenHeader("X-Auto-Response-Suppress", "OOF, AutoReply, RN, NRN")
	m.SetGenHeader(letter.HouseHeader, l.box.ID())
}

// message gives the message that a notice tells of, as the recipient may read it.
func (p *Post) message(ctx context.Context, l letterTo) (*record.Record, error) {
	id := l.notice.Named("message").Text()
	if id == "" {
		return nil, nil
	}
	row, err := p.Engine.As(l.actor).Get(ctx, messageType, id)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return row, err
}

// causer names who did what the notice tells of.
func (p *Post) causer(ctx context.Context, l letterTo) string {
	id := l.notice.Named("caused_by").Text()
	if id == "" {
		return l.box.Title()
	}
	row, err := p.Engine.System("names who wrote").Get(ctx, personType, id)
	if err != nil {
		return l.box.Title()
	}
	return row.Title()
}

func (p *Post) moment(a record.Actor, lang string, row *record.Record) string {
	return p.when(a, lang, row.At(record.SlotCreatedAt).Int())
}

// when writes an instant in the person's language and zone.
func (p *Post) when(a record.Actor, lang string, at int64) string {
	zone := a.Zone
	if zone == nil {
		zone = p.Engine.Zone()
	}
	return time.UnixMicro(at).In(zone).Format(p.Words.Say(lang, "letter.moment", nil))
}

// mostEnclosed is how many bytes of files go along; more stand at the record.
const mostEnclosed = 10 << 20

var ownPicture = regexp.MustCompile(`\(/files/([0-9a-f]{32})\)`)

// enclose puts the files of a message into the mail, pictures of its text where they stand.
func (p *Post) enclose(ctx context.Context, l letterTo, m *gomail.Msg, text string, ids []string) (string, error) {
	shown := map[string]bool{}
	for _, found := range ownPicture.FindAllStringSubmatch(text, -1) {
		shown[found[1]] = true
	}
	room := int64(mostEnclosed)
	for _, id := range ids {
		f, err := p.Engine.Content(ctx, l.actor, attachmentType, id)
		if fault.Is(err, fault.NotFound) || err == nil && f.Size > room {
			if err == nil {
				text += "\n\n" + p.Words.Say(l.person.Named("language").Text(), "letter.left-out", map[string]any{"file": f.Name})
				f.Close()
			}
			continue
		}
		if err != nil {
			return "", err
		}
		content, err := io.ReadAll(f)
		f.Close()
		if err != nil {
			return "", fault.Wrap("mail.enclose", err)
		}
		room -= f.Size
		if shown[id] {
			err = m.EmbedReader(f.Name, bytes.NewReader(content), gomail.WithFileContentID("<"+id+"@steward>"), gomail.WithFileContentType(gomail.ContentType(f.MediaType)))
		} else {
			err = m.AttachReader(f.Name, bytes.NewReader(content), gomail.WithFileContentType(gomail.ContentType(f.MediaType)))
		}
		if err != nil {
			return "", fault.Wrap("mail.enclose", err)
		}
	}
	return text, nil
}

var ownSource = regexp.MustCompile(`src="/files/([0-9a-f]{32})"`)

func cidHTML(html string) string { return ownSource.ReplaceAllString(html, `src="cid:$1@steward"`) }

var (
	escaped       = regexp.MustCompile("\\\\([\\\\`*_{}\\[\\]()#+\\-.!<>~|=])")
	pictureInText = regexp.MustCompile(`!\[([^\]]*)\]\([^)]*\)`)
)

// plain is the mail for those who read no HTML.
func (c *content) plain() string {
	var parts []string
	body := pictureInText.ReplaceAllString(c.Text, "[$1]")
	body = strings.ReplaceAll(escaped.ReplaceAllString(body, "$1"), "\u00a0", " ")
	where := strings.TrimSpace(c.Number + " " + c.Title)
	if c.Link != "" {
		where += "\n" + c.Link
	}
	for _, s := range []string{c.Lead, body, where, c.Signature, c.Footer} {
		if s = strings.TrimSpace(s); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "\n\n") + "\n"
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
