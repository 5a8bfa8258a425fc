package sheet

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"steward/gateway/sheet/mapping"
	"steward/gateway/sheet/problem"
	"steward/gateway/sheet/spill"
	"steward/gateway/sheet/table"
)

// A gatherer brings the rows of each case together, wherever they stand in the
// table, and the cases into the order in which they first appear.
type gatherer struct {
	binding *mapping.Binding
	table   *table.Table
	report  *Report
	options Options
	rows    *spill.Sorter // by case, then by the order of events
	cases   *spill.Sorter // by the place of the first row
}

// stride is how many rows or cases lie between two looks at the context.
const stride = 2000

func (g *gatherer) gather(ctx context.Context) (spill.Iterator, error) {
	if err := g.read(ctx); err != nil {
		return nil, err
	}
	rows, err := g.rows.Sorted()
	if err != nil {
		return nil, err
	}
	if err := g.group(ctx, rows); err != nil {
		return nil, err
	}
	if err := g.rows.Close(); err != nil {
		return nil, err
	}
	return g.cases.Sorted()
}

// read takes every row of the table; what cannot be read is refused here.
func (g *gatherer) read(ctx context.Context) error {
	var key, payload []byte
	for number := uint64(0); ; number++ {
		if number%stride == 0 {
			read, total := g.table.Progress()
			if err := g.options.tell(ctx, Progress{Stage: Reading, Done: read, Total: total}); err != nil {
				return err
			}
		}
		row, err := g.table.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		var refused *problem.Problem
		if err != nil && !errors.As(err, &refused) {
			return fmt.Errorf("read the table: %w", err)
		}
		g.report.Rows.Read++
		name := ""
		if refused == nil {
			name, refused = g.binding.RowKey(row.Fields)
		}
		if refused != nil {
			g.report.refuseRow(refused, row.Line)
			continue
		}
		g.mended(row)
		key = append(append(key[:0], name...), 0)
		key = binary.BigEndian.AppendUint64(g.binding.AppendOrder(key, row.Fields), number)
		payload = appendRow(binary.AppendUvarint(payload[:0], number), row)
		if err := g.rows.Add(key, payload); err != nil {
			return err
		}
	}
}

func (g *gatherer) mended(row table.Row) {
	if row.Repair != "" {
		g.report.Rows.Mended++
		g.report.add(&problem.Problem{Code: row.Repair, Taken: true}, row.Line)
	}
}

// A group is the rows of one case, being collected.
type group struct {
	key   []byte
	first uint64 // place of the first row in the table
	count int
	rows  []byte
}

// group writes each case as one entry: key, number of rows, rows.
func (g *gatherer) group(ctx context.Context, rows spill.Iterator) error {
	var open group
	for number := 0; ; number++ {
		if number%stride == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		key, payload, err := rows.Next()
		if errors.Is(err, io.EOF) {
			return g.closeGroup(&open)
		}
		if err != nil {
			return err
		}
		name := key[:bytes.IndexByte(key, 0)]
		if open.count > 0 && !bytes.Equal(open.key, name) {
			if err := g.closeGroup(&open); err != nil {
				return err
			}
		}
		place, size := binary.Uvarint(payload)
		if open.count == 0 {
			open.key, open.first = append(open.key[:0], name...), place
		}
		open.first = min(open.first, place)
		if open.count++; open.count <= g.options.CaseLimit {
			open.rows = append(open.rows, payload[size:]...)
		}
	}
}

func (g *gatherer) closeGroup(open *group) error {
	if open.count == 0 {
		return nil
	}
	entry := binary.AppendUvarint(nil, uint64(len(open.key)))
	entry = append(entry, open.key...)
	entry = binary.AppendUvarint(entry, uint64(open.count))
	entry = append(entry, open.rows...)
	err := g.cases.Add(binary.BigEndian.AppendUint64(nil, open.first), entry)
	g.report.Cases.Found++
	open.count, open.rows = 0, open.rows[:0]
	return err
}
