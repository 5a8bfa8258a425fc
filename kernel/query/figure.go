package query

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
	"time"

	"steward/kernel/value"
)

// Table is the result of an aggregate: one group without dimensions, else one for each combination
// of keys that occurs, in the order of the keys, empty last.
type Table struct {
	Groups []Group
	At     time.Time // when it was reckoned; the zero time where nobody said
}

// Group is one row of a Table.
type Group struct {
	// Keys holds a value for each dimension: what the field holds, for periods the first day in
	// days since 1970. A yes/no that is empty counts as no.
	Keys []value.Value
	// Figures holds a figure for each measure in the field's own unit (microseconds, days, minor
	// units, scaled decimals), nil where there is none. They are exact.
	Figures []*big.Rat
}

// Number gives a figure of the group as a floating-point number, false where there is none.
func (g Group) Number(measure int) (float64, bool) {
	r := g.Figures[measure]
	if r == nil {
		return 0, false
	}
	f, _ := r.Float64()
	return f, true
}

// rank gives the place of a percentile among n sorted values, type 7: the index below it from 0,
// and how far it lies on the way to the next. h = (n-1)p, Hyndman and Fan, The American
// Statistician 50 (1996) 361-365.
func rank(percent *big.Rat, n int64) (below int64, part *big.Rat) {
	h := new(big.Rat).Mul(percent, big.NewRat(n-1, 100))
	whole := new(big.Int).Quo(h.Num(), h.Denom())
	return whole.Int64(), h.Sub(h, new(big.Rat).SetInt(whole))
}

// between goes part of the way from one value to the next.
func between(low, high int64, part *big.Rat) *big.Rat {
	from := new(big.Rat).SetInt64(low)
	way := new(big.Rat).Sub(new(big.Rat).SetInt64(high), from)
	return from.Add(from, way.Mul(way, part))
}

// sort puts the groups into the order of their keys.
func (a *Aggregate) sort(groups []Group) {
	slices.SortFunc(groups, func(x, y Group) int {
		for i, d := range a.Dimensions {
			if c := d.compare(x.Keys[i], y.Keys[i]); c != 0 {
				return c
			}
		}
		return 0
	})
}

func (d Dimension) compare(a, b value.Value) int {
	c := 0
	if !d.Period && !d.Hour && !a.IsEmpty() && !b.IsEmpty() {
		c = Key{Field: d.Field}.compare(markOf(d.Field, a), markOf(d.Field, b))
	}
	empty := func(v value.Value) int {
		if v.IsEmpty() {
			return 1
		}
		return 0
	}
	return cmp.Or(empty(a)-empty(b), c, cmp.Compare(a.Int(), b.Int()), strings.Compare(a.Text(), b.Text()))
}
