package servicelevel

import (
	"context"

	"steward/ability/clock"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// Fields of an agreement.
var (
	AgreementName = record.Text("name").Required().Unique().Searched()
	AgreementKind = record.Choice("kind", clock.SLA, clock.OLA, clock.Underpinning).Required().Default(clock.SLA)
	Party         = record.Ref("party", "organisation").Indexed() // the customer, or the supplier
	AgreementNote = record.LongText("note")
	Active        = record.YesNo("active").Default(true)
)

// AgreementType is what is promised to a customer (SLA), between teams (OLA) or by a supplier.
var AgreementType = record.Type{Name: agreementName, Title: AgreementName, Keys: record.Columns{AgreementName}, Icon: "shield-check", Pages: record.Pages{Group: "service_level"},
	Fields: record.Columns{AgreementName, AgreementKind, Party, Active, AgreementNote},
	Rules:  record.Rules{remeasure("open work is measured again when an agreement changes")},
	Access: access(), List: record.Columns{AgreementName, AgreementKind, Party, Active},

	Configuration: &record.Configuration{By: record.Columns{AgreementName}}}

// Fields of an escalation step.
var (
	StepAgreement = record.Ref("agreement", "agreement").Required().Indexed()
	Percent       = record.Number("percent").Required().Examples("50", "75", "90", "100", "120")
	Tell          = record.Choices("tell", "assignee", "team", "team_lead", "service_owner")
	Also          = record.Refs("also", "person")
)

// StepType is who is told when a share of what was promised is used up.
var StepType = record.Type{Name: stepName, Icon: "megaphone",
	Fields: record.Columns{StepAgreement, Percent, Tell, Also},
	Rules: record.Rules{
		{On: record.Checking, Say: "a step lies between 1 and 1000 percent", Reads: record.Columns{Percent}, Do: inRange},
		remeasure("open work is measured again when a step changes"),
	},
	Access: access(), List: record.Columns{StepAgreement, Percent, Tell, Also},

	Configuration: &record.Configuration{By: record.Columns{StepAgreement, Percent}}}

func inRange(_ context.Context, d *record.Draft, _ record.Reader) error {
	if p, given := Percent.Get(d); given && (p < 1 || p > 1000) {
		return fault.New(fault.Invalid, "escalation_step", "not-a-percentage", "given", p).On(Percent.Name())
	}
	return nil
}

// MeasureTopic is the topic of the job that measures open work again.
const MeasureTopic = "clocks.measure"

func askAgain(_ context.Context, d *record.Draft, _ record.Reader) error {
	d.SendLater(record.Effect{Topic: MeasureTopic, Waiting: MeasureTopic})
	return nil
}
