package escalation

import (
	"context"

	"steward/kernel/record"
)

// Fields of the escalations of people when they were a type of their own.
var (
	formerSubject = record.AnyRef("subject").Required().Indexed()
	formerKind    = record.Choice("kind", Functional, Hierarchical).Required()
	formerReason  = record.Text("reason").Required().Max(500)
	formerFrom    = record.Ref("from_team", "team")
	formerTeam    = record.Ref("to_team", "team")
	formerPerson  = record.Person("to_person")
	formerBy      = record.Person("by")
	formerAt      = record.Instant("escalated_at").Required()
	formerMoved   = record.YesNo("moved").Default(false)
)

// former is the type from which Move takes what people escalated. Nobody reads or writes it any more.
func former() *record.Type {
	return &record.Type{Name: "manual_escalation", Internal: true,
		Fields: record.Columns{formerSubject, formerKind, formerReason, formerFrom, formerTeam, formerPerson, formerBy, formerAt, formerMoved}}
}

// Move makes escalations of those that were kept apart. It is the data move with this number.
func Move(number int) record.DataMove {
	return record.DataMove{Number: number, Say: "escalations of people and of clocks are of one type", Of: "manual_escalation",
		Do: func(_ context.Context, d *record.Draft, r record.Reader) error {
			if formerMoved.Of(d) {
				return nil
			}
			e, err := New(r, formerSubject.Of(d), ByPerson)
			if err != nil {
				return err
			}
			Kind.Set(e, formerKind.Of(d))
			Reason.Set(e, formerReason.Of(d))
			FromTeam.Set(e, formerFrom.Of(d))
			ToTeam.Set(e, formerTeam.Of(d))
			if p := formerPerson.Of(d); p != "" {
				Told.Set(e, []string{p})
			}
			By.Set(e, formerBy.Of(d))
			At.Set(e, formerAt.Of(d))
			e.HappenedAt, e.Replays = d.HappenedAt, true
			d.Follow(e)
			formerMoved.Set(d, true)
			return nil
		}}
}
