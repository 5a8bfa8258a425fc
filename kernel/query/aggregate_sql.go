package query

import (
	"fmt"
	"math/big"
	"strconv"
	"time"

	"steward/calc/walltime"
	"steward/kernel/fault"
)

// Source writes what stands behind FROM: the table, further joins, and a WHERE with the house, the
// condition and what the person may see. It may be called several times with different builders.
type Source func(b *Builder)

// Asker runs one statement and gives its rows: int64, string, []byte or nil.
type Asker func(sql string, args []any) ([][]any, error)

// Ask computes the aggregate in the database. ask runs one or two statements, which must read the
// same snapshot.
func (a *Aggregate) Ask(d Dialect, house string, from Source, ask Asker) (*Table, error) {
	start := func() *Builder {
		b := NewBuilder(d, house)
		b.Guard = a.Guard
		return b
	}
	periods, err := a.periods(start(), from, ask)
	if err != nil {
		return nil, err
	}
	b := start()
	a.sql(b, from, periods)
	rows, err := ask(b.String(), b.Args())
	if err != nil {
		return nil, fault.Wrap("aggregate", err)
	}
	if len(rows) > MaxGroups {
		return nil, tooManyGroups()
	}
	t := &Table{}
	for _, row := range rows {
		g, err := a.group(row)
		if err != nil {
			return nil, fault.Wrap("aggregate", err)
		}
		t.Groups = append(t.Groups, g)
	}
	a.sort(t.Groups)
	return t, nil
}

// parts is how a time dimension is cut: the first days of its periods, or the offsets of its zone.
type parts struct {
	starts []walltime.Date
	clocks []ahead
}

// periods asks for the range of each time dimension and lists its parts.
func (a *Aggregate) periods(b *Builder, from Source, ask Asker) ([]parts, error) {
	out := make([]parts, len(a.Dimensions))
	a.rangeSQL(b, from)
	if b.String() == "" {
		return out, nil
	}
	rows, err := ask(b.String(), b.Args())
	if err != nil || len(rows) != 1 {
		return nil, fault.Wrap("aggregate", err)
	}
	r := &resultRow{columns: rows[0]}
	for i, d := range a.Dimensions {
		if !d.Period && !d.Hour {
			continue
		}
		first, last := r.next(), r.next()
		switch {
		case r.none:
			continue
		case d.Hour:
			if out[i].clocks, err = clocksOf(first, last, a.zone); err != nil {
				return nil, err
			}
			continue
		}
		if out[i].starts, err = d.starts(d.day(first, a.zone), d.day(last, a.zone)); err != nil {
			return nil, err
		}
	}
	return out, fault.Wrap("aggregate", r.err)
}

// rangeSQL writes the statement that gives the first and last value of each time dimension,
// nothing where there is none.
func (a *Aggregate) rangeSQL(b *Builder, from Source) {
	before := "SELECT "
	for _, d := range a.Dimensions {
		if !d.Period && !d.Hour {
			continue
		}
		b.Write(before, "min(")
		a.operandSQL(b, d.operand, d.Field.Order)
		b.Write("), max(")
		a.operandSQL(b, d.operand, d.Field.Order)
		b.Write(")")
		before = ", "
	}
	if before != "SELECT " {
		b.Write(" FROM ")
		from(b)
	}
}

// starts lists the first days of the periods from the one that holds first to the one that holds last.
func (d Dimension) starts(first, last walltime.Date) ([]walltime.Date, error) {
	var out []walltime.Date
	for s := first.StartOf(d.Unit); s.Compare(last) <= 0; s = s.Add(1, d.Unit) {
		if len(out) == MaxPeriods {
			return nil, fault.New(fault.TooLarge, "aggregate", "too-many-periods", "most", MaxPeriods)
		}
		out = append(out, s)
	}
	return out, nil
}

// operandSQL writes a field's column, at the end of a dot-walk as a lookup by primary key.
func (a *Aggregate) operandSQL(b *Builder, o operand, column string) {
	walkedSQL(b, b.from(a.schema.Table()), o.walk, column)
}

func walkedSQL(b *Builder, table string, walk []step, column string) {
	if len(walk) == 0 {
		b.column(table, column)
		return
	}
	alias := b.Alias()
	b.Write("(SELECT ")
	walkedSQL(b, alias, walk[1:], column)
	b.Write(" FROM ", Name(walk[0].table), " AS ", Name(alias), " WHERE ")
	linkSQL(b, walk[0], table, alias)
	b.Write(")")
}

// sql writes three selects inside one another: raw columns, keys made of them with ranks among
// their group, and the figures.
func (a *Aggregate) sql(b *Builder, from Source, periods []parts) {
	b.Write("SELECT ")
	for i := range a.Dimensions {
		b.Write("k", strconv.Itoa(i), ", ")
	}
	b.Write("count(*)")
	for _, m := range a.Measures {
		m.sql(b)
	}
	b.Write(" FROM (SELECT keyed.*")
	for i := range a.columns {
		if a.ranked(i) {
			a.rankSQL(b, i)
		}
	}
	b.Write(" FROM (SELECT raw.*")
	for i, d := range a.Dimensions {
		b.Write(", ")
		d.keySQL(b, "d"+strconv.Itoa(i), periods[i], a.zone)
		b.Write(" AS k", strconv.Itoa(i))
	}
	b.Write(" FROM (")
	a.rawSQL(b, from)
	b.Write(") AS raw) AS keyed) AS ranked")
	for i := range a.Dimensions {
		b.Write([]string{" GROUP BY k0", ", k1"}[i])
	}
	b.Write(" LIMIT ", strconv.Itoa(MaxGroups+1))
}

func (a *Aggregate) rawSQL(b *Builder, from Source) {
	b.Write("SELECT 1 AS one")
	for i, d := range a.Dimensions {
		column := d.Field.Column
		if d.Period || d.Hour || d.Field.Class == Number {
			column = d.Field.Order
		}
		b.Write(", ")
		a.operandSQL(b, d.operand, column)
		b.Write(" AS d", strconv.Itoa(i))
	}
	for i, o := range a.columns {
		b.Write(", ")
		a.operandSQL(b, o, o.field.Order)
		b.Write(" AS x", strconv.Itoa(i))
	}
	b.Write(" FROM ")
	from(b)
}

// ranked tells whether a percentile needs the ranks of a column.
func (a *Aggregate) ranked(column int) bool {
	for _, m := range a.Measures {
		if m.Func == Percentile && m.column == column {
			return true
		}
	}
	return false
}

func (a *Aggregate) rankSQL(b *Builder, column int) {
	n := strconv.Itoa(column)
	group := ""
	for i := range a.Dimensions {
		group += []string{"PARTITION BY k0", ", k1"}[i]
	}
	b.Write(", row_number() OVER (", group, " ORDER BY x", n, " IS NULL, x", n, ") AS r", n,
		", count(x", n, ") OVER (", group, ") AS n", n)
}

// keySQL writes the first day of the period as a tree of comparisons, so that no database needs to
// know a zone.
func (d Dimension) keySQL(b *Builder, column string, cut parts, zone *time.Location) {
	starts := cut.starts
	switch {
	case d.Field.Class == Bool:
		b.Write("CASE WHEN ", column, " = 1 THEN 1 ELSE 0 END")
	case d.Hour && len(cut.clocks) > 0:
		b.Write("CASE WHEN ", column, " IS NULL THEN NULL ELSE ")
		hourSQL(b, column, cut.clocks)
		b.Write(" END")
	case !d.Period && !d.Hour:
		b.Write(column)
	case len(starts) == 0:
		b.Write("CAST(NULL AS bigint)")
	default:
		b.Write("CASE WHEN ", column, " IS NULL THEN NULL ELSE ")
		d.treeSQL(b, column, starts, zone)
		b.Write(" END")
	}
}

func (d Dimension) treeSQL(b *Builder, column string, starts []walltime.Date, zone *time.Location) {
	if len(starts) == 1 {
		fmt.Fprintf(&b.text, "%d", starts[0].Days())
		return
	}
	half := len(starts) / 2
	border := int64(starts[half].Days())
	if d.Field.Class == Instant {
		border = starts[half].Start(zone).UnixMicro()
	}
	fmt.Fprintf(&b.text, "CASE WHEN %s < %d THEN ", column, border)
	d.treeSQL(b, column, starts[:half], zone)
	b.Write(" ELSE ")
	d.treeSQL(b, column, starts[half:], zone)
	b.Write(" END")
}

// sql writes the columns from which the figure is made: sums in two halves, so that none overflows.
func (m Measure) sql(b *Builder) {
	x, r, n := fmt.Sprintf("x%d", m.column), fmt.Sprintf("r%d", m.column), fmt.Sprintf("n%d", m.column)
	switch m.Func {
	case Sum, Average:
		b.Write(", count(", x, "), CAST(sum(", x, " >> 32) AS bigint), CAST(sum(", x, " & 4294967295) AS bigint)")
	case Min:
		b.Write(", min(", x, ")")
	case Max:
		b.Write(", max(", x, ")")
	case Percentile:
		p := new(big.Rat).Quo(m.Percent, big.NewRat(100, 1))
		for _, next := range []string{"1", "2"} {
			fmt.Fprintf(&b.text, ", max(CASE WHEN %s = ((%s - 1) * %s) / %s + %s THEN %s END)", r, n, p.Num(), p.Denom(), next, x)
		}
		b.Write(", max(", n, ")")
	}
}
