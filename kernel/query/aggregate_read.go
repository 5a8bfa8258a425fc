package query

import (
	"fmt"
	"math/big"
	"strconv"

	"steward/kernel/value"
)

// group reads one row of the result.
func (a *Aggregate) group(row []any) (Group, error) {
	var g Group
	for i, d := range a.Dimensions {
		k, err := d.loaded(row[i])
		if err != nil {
			return g, err
		}
		g.Keys = append(g.Keys, k)
	}
	r := &resultRow{columns: row[len(a.Dimensions):]}
	count := r.next()
	for _, m := range a.Measures {
		g.Figures = append(g.Figures, m.figure(r, count))
	}
	return g, r.err
}

func (d Dimension) loaded(column any) (value.Value, error) {
	text, _ := rankedAsText(d.Field)
	switch {
	case column == nil:
		return value.Value{}, nil
	case text || d.Field.Class == Choice:
		return value.Exact(plainText(column)), nil
	}
	n, err := whole(column)
	return value.Int(n), err
}

func plainText(column any) string {
	switch c := column.(type) {
	case string:
		return c
	case []byte:
		return string(c)
	}
	return fmt.Sprint(column)
}

// whole reads a whole number as either driver gives it.
func whole(column any) (int64, error) {
	switch c := column.(type) {
	case int64:
		return c, nil
	case int32:
		return int64(c), nil
	}
	return strconv.ParseInt(plainText(column), 10, 64)
}

type resultRow struct {
	columns []any
	none    bool // the column that was read last was null
	err     error
}

func (r *resultRow) next() int64 {
	c := r.columns[0]
	r.columns = r.columns[1:]
	if r.none = c == nil; r.none {
		return 0
	}
	n, err := whole(c)
	if err != nil {
		r.err = err
	}
	return n
}

func (m Measure) figure(r *resultRow, count int64) *big.Rat {
	switch m.Func {
	case Count:
		return new(big.Rat).SetInt64(count)
	case Sum, Average:
		n, high, low := r.next(), r.next(), r.next()
		if n == 0 {
			return nil
		}
		sum := new(big.Int).Lsh(big.NewInt(high), 32)
		figure := new(big.Rat).SetInt(sum.Add(sum, big.NewInt(low)))
		if m.Func == Average {
			figure.Quo(figure, new(big.Rat).SetInt64(n))
		}
		return figure
	case Percentile:
		return percentileOf(r, m.Percent)
	}
	n := r.next()
	if r.none {
		return nil
	}
	return new(big.Rat).SetInt64(n)
}

func percentileOf(r *resultRow, percent *big.Rat) *big.Rat {
	low := r.next()
	none := r.none
	high := r.next()
	if r.none {
		high = low
	}
	n := r.next()
	if none {
		return nil
	}
	_, part := rank(percent, n)
	return between(low, high, part)
}
