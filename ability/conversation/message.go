package conversation

import (
	"strings"

	"steward/kernel/record"
)

// Fields of a message.
var (
	Subject    = record.AnyRef("subject").Required().Indexed()
	Visibility = record.Choice("visibility", Public, Internal).Required().Default(Public)
	Author     = record.Person("author").Filtered()
	Body       = record.LongText("body").Required().Searched()
	Channel    = record.Choice("channel", "page", "phone", "mail", "api", "import", "alert", "chat")
	SentAt     = record.Instant("sent_at").Required().Indexed()
	SourceID   = record.Text("source_id").Unique().Filtered() // what the channel calls it, such as a mail's Message-ID
	Files      = record.Files("files")
	// Mentions are the people whom it names and who may read it.
	Mentions = record.Refs("mentions", "person")
	// Quoted is what a mail repeated of earlier ones below or above its own text.
	Quoted = record.LongText("quoted")

	excerpt = record.Text("excerpt").Computed()
)

// TypeName is the name of the record type.
const TypeName = "message"

// Who reads a message.
const (
	Public   = "public"   // everybody who may read its subject
	Internal = "internal" // those of them who work on it
)

const excerptLength = 120 // characters

// messages declares the type. A message is written by the actions of its subject, never by itself,
// and is read by the readers of its subject.
func messages(staff []string) *record.Type {
	read := []record.Operation{record.Read}
	access := record.Access{{Role: record.Everyone, Can: read, Via: Subject.Name(), Rows: "visibility = " + Public}}
	for _, role := range staff {
		access = append(access, record.Permission{Role: role, Can: read, Via: Subject.Name()})
	}
	return &record.Type{Name: TypeName, Title: excerpt, Icon: "message-square", Access: access,
		Fields:   record.Columns{Subject, Visibility, Author, Body, Channel, SentAt, SourceID, Files, Mentions, Quoted, excerpt},
		Rules:    record.Rules{record.Formula("a message is named by its first words", excerpt, firstWordsOf(Body), Body)},
		Personal: []record.Personal{{Of: Author, Fields: record.Columns{Body, Quoted}}},
		Orders:   []string{"-sent_at"}, Unindexed: record.Columns{record.CreatedAt, record.UpdatedAt},
		List: record.Columns{SentAt, Author, excerpt, Visibility, Subject}}
}

// firstWordsOf shortens a text to what names it.
func firstWordsOf(body record.Field[string]) func(*record.Draft) string {
	return func(d *record.Draft) string {
		text := []rune(strings.Join(strings.Fields(body.Of(d)), " "))
		if len(text) <= excerptLength {
			return string(text)
		}
		return string(text[:excerptLength-1]) + "…"
	}
}
