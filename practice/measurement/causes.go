package measurement

import (
	"cmp"
	"slices"
	"strings"

	"steward/calc/walltime"
	"steward/kernel/page"
)

const (
	// mostBars is how many causes are shown by name.
	mostBars = 7
	// vital is the share that the few causes make, in percent.
	vital = 80
	// mostServices is how many services are shown.
	mostServices = 6
	// healthDays is how many days the health of a service shows.
	healthDays = 30
)

// causes is what the work is about, in falling order.
func (c *cockpit) causes() (page.Block, error) {
	condition := c.in("opened_at")
	t, err := c.ask(condition, "count", "category")
	if err != nil {
		return nil, err
	}
	names, err := c.names("category")
	if err != nil {
		return nil, err
	}
	p := page.Pareto{Drawn: page.Drawn{Label: c.Say("cockpit.causes")}, Line: vital}
	rest := page.Bar{Label: c.Say("cockpit.causes.rest")}
	for _, g := range t.Groups {
		n, _ := g.Number(0)
		id := g.Keys[0].Text()
		bar := page.Bar{Label: cmp.Or(names[id], c.Say("cockpit.causes.none")), Value: n, Opens: page.ToList(incidents, c.of(condition+" and category is empty"), "")}
		if id != "" {
			bar.Opens = page.ToList(incidents, c.of(condition+` and category = "`+id+`"`), "")
		}
		p.Items = append(p.Items, bar)
	}
	slices.SortStableFunc(p.Items, func(a, b page.Bar) int {
		return cmp.Or(cmp.Compare(b.Value, a.Value), strings.Compare(a.Label, b.Label))
	})
	for _, b := range p.Items[min(mostBars, len(p.Items)):] {
		rest.Value += b.Value
	}
	if p.Items = p.Items[:min(mostBars, len(p.Items))]; rest.Value > 0 {
		p.Items = append(p.Items, rest)
	}
	return page.Section{Title: c.Say("cockpit.causes"), Width: page.Third, Note: c.Say("cockpit.n-tickets", "n", int(sum(t, 0))),
		Explains: c.explained(t, condition, "cockpit.causes.formula", sum(t, 0)), Blocks: page.Blocks{p}}, nil
}

// names gives the names of the records of a small type by id.
func (c *cockpit) names(typeName string) (map[string]string, error) {
	rows, err := c.Find(c.ctx, typeName, "", 500)
	out := map[string]string{}
	for _, r := range rows {
		out[r.ID()] = r.Title()
	}
	return out, err
}

// The hours that the map of arrivals shows at least.
const firstHour, lastHour = 7, 18

// arrivals is when the work comes, by weekday and hour.
func (c *cockpit) arrivals() (page.Block, error) {
	condition := c.in("opened_at")
	t, err := c.ask(condition, "count", "hour_of_week(opened_at)")
	if err != nil {
		return nil, err
	}
	h := page.HeatMap{Drawn: page.Drawn{Label: c.Say("cockpit.arrivals.label")}, Few: c.Say("cockpit.few"), Many: c.Say("cockpit.many")}
	for hour := firstHour; hour <= lastHour; hour++ {
		h.Columns = append(h.Columns, c.Say("cockpit.hour", "h", hour))
	}
	outside := 0.0
	h.Values = make([][]float64, 7)
	for d := range h.Values {
		h.Rows = append(h.Rows, c.Say("weekday.short."+[]string{"mo", "tu", "we", "th", "fr", "sa", "su"}[d]))
		h.Values[d] = make([]float64, len(h.Columns))
	}
	for _, g := range t.Groups {
		n, _ := g.Number(0)
		at := int(g.Keys[0].Int())
		if hour := at % 24; hour >= firstHour && hour <= lastHour {
			h.Values[at/24][hour-firstHour] += n
		} else {
			outside += n
		}
	}
	return page.Section{Title: c.Say("cockpit.arrivals"), Width: page.Third, Note: c.Say("cockpit.outside", "n", int(outside)),
		Explains: c.explained(t, condition, "cockpit.arrivals.formula", sum(t, 0)), Blocks: page.Blocks{h}}, nil
}

// services is how the most troubled services fared: days with a critical or high incident.
func (c *cockpit) services() (page.Block, error) {
	condition := "opened_at >= today-29d and priority <= 2"
	t, err := c.ask(condition, "count, min(priority)", "service, day(opened_at)")
	if err != nil {
		return nil, err
	}
	openNow, err := c.ask(open, "count", "service")
	if err != nil {
		return nil, err
	}
	names, err := c.names("service")
	if err != nil {
		return nil, err
	}
	start := walltime.DateOf(c.Now(), c.Zone).AddDays(1 - healthDays).Days()
	strips := map[string][]int{}
	for _, g := range t.Groups {
		id, at := g.Keys[0].Text(), int(g.Keys[1].Int())-start
		if id == "" || at < 0 || at >= healthDays {
			continue
		}
		if strips[id] == nil {
			strips[id] = make([]int, healthDays)
		}
		worst, _ := g.Number(1)
		strips[id][at] = max(strips[id][at], 3-int(worst))
	}
	var rows [][]page.Cell
	for _, g := range openNow.Groups {
		n, _ := g.Number(0)
		if id := g.Keys[0].Text(); id != "" && names[id] != "" {
			rows = append(rows, c.serviceRow(id, names[id], strips[id], n))
		}
	}
	slices.SortStableFunc(rows, func(a, b []page.Cell) int { return cmp.Compare(b[2].Value.Number, a[2].Value.Number) })
	table := page.Table{Columns: []page.Column{{Label: c.Say("cockpit.service")}, {Label: c.Say("cockpit.days", "n", healthDays)}, {Label: c.Say("cockpit.open"), Numeric: true}},
		Rows: rows[:min(mostServices, len(rows))], Empty: c.Say("cockpit.services.none")}
	return page.Section{Title: c.Say("cockpit.services"), Width: page.Third, More: &page.Link{Label: c.Say("cockpit.all"), To: *page.ToList("service", "", "")},
		Explains: &page.Explanation{Window: c.Say("cockpit.last-days", "n", healthDays), Filter: c.of(condition), Formula: c.Say("cockpit.services.formula"), N: int64(sum(t, 0)), At: t.At},
		Blocks:   page.Blocks{table}}, nil
}

func (c *cockpit) serviceRow(id, name string, strip []int, n float64) []page.Cell {
	if strip == nil {
		strip = make([]int, healthDays)
	}
	bad := 0
	for _, d := range strip {
		if d > 0 {
			bad++
		}
	}
	return []page.Cell{{Text: name, Opens: page.ToRecord("service", id)}, {Text: c.Say("cockpit.bad-days", "n", bad), Strip: strip},
		{Value: page.In(page.Count, n), Opens: page.ToList(incidents, c.of(open+` and service = "`+id+`"`), "")}}
}
