// Package attachment is the ability of records to carry files.
//
// Its one rule: a file is reached through the record that carries it, never by what identifies its
// content. The content lies in the store of files before the attachment is written.
package attachment

import (
	"context"
	"regexp"
	"strings"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// TypeName is the name of the record type.
const TypeName = "attachment"

// Fields of an attachment.
var (
	Subject    = record.AnyRef("subject").Required().Indexed()
	Name       = record.Text("name").Required().Max(200).Searched()
	MediaType  = record.Text("media_type").Required().Examples("text/plain", "image/png")
	Size       = record.Number("size").Required() // bytes
	SHA256     = record.Text("sha256").Required().Indexed().Examples("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
	Visibility = record.Choice("visibility", "public", "internal").Required().Default("public")
	By         = record.Person("added_by")

	// readBy is Visibility as the action takes it: not asked, public when nothing is said.
	readBy = record.Choice("visibility", "public", "internal")
	// given is the id that the attachment shall have, where who uploads refers to it in the same write.
	given = record.Text("attachment_id")

	// Count is how many files a record carries; it changes the record's version with each.
	Count = record.Number("attachment_count").Computed().Default(0)
)

// Files gives a type its attachments. Public ones are read by whoever reads the record, internal
// ones by those of the staff who do.
func Files(staff ...string) record.Ability {
	return record.Ability{Name: "attachment", Panel: "attachments", Types: []*record.Type{attachments(staff)}, Fields: record.Columns{Count},
		Actions: record.Actions{{Name: "attach", Say: "add a file whose content is stored already", Roles: []string{record.Everyone},
			Takes: record.Columns{Name, MediaType, Size, SHA256, readBy, given}, Sets: record.Columns{Count}, Do: adds(staff)}}}
}

// attachments declares the type. Nobody reads the digest: who knows it could claim the content.
func attachments(staff []string) *record.Type {
	read, hidden := []record.Operation{record.Read}, []string{SHA256.Name()}
	access := record.Access{{Role: record.Everyone, Can: read, Via: Subject.Name(), Rows: "visibility = public", But: hidden}}
	for _, role := range staff {
		access = append(access, record.Permission{Role: role, Can: read, Via: Subject.Name(), But: hidden},
			record.Permission{Role: role, Can: []record.Operation{record.Remove}})
	}
	return &record.Type{Name: TypeName, Title: Name, Icon: "paperclip", Access: access,
		Fields: record.Columns{Subject, Name, MediaType, Size, SHA256, Visibility, By},
		Rules: record.Rules{
			{On: record.Checking, Say: "a file has a name without folders and a media type", Reads: record.Columns{Name, MediaType}, Do: named},
			{On: record.Checking, Say: "the content of a file is named by its digest", Reads: record.Columns{SHA256}, Do: digested},
		},
		Personal: []record.Personal{{Of: By, Fields: record.Columns{Name, SHA256}}},
		List:     record.Columns{Name, MediaType, Size, By, Subject}}
}

func adds(staff []string) func(context.Context, *record.Draft, record.Reader) error {
	return func(_ context.Context, d *record.Draft, r record.Reader) error {
		t, ok := r.Type(TypeName)
		if !ok {
			return fault.New(fault.Internal, "attachment.attach", "no-such-type", "type", TypeName)
		}
		a := record.NewDraft(t, nil)
		if id, ok := record.Given(d, given); ok && record.IsID(id) {
			a.SetAt(record.SlotID, record.ID.Value(id))
		}
		Subject.Set(a, record.Subject{Type: d.Type.Name, ID: d.ID()})
		By.Set(a, d.By)
		for _, f := range []record.Column{Name, MediaType, Size, SHA256, Visibility} {
			a.SetValue(f.Definition(), d.Input[f.Definition().Name])
		}
		if !works(staff, r.Actor()) || Visibility.Of(a) == "" {
			Visibility.Set(a, "public")
		}
		d.Follow(a)
		Count.Set(d, Count.Of(d)+1)
		return nil
	}
}

// Hand gives files of the draft's record to another record.
func Hand(ctx context.Context, d *record.Draft, r record.Reader, files []string, to record.Subject) error {
	for _, id := range files {
		row, err := r.System("hands files on").Get(ctx, TypeName, id)
		if err != nil {
			return err
		}
		if Subject.Of(row) != (record.Subject{Type: d.Type.Name, ID: d.ID()}) {
			continue
		}
		a := record.NewDraft(row.Type, row)
		Subject.Set(a, to)
		d.Follow(a)
		Count.Set(d, Count.Of(d)-1)
	}
	return nil
}

func works(staff []string, a record.Actor) bool {
	if a.System {
		return true
	}
	for _, role := range staff {
		if a.Is(role) {
			return true
		}
	}
	return false
}

var (
	mediaType = regexp.MustCompile(`^[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+$`)
	digest    = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

func named(_ context.Context, d *record.Draft, _ record.Reader) error {
	var refused fault.List
	if name := Name.Of(d); strings.ContainsAny(name, "/\\\r\n") || name == "." || name == ".." {
		refused = append(refused, fault.New(fault.Invalid, "attachment", "not-a-file-name", "given", name).On(Name.Name()))
	}
	if m := MediaType.Of(d); m != "" && !mediaType.MatchString(m) {
		refused = append(refused, fault.New(fault.Invalid, "attachment", "not-a-media-type", "given", m).On(MediaType.Name()))
	}
	return refused.OrNil()
}

func digested(_ context.Context, d *record.Draft, _ record.Reader) error {
	if h := SHA256.Of(d); h != "" && !digest.MatchString(h) {
		return fault.New(fault.Invalid, "attachment", "not-a-digest").On(SHA256.Name())
	}
	return nil
}
