package cli

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// Doer names under whose permissions a command runs.
type Doer struct {
	User string `help:"E-mail address of the person under whose permissions to do it; the system when empty." env:"STEWARD_USER"`
}

func (d Doer) actor(r *run, i Installation) (record.Actor, error) {
	if d.User == "" {
		return i.Engine().SystemActor("cli"), nil
	}
	a, err := i.ActorOf(r.ctx, d.User)
	a.Gateway = "cli"
	return a, err
}

// actCommand runs an action of a record: the same declaration gives the button and the operation.
type actCommand struct {
	Place
	Doer
	Key    string   `help:"The same key again does nothing and answers as the first time."`
	Reason string   `help:"Why; the history shows it."`
	Type   string   `arg:"" help:"Type of the record, such as incident."`
	Record string   `arg:"" optional:"" help:"Number, key or id of the record; without it the actions of the type are listed."`
	Action string   `arg:"" optional:"" help:"Action, or move of the lifecycle."`
	Input  []string `arg:"" optional:"" passthrough:"" help:"What the action takes, as --field value."`
}

func (c *actCommand) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		t, ok := i.Engine().Catalogue().Type(c.Type)
		if !ok || t.Internal {
			return fault.New(fault.NotFound, "cli.act", "no-such-type", "type", c.Type)
		}
		if c.Action == "" || slices.Contains(c.Input, "--help") {
			return c.list(r, t)
		}
		actor, err := c.actor(r, i)
		if err != nil {
			return err
		}
		actor.Reason = c.Reason
		command, err := c.command(r, i, actor, t)
		if err != nil {
			return err
		}
		results, err := i.Engine().Do(r.ctx, actor, engine.Options{Key: c.Key, Fingerprint: strings.Join(append([]string{c.Type, c.Record, c.Action}, c.Input...), "\n")}, command)
		if err != nil {
			return err
		}
		if row := results[0].Record; row != nil {
			r.line("shell.act.done", "type", t.Name, "name", nameOf(row), "version", row.Version())
		}
		return nil
	})
}

// command makes of the words of the command line what the engine runs: an action, or a move.
func (c *actCommand) command(r *run, i Installation, actor record.Actor, t *record.Type) (engine.Command, error) {
	values, err := pairs(c.Input)
	if err != nil {
		return engine.Command{}, err
	}
	if _, is := t.Action(c.Action); is {
		return engine.Command{Do: engine.Act, Type: t.Name, ID: c.Record, Action: c.Action, Values: values}, nil
	}
	row, err := i.Engine().As(actor).Get(r.ctx, t.Name, c.Record)
	if err != nil {
		return engine.Command{}, err
	}
	if t.States != nil {
		for _, m := range t.States.Out(row.State()) {
			if m.Name == c.Action {
				values[record.StateName] = m.To
				return engine.Command{Do: engine.Change, Type: t.Name, ID: row.ID(), Values: values}, nil
			}
		}
		if slices.ContainsFunc(t.States.Moves, func(m record.Move) bool { return m.Name == c.Action }) {
			return engine.Command{}, fault.New(fault.Invalid, "cli.act", "action-not-now", "action", c.Action)
		}
	}
	return engine.Command{}, fault.New(fault.NotFound, "cli.act", "no-such-action", "action", c.Action, "type", t.Name)
}

// pairs reads --field value and --field=value; a field that stands twice is a list.
func pairs(words []string) (map[string]any, error) {
	values := map[string]any{}
	for i := 0; i < len(words); i++ {
		name, isField := strings.CutPrefix(words[i], "--")
		if !isField || name == "" {
			return nil, fault.New(fault.Invalid, "cli.act", "field-expected", "given", words[i])
		}
		name, value, joined := strings.Cut(name, "=")
		if !joined {
			if i++; i == len(words) {
				return nil, fault.New(fault.Invalid, "cli.act", "value-expected").On(name)
			}
			value = words[i]
		}
		switch before := values[name].(type) {
		case nil:
			values[name] = value
		case string:
			values[name] = []string{before, value}
		case []string:
			values[name] = append(before, value)
		}
	}
	return values, nil
}

func nameOf(row *record.Record) string {
	if n := row.Number(); n != "" {
		return n
	}
	return row.ID()
}

// list tells from the catalogue what may be done with records of a type, and what each verb takes.
func (c *actCommand) list(r *run, t *record.Type) error {
	out := tabwriter.NewWriter(r.io.Out, 0, 4, 2, ' ', 0)
	line := func(name, label string, takes record.Columns) {
		if c.Action != "" && c.Action != name {
			return
		}
		fmt.Fprintf(out, "%s\t%s\t%s\n", name, label, takenBy(takes))
	}
	for _, a := range t.AllActions() {
		line(a.Name, r.say.Say("en", t.Name+".action."+a.Name, nil), a.Takes)
	}
	if t.States != nil {
		var told []string
		for _, m := range t.States.Moves {
			if !slices.Contains(told, m.Name) {
				told = append(told, m.Name)
				line(m.Name, r.say.Say("en", t.Name+".move."+m.Name, nil), m.Asks)
			}
		}
	}
	return out.Flush()
}

func takenBy(fields record.Columns) string {
	var out []string
	for _, f := range fields {
		d := f.Definition()
		what := "--" + d.Name + " " + strings.ToUpper(d.Kind.Name())
		if len(d.Options) > 0 {
			keys := make([]string, len(d.Options))
			for i, o := range d.Options {
				keys[i] = o.Key
			}
			what = "--" + d.Name + " " + strings.Join(keys, "|")
		}
		if !d.Required {
			what = "[" + what + "]"
		}
		out = append(out, what)
	}
	return strings.Join(out, " ")
}
