package conversation

import "steward/kernel/record"

// Fields of a draft.
var (
	DraftSubject    = record.AnyRef("subject").Required().Indexed()
	DraftWriter     = record.Person("writer").Required().Indexed()
	DraftVisibility = record.Choice("visibility", Public, Internal).Required().Default(Public)
	DraftBody       = record.LongText("body").Required().Examples("Please try it once more and tell me", "I have asked the provider.\n\nMore tomorrow.")

	draftExcerpt = record.Text("excerpt").Computed()
)

// DraftName is the name of the record type.
const DraftName = "draft"

// drafts declares the type: what somebody has begun to write and not sent. It is the writer's own;
// who works on its subject may read it and go on from it.
func drafts(staff []string) *record.Type {
	access := record.Access{{Role: record.Everyone, Can: []record.Operation{record.Read, record.Create, record.Change, record.Remove}, Rows: "writer = me"}}
	for _, role := range staff {
		access = append(access, record.Permission{Role: role, Can: []record.Operation{record.Read}, Via: DraftSubject.Name()})
	}
	return &record.Type{Name: DraftName, Title: draftExcerpt, Icon: "pencil", Access: access,
		Fields: record.Columns{DraftSubject, DraftWriter, DraftVisibility, DraftBody, draftExcerpt},
		Rules:  record.Rules{record.Formula("a draft is named by its first words", draftExcerpt, firstWordsOf(DraftBody), DraftBody)},
		List:   record.Columns{DraftWriter, draftExcerpt, DraftVisibility, DraftSubject}}
}
