package cli

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

type exportCommand struct {
	Place
	As     string   `help:"Type of the records, such as incident." required:""`
	Filter string   `help:"Only records that meet this condition."`
	Order  string   `help:"Order of the records." default:"created_at"`
	Fields []string `help:"Names of the fields; all when none is given."`
	Format string   `help:"csv, or json: one object a line." enum:"csv,json" default:"csv"`
	Out    string   `help:"File to write; the standard output when empty." type:"path"`
}

func (c *exportCommand) Run(r *run) error {
	return r.with(c.Place, func(i Installation) (err error) {
		t, ok := i.Engine().Catalogue().Type(c.As)
		if !ok {
			return fault.New(fault.NotFound, "cli.export", "no-such-type", "type", c.As)
		}
		defs, err := exported(t, c.Fields)
		if err != nil {
			return err
		}
		var out io.Writer = r.io.Out
		if c.Out != "" {
			f, err := os.Create(c.Out)
			if err != nil {
				return fmt.Errorf("cli.export: %w", err)
			}
			defer func() {
				if e := f.Close(); err == nil {
					err = e
				}
			}()
			out = f
		}
		ask := engine.Ask{Type: t.Name, Filter: c.Filter, Order: c.Order, Limit: engine.MostRows, Background: true}
		if c.Format == "json" {
			return exportJSON(r, i, ask, defs, out)
		}
		return exportCSV(r, i, ask, defs, out)
	})
}

func exported(t *record.Type, fields []string) ([]*record.Def, error) {
	if len(fields) == 0 {
		return t.Defs(), nil
	}
	var defs []*record.Def
	for _, name := range fields {
		d, ok := t.Field(name)
		if !ok {
			return nil, fault.New(fault.Invalid, "cli.export", "no-such-field", "field", name, "type", t.Name).On("fields")
		}
		defs = append(defs, d)
	}
	return defs, nil
}

func exportCSV(r *run, i Installation, ask engine.Ask, defs []*record.Def, out io.Writer) error {
	w := csv.NewWriter(out)
	line := make([]string, len(defs))
	for n, d := range defs {
		line[n] = d.Name
	}
	if err := w.Write(line); err != nil {
		return fmt.Errorf("cli.export: %w", err)
	}
	err := eachPage(r, i, ask, func(row *record.Record) error {
		for n, d := range defs {
			line[n] = Harmless(d.Kind.Format(d, row.ValueOf(d)))
		}
		return w.Write(line)
	})
	if err != nil {
		return err
	}
	w.Flush()
	return w.Error()
}

// Harmless keeps a spreadsheet from running a text as a formula: an apostrophe stands in front of
// =, +, -, @, tab and carriage return, unless the text is a plain number (OWASP, CSV injection).
// A text that has apostrophes there already gets one more, so that import can take one away.
func Harmless(s string) string {
	bare := strings.TrimLeft(s, "'")
	if bare == "" || !strings.ContainsRune("=+-@\t\r", rune(bare[0])) {
		return s
	}
	if bare == s && strings.Trim(s, "+-0123456789.") == "" && strings.Count(s, ".") < 2 && strings.LastIndexAny(s, "+-") == 0 && len(s) > 1 {
		return s
	}
	return "'" + s
}

func exportJSON(r *run, i Installation, ask engine.Ask, defs []*record.Def, out io.Writer) error {
	w := json.NewEncoder(out)
	return eachPage(r, i, ask, func(row *record.Record) error {
		o := make(map[string]any, len(defs))
		for _, d := range defs {
			o[d.Name] = d.Kind.JSON(d, row.ValueOf(d))
		}
		return w.Encode(o)
	})
}
