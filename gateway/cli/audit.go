package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"steward/kernel/engine"
	"steward/kernel/fault"
)

// auditCommand checks and exports the history of all records.
type auditCommand struct {
	Verify auditVerify `cmd:"" help:"Check the whole history against itself, its seals and the records; exit code 1 when something does not fit."`
	Export auditExport `cmd:"" help:"Write the chain of seals, one as JSON a line, to keep it elsewhere."`
	Seal   auditSeal   `cmd:"" help:"Seal at once what was written since the last seal."`
}

type auditVerify struct {
	Place
	Against string `help:"Seals exported earlier, which must still be there." type:"existingfile"`
	JSON    bool   `help:"Write the findings as JSON."`
}

// errFindings says by the exit code what the output says by words.
var errFindings = errors.New("the audit does not verify")

func (c *auditVerify) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		known, err := readSeals(c.Against)
		if err != nil {
			return err
		}
		report, err := i.Engine().Verify(r.ctx, known...)
		if err != nil {
			return err
		}
		if c.JSON {
			return r.auditJSON(report)
		}
		r.findings(report)
		if len(report.Findings) > 0 {
			return errFindings
		}
		return nil
	})
}

// findings writes what a verification found, each as its sentence, and the figures.
func (r *run) findings(report *engine.AuditReport) {
	for _, f := range report.Findings {
		fmt.Fprintln(r.io.Out, r.say.Say("en", f.Key, f.Args))
	}
	args := map[string]any{"rows": report.Rows, "records": report.Records, "seals": report.Seals, "unsealed": report.Unsealed,
		"seconds": fmt.Sprintf("%.1f", report.Took.Seconds()), "findings": int64(len(report.Findings)) + report.More}
	fmt.Fprintln(r.io.Out, r.say.Say("en", "audit-verified", args))
}

func (r *run) auditJSON(report *engine.AuditReport) error {
	type finding struct {
		Key  string         `json:"key"`
		Text string         `json:"text"`
		Args map[string]any `json:"args"`
	}
	findings := []finding{}
	for _, f := range report.Findings {
		findings = append(findings, finding{f.Key, r.say.Say("en", f.Key, f.Args), f.Args})
	}
	out := json.NewEncoder(r.io.Out)
	out.SetIndent("", "  ")
	err := out.Encode(map[string]any{"rows": report.Rows, "records": report.Records, "seals": report.Seals, "unsealed": report.Unsealed,
		"newest_seal": report.Newest, "seconds": report.Took.Seconds(), "findings": findings, "more": report.More})
	if err == nil && len(findings) > 0 {
		return errFindings
	}
	return err
}

// readSeals reads an export of seals, nothing when there is no file.
func readSeals(path string) ([]*engine.Seal, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("cli.audit: %w", err)
	}
	defer f.Close()
	var out []*engine.Seal
	for in := json.NewDecoder(f); ; {
		var s engine.Seal
		switch err := in.Decode(&s); {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return nil, fault.New(fault.Invalid, "cli.audit", "audit-export-unreadable", "file", path).Because(err)
		}
		out = append(out, &s)
	}
}

type auditExport struct {
	Place
	Out string `arg:"" optional:"" help:"File to write; the standard output when empty." type:"path"`
}

const sealsAtOnce = 500

func (c *auditExport) Run(r *run) error {
	return r.with(c.Place, func(i Installation) (err error) {
		var out io.Writer = r.io.Out
		if c.Out != "" {
			f, err := os.OpenFile(c.Out, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
			if err != nil {
				return fmt.Errorf("cli.audit: %w", err)
			}
			defer func() { err = errors.Join(err, f.Sync(), f.Close()) }()
			out = f
		}
		lines := json.NewEncoder(out)
		for above := int64(0); ; {
			seals, err := i.Engine().Seals(r.ctx, above, sealsAtOnce)
			if err != nil {
				return err
			}
			for _, s := range seals {
				if err := lines.Encode(s); err != nil {
					return fmt.Errorf("cli.audit: %w", err)
				}
				above = s.Number
			}
			if len(seals) < sealsAtOnce {
				return nil
			}
		}
	})
}

type auditSeal struct{ Place }

func (c *auditSeal) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		start := time.Now()
		rows, err := i.Engine().Seal(r.ctx)
		if err != nil {
			return err
		}
		fmt.Fprintln(r.io.Out, r.say.Say("en", "audit-sealed", map[string]any{"rows": rows, "seconds": fmt.Sprintf("%.1f", time.Since(start).Seconds())}))
		return nil
	})
}
