package cli

import (
	"steward/kernel/engine"
	"steward/kernel/fault"
)

// redactCommand takes values of one record away for good.
type redactCommand struct {
	Place
	Doer
	Type    string   `arg:"" help:"Type of the record, such as incident."`
	Record  string   `arg:"" help:"Number, key or id of the record."`
	Field   []string `help:"Field whose values go; may stand several times." required:""`
	Version int64    `help:"Only the value that stood at this version; every value when not given."`
	Reason  string   `help:"Why; the tombstone keeps it." required:""`
}

func (c *redactCommand) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		actor, err := c.actor(r, i)
		if err != nil {
			return err
		}
		_, err = i.Engine().Redact(r.ctx, actor, engine.Options{}, engine.Redaction{Type: c.Type, ID: c.Record, Fields: c.Field, Version: c.Version, Reason: c.Reason})
		if err == nil {
			r.line("shell.redact.done")
		}
		return err
	})
}

// eraseCommand takes away everything that the types declare to be about somebody.
type eraseCommand struct {
	Place
	Doer
	Type   string `arg:"" help:"Type of the record, such as person."`
	Record string `arg:"" help:"Number, key or id of the record."`
	Reason string `help:"Why; the tombstones keep it." required:""`
}

func (c *eraseCommand) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		actor, err := c.actor(r, i)
		if err != nil {
			return err
		}
		done, err := i.Engine().Erase(r.ctx, actor, engine.Erasing{Type: c.Type, ID: c.Record, Reason: c.Reason})
		if err != nil {
			return err
		}
		r.line("shell.erase.done", "n", done.Records)
		if len(done.Refused) > 0 {
			return done.Refused
		}
		if done.Records == 0 {
			return fault.New(fault.NotFound, "cli.erase", "nothing-to-erase")
		}
		return nil
	})
}
