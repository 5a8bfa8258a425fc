package cli

import (
	"fmt"
	"text/tabwriter"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// actCommand runs what a button of a page runs.
type actCommand struct {
	Place
	Type   string            `arg:"" help:"Type of the record, such as incident."`
	Verb   string            `arg:"" help:"Action of a record, or verb or question of the type: resolve_children, take_next, similar."`
	Record string            `arg:"" optional:"" help:"Number, id or key of the record, for an action."`
	With   map[string]string `help:"What the verb takes: --with body=Done."`
	User   string            `help:"E-mail address of the person who does it." required:""`
}

// Run finds out what the verb is: a start or a question of the type, else an action of the record.
func (c *actCommand) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		actor, err := i.ActorOf(r.ctx, c.User)
		if err != nil {
			return err
		}
		actor.Gateway = "cli"
		e, input := i.Engine(), map[string]any{}
		for k, v := range c.With {
			input[k] = v
		}
		t, ok := e.Catalogue().Type(c.Type)
		if !ok {
			return fault.New(fault.NotFound, "cli.act", "no-such-type", "type", c.Type)
		}
		command := engine.Command{Do: engine.Act, Type: t.Name, ID: c.Record, Action: c.Verb, Values: input}
		if _, asks := t.Question(c.Verb); asks {
			found, err := e.Answer(r.ctx, actor, t.Name, c.Verb, input)
			if err != nil {
				return err
			}
			return r.answer(found)
		}
		if _, begins := t.Start(c.Verb); begins {
			command.Do = engine.Start
		}
		done, err := e.Do(r.ctx, actor, engine.Options{}, command)
		if err != nil {
			return err
		}
		fmt.Fprintln(r.io.Out, done[0].Record.Number(), done[0].Record.ID(), done[0].Record.State())
		return nil
	})
}

func (r *run) answer(found []record.Finding) error {
	out := tabwriter.NewWriter(r.io.Out, 0, 4, 2, ' ', 0)
	for _, f := range found {
		fmt.Fprintf(out, "%.2f\t%s\t%s\t%s\n", f.Score, f.Number, f.Field+f.Title, f.Value)
	}
	return out.Flush()
}
