package cli

import (
	"fmt"
	"io"
	"os"
	"strings"

	"steward/gateway/config"
	"steward/kernel/engine"
)

// configCommand keeps what configures the installation as text.
type configCommand struct {
	Export configExport `cmd:"" help:"Write custom fields, roles, permissions, shared views, categories and the like as YAML."`
	Diff   configDiff   `cmd:"" help:"Tell what a file would change; exit code 1 when it would."`
	Apply  configApply  `cmd:"" help:"Bring the installation to what a file says, as one batch that can be undone."`
}

type configExport struct {
	Place
	Doer
	Out string `arg:"" optional:"" help:"File to write; the standard output when empty." type:"path"`
}

func (c *configExport) Run(r *run) error {
	return r.with(c.Place, func(i Installation) (err error) {
		actor, err := c.actor(r, i)
		if err != nil {
			return err
		}
		var out io.Writer = r.io.Out
		if c.Out != "" {
			f, err := os.Create(c.Out)
			if err != nil {
				return fmt.Errorf("cli.config: %w", err)
			}
			defer func() {
				if e := f.Close(); err == nil {
					err = e
				}
			}()
			out = f
		}
		return config.Write(r.ctx, i.Engine(), actor, out)
	})
}

type configDiff struct {
	Place
	Doer
	File string `arg:"" help:"File to compare with." type:"existingfile"`
}

func (c *configDiff) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		actor, err := c.actor(r, i)
		if err != nil {
			return err
		}
		file, err := readConfig(i.Engine(), c.File)
		if err != nil {
			return err
		}
		found, err := config.Compare(r.ctx, i.Engine(), actor, file)
		if err != nil {
			return err
		}
		r.differences(found)
		if len(found) > 0 {
			return errFindings
		}
		return nil
	})
}

type configApply struct {
	Place
	Doer
	File   string `arg:"" help:"File to apply." type:"existingfile"`
	DryRun bool   `help:"Try it and store nothing."`
	Prune  bool   `help:"Remove what the file does not hold, of the types that it names."`
}

func (c *configApply) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		actor, err := c.actor(r, i)
		if err != nil {
			return err
		}
		file, err := readConfig(i.Engine(), c.File)
		if err != nil {
			return err
		}
		o := config.Options{Batch: "config-" + engine.NewID(), DryRun: c.DryRun, Prune: c.Prune}
		done, err := config.Apply(r.ctx, i.Engine(), actor, file, o)
		r.differences(done)
		switch {
		case err != nil:
			return err
		case len(done) == 0:
			r.line("shell.config.same")
		case c.DryRun:
			r.line("shell.config.would", "n", len(done))
		default:
			r.line("shell.config.done", "n", len(done))
			r.line("shell.import.undo", "batch", o.Batch)
		}
		return nil
	})
}

func readConfig(e *engine.Engine, path string) (map[string][]*config.Item, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("cli.config: %w", err)
	}
	defer f.Close()
	return config.Parse(e.Catalogue(), f)
}

// differences writes one line for each record: + only in the file, - only in the installation, ~ in
// both with the fields that differ.
func (r *run) differences(list []config.Difference) {
	for _, d := range list {
		mark := "~"
		switch {
		case d.Stored == nil:
			mark = "+"
		case d.Wanted == nil:
			mark = "-"
		}
		fmt.Fprintln(r.io.Out, strings.TrimRight(mark+" "+d.Type.Name+" "+d.Key+"  "+strings.Join(d.Fields, ", "), " "))
	}
}
