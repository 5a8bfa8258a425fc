package cli

import (
	"fmt"
	"io"
	"strings"

	"steward/calc"
	"steward/kernel/fault"
)

type calcCommand struct {
	Name string `arg:"" help:"Name of the calculation."`
}

// Help lists the calculations, each with an input to try.
func (c *calcCommand) Help() string {
	var out strings.Builder
	for _, o := range calc.Operations() {
		fmt.Fprintf(&out, "%s: %s\n\n  echo '%s' | steward calc %s\n\n", o.Name, o.Sentence, o.Example, o.Name)
	}
	return out.String()
}

// longestInput is a little more than what any calculation takes.
const longestInput = 2 << 20

func (c *calcCommand) Run(r *run) error {
	o, err := calc.Find(c.Name)
	if err != nil {
		return fault.New(fault.NotFound, "cli.calc", "no-such-calculation", "name", c.Name).Because(err)
	}
	input, err := io.ReadAll(io.LimitReader(r.io.In, longestInput))
	if err != nil {
		return fmt.Errorf("cli.calc: %w", err)
	}
	output, err := o.Run(input)
	if err != nil {
		return fault.New(fault.Invalid, "cli.calc", "calculation-refused", "reason", err.Error()).Because(err)
	}
	fmt.Fprintln(r.io.Out, string(output))
	return nil
}
