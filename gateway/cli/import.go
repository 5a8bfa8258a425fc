package cli

import (
	"embed"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"

	"steward/gateway/sheet"
	"steward/gateway/sheet/load"
	"steward/gateway/sheet/problem"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// Words are this room's texts, for word.Catalogue.Add(Words, "words").
//
//go:embed words/*.json
var Words embed.FS

type importCommand struct {
	Place
	File   string `arg:"" help:"Table to import: CSV and its relatives, also packed with gzip." type:"existingfile"`
	As     string `help:"Type of the records, such as incident." required:""`
	Map    string `help:"Mapping file that says what the columns mean; without it the header names the fields." type:"existingfile"`
	DryRun bool   `help:"Try everything and store nothing."`
	Report string `help:"File for the report, as JSON." type:"path"`
	Batch  string `help:"Name under which the import can be undone; made from the table when empty."`
	User   string `help:"E-mail address of the person under whose permissions to import; the system when empty."`
}

func (c *importCommand) Run(r *run) error {
	err := r.with(c.Place, func(i Installation) error { return c.load(r, i) })
	var several problem.List
	if errors.As(err, &several) {
		for _, p := range several {
			tellProblem(r, p)
		}
		return fault.New(fault.Invalid, "cli.import", "import-incomplete", "n", len(several))
	}
	return err
}

func (c *importCommand) load(r *run, i Installation) (err error) {
	e := i.Engine()
	t, ok := e.Catalogue().Type(c.As)
	if !ok {
		return fault.New(fault.NotFound, "cli.import", "no-such-type", "type", c.As)
	}
	actor, err := c.actor(r, i)
	if err != nil {
		return err
	}
	source, err := load.Open(r.ctx, t, c.File, c.Map, sheet.Options{Progress: r.reading})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	if source.Type() != t.Name {
		return fault.New(fault.Invalid, "cli.import", "mapping-of-other-type", "type", source.Type()).On("as")
	}
	report, err := load.Load(r.ctx, e, source, load.Options{Actor: actor, Batch: c.Batch, DryRun: c.DryRun, Words: r.say, Language: "en", Progress: r.importing})
	fmt.Fprintln(r.io.Err)
	if err != nil {
		return err
	}
	return c.finish(r, report)
}

// actor is the system, or the person who is named, acting through the gateway import.
func (c *importCommand) actor(r *run, i Installation) (record.Actor, error) {
	if c.User == "" {
		return i.Engine().SystemActor(engine.ImportGateway), nil
	}
	a, err := i.ActorOf(r.ctx, c.User)
	a.Gateway = engine.ImportGateway
	return a, err
}

func (c *importCommand) finish(r *run, report *sheet.Report) error {
	if c.Report != "" {
		if err := writeReport(r, report, c.Report); err != nil {
			return err
		}
	}
	c.sum(r, report)
	if n := report.Rows.Refused + report.Done.RefusedCases; n > 0 {
		return fault.New(fault.Invalid, "cli.import", "import-incomplete", "n", n)
	}
	return nil
}

func writeReport(r *run, report *sheet.Report, path string) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("cli.import: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return report.Write(f, r.say, "en")
}

const problemsShown = 20

// sum tells in a few lines what became of the table.
func (c *importCommand) sum(r *run, report *sheet.Report) {
	for n, p := range report.Problems {
		if n == problemsShown {
			r.line("shell.import.more", "n", len(report.Problems)+report.LeftOut-n)
			break
		}
		p.File = c.File
		tellProblem(r, p)
	}
	d, key := report.Done, "shell.import.made"
	if c.DryRun {
		key = "shell.import.would"
	}
	r.line(key, "created", d.Created, "continued", d.Continued, "there", d.There, "refused", d.RefusedCases+report.Cases.Refused)
	r.line("shell.import.events", "changed", d.Changed, "unchanged", d.Unchanged)
	for _, t := range slices.Sorted(maps.Keys(d.References)) {
		r.line("shell.import.reference", "count", d.References[t], "type", t)
	}
	if d.Created+d.Continued > 0 && !c.DryRun {
		r.line("shell.import.undo", "batch", report.Batch)
	}
}

func tellProblem(r *run, p *problem.Problem) {
	p.Explain(r.say, "en")
	fmt.Fprintf(r.io.Err, "%s: %s %s\n", p.Place(), p.Say, p.Help)
}

// line writes one line of the catalogue to the standard output.
func (r *run) line(key string, args ...any) {
	f := fault.New(fault.Internal, "", key, args...)
	fmt.Fprintln(r.io.Out, r.say.Say("en", key, f.Args))
}

func (r *run) reading(p sheet.Progress) {
	if p.Stage == sheet.Reading && p.Total > 0 {
		r.over("shell.import.reading", map[string]any{"percent": p.Done * 100 / p.Total})
	}
}

func (r *run) importing(p load.Progress) {
	rate := 0
	if s := p.Took.Seconds(); s > 0 {
		rate = int(float64(p.Events) / s)
	}
	r.over("shell.import.progress", map[string]any{"done": p.Cases, "all": p.All, "rate": rate})
}

// over writes a line over the one before, on the standard error.
func (r *run) over(key string, args map[string]any) {
	fmt.Fprintf(r.io.Err, "\r\x1b[K%s", r.say.Say("en", key, args))
}
