package query

import (
	"iter"
	"math/big"
	"slices"
	"time"

	"steward/calc/walltime"
	"steward/kernel/fault"
	"steward/kernel/value"
)

// Over computes the aggregate over records in memory, with the same result as the databases give.
func (a *Aggregate) Over(rows iter.Seq[Row]) (*Table, error) {
	groups := map[string]*gathered{}
	if len(a.Dimensions) == 0 {
		groups[""] = a.gather(nil)
	}
	for r := range rows {
		keys, id := a.keys(r)
		g := groups[id]
		if g == nil {
			if len(groups) == MaxGroups {
				return nil, tooManyGroups()
			}
			g = a.gather(keys)
			groups[id] = g
		}
		g.add(a, r)
	}
	t := &Table{}
	for _, g := range groups {
		t.Groups = append(t.Groups, g.group(a))
	}
	a.sort(t.Groups)
	return t, a.fits(t.Groups)
}

// fits refuses what Ask would have to refuse: more periods from the first to the last than MaxPeriods.
func (a *Aggregate) fits(groups []Group) error {
	for i, d := range a.Dimensions {
		if !d.Period {
			continue
		}
		days := []int{}
		for _, g := range groups {
			if !g.Keys[i].IsEmpty() {
				days = append(days, int(g.Keys[i].Int()))
			}
		}
		if len(days) == 0 {
			continue
		}
		if _, err := d.starts(walltime.FromDays(slices.Min(days)), walltime.FromDays(slices.Max(days))); err != nil {
			return err
		}
	}
	return nil
}

func tooManyGroups() error {
	return fault.New(fault.TooLarge, "aggregate", "too-many-groups", "most", MaxGroups)
}

// gathered is the values of one group, by column.
type gathered struct {
	keys    []value.Value
	count   int64
	columns [][]int64
}

func (a *Aggregate) gather(keys []value.Value) *gathered {
	return &gathered{keys: keys, columns: make([][]int64, len(a.columns))}
}

func (a *Aggregate) keys(r Row) ([]value.Value, string) {
	keys := make([]value.Value, len(a.Dimensions))
	var id []byte
	for i, d := range a.Dimensions {
		keys[i] = d.key(read(r, d.operand.walk, d.Field.Slot), a.zone)
		id = append(keys[i].Append(id), ',')
	}
	return keys, string(id)
}

func (d Dimension) key(v value.Value, zone *time.Location) value.Value {
	switch {
	case d.Field.Class == Bool:
		return value.Bool(v.Yes())
	case v.IsEmpty():
		return v
	case d.Hour:
		return hourOf(d.Field.Rank(v).Int(), zone)
	case d.Period:
		return value.Int(int64(d.day(d.Field.Rank(v).Int(), zone).StartOf(d.Unit).Days()))
	case d.Field.Class == Number:
		return value.Int(d.Field.Rank(v).Int())
	}
	return value.Exact(v.Text())
}

// day gives the day of a date, or the one that an instant lies in: from where that day begins to
// where the next does, even where the clocks show another date in between.
func (d Dimension) day(n int64, zone *time.Location) walltime.Date {
	if d.Field.Class == Date {
		return walltime.FromDays(int(n))
	}
	t := time.UnixMicro(n)
	date := walltime.DateOf(t, zone).AddDays(1)
	for t.Before(date.Start(zone)) {
		date = date.AddDays(-1)
	}
	return date
}

func (g *gathered) add(a *Aggregate, r Row) {
	g.count++
	for i, o := range a.columns {
		if v := read(r, o.walk, o.field.Slot); !v.IsEmpty() {
			g.columns[i] = append(g.columns[i], o.field.Rank(v).Int())
		}
	}
}

func (g *gathered) group(a *Aggregate) Group {
	for _, c := range g.columns {
		slices.Sort(c)
	}
	out := Group{Keys: g.keys}
	for _, m := range a.Measures {
		out.Figures = append(out.Figures, g.figure(m))
	}
	return out
}

func (g *gathered) figure(m Measure) *big.Rat {
	if m.Func == Count {
		return new(big.Rat).SetInt64(g.count)
	}
	list := g.columns[m.column]
	if len(list) == 0 {
		return nil
	}
	switch m.Func {
	case Min:
		return new(big.Rat).SetInt64(list[0])
	case Max:
		return new(big.Rat).SetInt64(list[len(list)-1])
	case Percentile:
		at, part := rank(m.Percent, int64(len(list)))
		return between(list[at], list[min(int(at)+1, len(list)-1)], part)
	}
	sum := new(big.Int)
	for _, n := range list {
		sum.Add(sum, big.NewInt(n))
	}
	figure := new(big.Rat).SetInt(sum)
	if m.Func == Average {
		figure.Quo(figure, new(big.Rat).SetInt64(int64(len(list))))
	}
	return figure
}
