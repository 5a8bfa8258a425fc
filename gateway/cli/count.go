package cli

import (
	"fmt"
	"text/tabwriter"

	"steward/calc/walltime"
	"steward/kernel/engine"
	"steward/kernel/record"
	"steward/kernel/value"
)

type countCommand struct {
	Place
	As     string `help:"Type of the records, such as incident." required:""`
	Filter string `help:"Only records that meet this condition."`
	By     string `help:"One or two fields to count by, such as state, or month(created_at),priority."`
}

func (c *countCommand) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		e := i.Engine()
		f, err := e.Aggregate(r.ctx, e.SystemActor("cli"), engine.AggregateAsk{Type: c.As, Filter: c.Filter, By: c.By, Background: true})
		if err != nil {
			return err
		}
		out := tabwriter.NewWriter(r.io.Out, 0, 4, 2, ' ', 0)
		for _, g := range f.Groups {
			for n, k := range g.Keys {
				fmt.Fprintf(out, "%s\t", keyText(r, e, f, n, k))
			}
			fmt.Fprintln(out, g.Figures[0].Num())
		}
		return out.Flush()
	})
}

// keyText writes what a group has in common as export writes it; records by their titles.
func keyText(r *run, e *engine.Engine, f *engine.Figures, dimension int, key value.Value) string {
	d := f.DimensionDef(dimension)
	switch {
	case key.IsEmpty():
		return "-"
	case f.Dimensions[dimension].Period:
		return walltime.FromDays(int(key.Int())).String()
	case d.Target != "" && record.IsID(key.Text()):
		if row, err := e.System("names what it counts").Get(r.ctx, d.Target, key.Text()); err == nil {
			return row.Title()
		}
	}
	return d.Kind.Format(d, key)
}
