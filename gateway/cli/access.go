package cli

import (
	"cmp"
	"fmt"
	"strings"
	"text/tabwriter"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// accessCommand tells why a person may do something with a record, or that they may not.
type accessCommand struct {
	Place
	Doer
	Person string `help:"E-mail address of the person of whom to tell." required:""`
	Type   string `arg:"" help:"Type of the record, such as incident."`
	Record string `arg:"" help:"Number, key or id of the record."`
}

func (c *accessCommand) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		t, ok := i.Engine().Catalogue().Type(c.Type)
		if !ok || t.Internal {
			return fault.New(fault.NotFound, "cli.access", "no-such-type", "type", c.Type)
		}
		asking, err := c.actor(r, i)
		if err != nil {
			return err
		}
		person, err := i.ActorOf(r.ctx, c.Person)
		if err != nil {
			return err
		}
		out := tabwriter.NewWriter(r.io.Out, 0, 4, 2, ' ', 0)
		for _, op := range []record.Operation{record.Read, record.Change, record.Remove} {
			reasons, err := i.Engine().Explain(r.ctx, asking, person, t.Name, c.Record, op)
			if err != nil {
				return err
			}
			operation := r.say.Say("en", "shell.access."+string(op), nil)
			if len(reasons) == 0 {
				fmt.Fprintf(out, "%s\t%s\n", operation, r.say.Say("en", "shell.access.no", map[string]any{"roles": strings.Join(person.Roles, ", ")}))
			}
			for _, why := range reasons {
				fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\n", operation, why.Role, cmp.Or(why.Rows, r.say.Say("en", "shell.access.all", nil)), cmp.Or(why.Via, "-"), r.fields(why.Fields, why.But))
			}
		}
		return out.Flush()
	})
}

// fields says to which fields a permission is limited.
func (r *run) fields(only, but []string) string {
	switch {
	case len(only) > 0:
		return strings.Join(only, ", ")
	case len(but) > 0:
		return r.say.Say("en", "shell.access.but", map[string]any{"fields": strings.Join(but, ", ")})
	}
	return r.say.Say("en", "shell.access.every", nil)
}
