package web

import (
	"net/http"
	"strings"
	"time"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/query"
	"steward/kernel/record"
)

// The type and fields in which the ability keeps what was begun and not sent.
const (
	draftType, writerField = "draft", "writer"
	// draftRows is how many drafts of one record are looked at.
	draftRows = 10
	// leftFor is how long a colleague's draft is offered to others.
	leftFor = 7 * 24 * time.Hour
)

// draftsOf lists what was begun about the record and not sent, the newest first.
func (v *visit) draftsOf(row *record.Record) ([]*record.Record, error) {
	t, ok := v.Engine.Catalogue().Type(draftType)
	if !ok || !v.may(t, record.Read) {
		return nil, nil
	}
	page, err := v.Engine.List(v.r.Context(), v.actor, engine.Ask{Type: draftType, Also: query.AllOf(refersTo(aboutField, row)), Order: "-updated_at", Limit: draftRows})
	if err != nil {
		return nil, err
	}
	for _, d := range page.Records {
		v.Names.Want(record.PersonType, d.Named(writerField).Text())
	}
	return page.Records, v.loadNames()
}

// begun gives the person's own draft among them, nil where there is none.
func (v *visit) begun(kept []*record.Record) *record.Record {
	for _, d := range kept {
		if d.Named(writerField).Text() == v.actor.Person {
			return d
		}
	}
	return nil
}

// compose puts into the composer what the person began, here or on another device, or a colleague's
// draft that the address names.
func (v *visit) compose(row *record.Record, kept []*record.Record, c *view.Composer) {
	if v.saying != nil {
		return
	}
	from := v.begun(kept)
	for _, d := range kept {
		if d.ID() == v.query.Get(draftType) {
			from = d
		}
	}
	if from != nil {
		c.Text, c.Mode = from.Named(bodyField).Text(), from.Named(visibilityField).Text()
	}
	c.Keep = kind.Path(row.Type, row) + "/draft"
}

func (v *visit) draftLink(t *record.Type, row *record.Record, kept []*record.Record, person string) *view.Link {
	for _, d := range kept {
		if d.Named(writerField).Text() == person {
			return &view.Link{Label: v.Say("talk.draft"), Href: kind.Path(t, row) + "?" + draftType + "=" + d.ID()}
		}
	}
	return nil
}

// leftDraft offers what a colleague began a while ago and did not send.
func (v *visit) leftDraft(t *record.Type, row *record.Record, kept []*record.Record) *view.Presence {
	for _, d := range kept {
		person := d.Named(writerField).Text()
		at := time.UnixMicro(d.At(record.SlotUpdatedAt).Int())
		if person == v.actor.Person || d.ID() == v.query.Get(draftType) || v.Now.Sub(at) > leftFor {
			continue
		}
		return &view.Presence{Person: v.who(person), Text: v.Say("talk.began", "time", v.Moment(at).Text), Draft: v.draftLink(t, row, kept, person)}
	}
	return nil
}

// keepDraft keeps what the person is writing; nothing is kept of an empty text.
func keepDraft(v *visit) error {
	_, row, err := v.recordOf()
	if err != nil {
		return err
	}
	kept, err := v.draftsOf(row)
	if err != nil {
		return err
	}
	was, text := v.begun(kept), v.posted().Get("text")
	c := engine.Command{Do: engine.Change, Type: draftType, Values: map[string]any{bodyField: text, visibilityField: either(v.posted().Get("mode"), "public")}}
	switch {
	case was == nil && strings.TrimSpace(text) == "":
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	case was == nil:
		c.Do, c.Values[writerField] = engine.Create, v.actor.Person
		c.Values[aboutField] = map[string]any{"type": row.Type.Name, "id": row.ID()}
	case strings.TrimSpace(text) == "":
		c.Do, c.ID, c.Values = engine.Remove, was.ID(), nil
	default:
		c.ID = was.ID()
	}
	if _, err := v.Engine.Do(v.r.Context(), v.actor, engine.Options{}, c); err != nil {
		return err
	}
	v.w.WriteHeader(http.StatusNoContent)
	return nil
}

// sent is the command that takes away the person's draft of a record, with what is said instead.
func (v *visit) sent(row *record.Record) ([]engine.Command, error) {
	kept, err := v.draftsOf(row)
	if err != nil {
		return nil, err
	}
	if was := v.begun(kept); was != nil {
		return []engine.Command{{Do: engine.Remove, Type: draftType, ID: was.ID()}}, nil
	}
	return nil, nil
}
