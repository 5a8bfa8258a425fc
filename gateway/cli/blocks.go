package cli

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"steward/kernel/page"
)

// blocks writes a page as text: headings, sentences, labelled values and tables. What is a drawing or
// a question is left to pages.
func (r *run) blocks(all page.Blocks) error {
	out := tabwriter.NewWriter(r.io.Out, 0, 4, 2, ' ', 0)
	writeBlocks(out, all)
	return out.Flush()
}

func writeBlocks(out io.Writer, all page.Blocks) {
	for _, b := range all {
		switch b := b.(type) {
		case page.Heading:
			fmt.Fprintln(out, strings.TrimSpace(b.Text+" "+b.Accent))
			if b.Note != "" {
				fmt.Fprintln(out, b.Note)
			}
		case page.Section:
			fmt.Fprintf(out, "\n%s\n", strings.TrimSpace(b.Title+" "+b.Note))
			writeBlocks(out, b.Blocks)
		case page.Text:
			fmt.Fprintln(out, b.Markdown)
		case page.Notice:
			fmt.Fprintln(out, strings.TrimSpace(b.Title+"\n"+b.Text))
		case page.Items:
			for _, i := range b.Items {
				fmt.Fprintf(out, "  %s\t%s\t%s\n", i.Number, i.Title, i.Note)
			}
		case page.Facts:
			for _, f := range b.Items {
				fmt.Fprintf(out, "  %s\t%s\n", f.Label, strings.TrimSpace(f.Text+amountText(f.Value)))
			}
		case page.Table:
			writeTable(out, b)
		case page.Figure:
			fmt.Fprintf(out, "  %s\t%s\t%s\n", b.Label, amountText(b.Value), b.Note)
		case page.Figures:
			for _, f := range b.Items {
				fmt.Fprintf(out, "  %s\t%s\t%s\n", f.Label, amountText(f.Value), f.Note)
			}
		}
	}
}

func writeTable(out io.Writer, t page.Table) {
	for _, row := range t.Rows {
		for _, c := range row {
			fmt.Fprintf(out, "  %s%s\t", c.Text, amountText(c.Value))
		}
		fmt.Fprintln(out)
	}
}

// amountText writes an amount with its unit; nothing where there is none.
func amountText(a *page.Amount) string {
	switch {
	case a == nil:
		return ""
	case a.Unit == page.Duration:
		return time.Duration(a.Number * float64(time.Second)).Round(time.Second).String()
	case a.Unit == page.Percent:
		return fmt.Sprintf("%.1f %%", a.Number)
	}
	return fmt.Sprintf("%g", a.Number)
}
