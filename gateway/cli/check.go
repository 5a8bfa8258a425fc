package cli

import "fmt"

type checkCommand struct{ Place }

// Run looks through the installation; the exit code is 1 when something is not as it should be.
func (c *checkCommand) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		seen, err := i.Engine().Inspect(r.ctx)
		if err != nil {
			return err
		}
		for _, f := range seen.Findings {
			fmt.Fprintln(r.io.Out, r.say.Say("en", f.Key, f.Args))
		}
		r.line("check-done", "records", seen.Records, "findings", int64(len(seen.Findings))+seen.More, "seconds", fmt.Sprintf("%.1f", seen.Took.Seconds()))
		if len(seen.Findings) > 0 {
			return errFindings
		}
		return nil
	})
}
