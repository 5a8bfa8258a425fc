package web

import (
	"steward/kernel/engine"
	"steward/kernel/query"
	"steward/kernel/record"
)

// The type in which the ability keeps what a person is told, and the action that says it was seen.
const (
	noticeType, toldField, seenField, seenAction = "notice", "person", "read_at", "mark_read"
	// seenRows is how many notices of one record are seen at once.
	seenRows = 50
)

// seen marks what the person was told of a record as read: they have it open.
func (v *visit) seen(row *record.Record) error {
	t, ok := v.Engine.Catalogue().Type(noticeType)
	if !ok || v.actor.Person == "" || !v.may(t, record.Read) {
		return nil
	}
	mine := query.Compare{Path: []string{toldField}, Op: query.Equal, Values: []query.Literal{{Text: "me"}}}
	waiting := query.Compare{Path: []string{seenField}, Op: query.Empty}
	page, err := v.Engine.List(v.r.Context(), v.actor, engine.Ask{Type: noticeType, Also: query.AllOf(refersTo(aboutField, row), mine, waiting), Limit: seenRows})
	if err != nil || len(page.Records) == 0 {
		return err
	}
	var commands []engine.Command
	for _, n := range page.Records {
		commands = append(commands, engine.Command{Do: engine.Act, Type: noticeType, ID: n.ID(), Action: seenAction})
	}
	_, err = v.Engine.Do(v.r.Context(), v.actor, engine.Options{}, commands...)
	return err
}
