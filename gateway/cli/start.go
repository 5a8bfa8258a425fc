package cli

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// startCommand runs a verb that a type has before there is a record: what its button does.
type startCommand struct {
	Place
	Doer
	Key    string   `help:"The same key again does nothing and answers as the first time."`
	Reason string   `help:"Why; the history shows it."`
	Type   string   `arg:"" help:"Type, such as incident."`
	Verb   string   `arg:"" help:"What to begin, such as phone or take_next."`
	Input  []string `arg:"" optional:"" passthrough:"" help:"What the verb takes, as --field value."`
}

func (c *startCommand) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		actor, err := c.actor(r, i)
		if err != nil {
			return err
		}
		actor.Reason = c.Reason
		values, err := pairs(c.Input)
		if err != nil {
			return err
		}
		options := engine.Options{Key: c.Key, Fingerprint: strings.Join(append([]string{c.Type, c.Verb}, c.Input...), "\n")}
		results, err := i.Engine().Do(r.ctx, actor, options, engine.Command{Do: engine.Start, Type: c.Type, Action: c.Verb, Values: values})
		if err != nil {
			return err
		}
		if row := results[0].Record; row != nil {
			r.line("shell.act.done", "type", c.Type, "name", nameOf(row), "version", row.Version())
		}
		return nil
	})
}

// askCommand puts a question of a type and lists what it finds, the best first.
type askCommand struct {
	Place
	Doer
	Type     string   `arg:"" help:"Type, such as incident."`
	Question string   `arg:"" help:"Question, such as similar."`
	Input    []string `arg:"" optional:"" passthrough:"" help:"What the question takes, as --field value."`
}

func (c *askCommand) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		actor, err := c.actor(r, i)
		if err != nil {
			return err
		}
		values, err := pairs(c.Input)
		if err != nil {
			return err
		}
		t, ok := i.Engine().Catalogue().Type(c.Type)
		if !ok {
			return fault.New(fault.NotFound, "cli.ask", "no-such-type", "type", c.Type)
		}
		found, err := i.Engine().Answer(r.ctx, actor, t.Name, c.Question, values)
		if err != nil {
			return err
		}
		return r.found(found)
	})
}

func (r *run) found(all []record.Finding) error {
	out := tabwriter.NewWriter(r.io.Out, 0, 4, 2, ' ', 0)
	for _, f := range all {
		fmt.Fprintf(out, "%.2f\t%s\t%s\t%s\n", f.Score, f.Number, f.Field+f.Title, f.Value)
	}
	return out.Flush()
}
