package cli

import "steward/kernel/engine"

type undoCommand struct {
	Place
	Batch string `help:"Name of the import or bulk edit, as it was printed and as the history shows it." required:""`
}

// Run takes the batch back as the system, through the gateway import: what repeated the history of
// another system goes back the same way.
func (c *undoCommand) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		e := i.Engine()
		n, err := e.UndoBatch(r.ctx, e.SystemActor(engine.ImportGateway), engine.Options{}, c.Batch)
		if err != nil {
			return err
		}
		r.line("shell.undo.done", "n", n)
		sent, err := e.BatchEffects(r.ctx, e.SystemActor(engine.ImportGateway), c.Batch)
		for _, f := range sent {
			r.line("undo-not-outside", "topic", f.Topic, "type", f.Type, "record", f.Record, "version", f.Version)
		}
		return err
	})
}
