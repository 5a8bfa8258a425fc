package api

import (
	"encoding/json"
	"math/big"
	"net/http"
	"strings"
	"time"

	"steward/calc/walltime"
	"steward/kernel/engine"
	"steward/kernel/record"
	"steward/kernel/value"
)

// aggregate answers with figures over records, in all or by one or two fields.
func (c *call) aggregate() error {
	t, err := c.typeOf()
	if err != nil {
		return err
	}
	q := c.r.URL.Query()
	f, err := c.Engine.Aggregate(c.r.Context(), c.actor, engine.AggregateAsk{Type: t.Name, Filter: q.Get("filter"), Measures: q.Get("measure"), By: q.Get("by")})
	if err != nil {
		return err
	}
	measures, by, groups := []string{}, []string{}, []any{}
	for _, m := range f.Measures {
		measures = append(measures, m.Text)
	}
	for _, d := range f.Dimensions {
		by = append(by, d.Text)
	}
	for _, g := range f.Groups {
		keys, figures := []any{}, []any{}
		for i, k := range g.Keys {
			keys = append(keys, c.keyOf(f, i, k))
		}
		for i, n := range g.Figures {
			figures = append(figures, c.figureOf(f.MeasureDef(i), n))
		}
		groups = append(groups, map[string]any{"by": keys, "figures": figures})
	}
	return c.json(http.StatusOK, map[string]any{"measures": measures, "by": by, "groups": groups})
}

// keyOf writes what a group has in common: of periods the first day.
func (c *call) keyOf(f *engine.Figures, dimension int, key value.Value) any {
	d := f.DimensionDef(dimension)
	switch {
	case key.IsEmpty():
		return nil
	case f.Dimensions[dimension].Hour:
		return key.Int()
	case f.Dimensions[dimension].Period:
		return walltime.FromDays(int(key.Int())).String()
	case d.Kind == record.AnyReferenceKind:
		return key.Text()
	case d.Kind == record.MoneyKind:
		return value.Money{Minor: key.Int(), Currency: c.Engine.Currency()}.Amount().String()
	}
	return d.Kind.JSON(d, key)
}

// mostDigits is how many digits behind the point a figure is written with.
const mostDigits = 6

// figureOf writes a figure in the unit people use: durations in seconds, money in the currency of the
// house, dates and instants as they are written elsewhere.
func (c *call) figureOf(d *record.Def, n *big.Rat) any {
	switch {
	case n == nil:
		return nil
	case d == nil:
		return json.Number(digits(n, 0))
	case d.Kind == record.DateKind:
		return walltime.FromDays(int(floor(n))).String()
	case d.Kind == record.InstantKind || d.Kind == record.PlannedKind:
		return time.UnixMicro(floor(n)).UTC().Format(time.RFC3339Nano)
	case d.Kind == record.MoneyKind:
		scale, _ := value.CurrencyDigits(c.Engine.Currency())
		return json.Number(digits(n, scale))
	}
	return json.Number(digits(n, d.Scale))
}

func floor(n *big.Rat) int64 {
	return new(big.Int).Div(n.Num(), n.Denom()).Int64() // Div rounds towards minus infinity for a positive divisor
}

// digits writes a number that is held as a multiple of 10^-scale.
func digits(n *big.Rat, scale int) string {
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil)
	s := new(big.Rat).Quo(n, new(big.Rat).SetInt(unit)).FloatString(mostDigits + scale)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}
