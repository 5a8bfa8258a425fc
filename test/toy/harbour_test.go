package toy

import (
	"context"

	"steward/kernel/page"
	"steward/kernel/record"
)

// harbourPage is everything that a page of a practice costs: this value and one function.
var harbourPage = page.Page{Path: "harbour", Title: "harbour.title", Icon: "box", Group: "estate", Asks: []string{"longer"}, Load: showHarbour}

// feePanel is everything that a slot on the page of a record costs.
var feePanel = page.Slot{Name: "boat-fee", Place: page.Aside, On: page.OnType("boat"), Roles: []string{"administrator"}, Load: showFee}

func showHarbour(ctx context.Context, r page.Reader, p page.Params) (page.Blocks, error) {
	condition := "length > 0"
	if longer := p["longer"]; longer != "" {
		condition = "length > " + longer
	}
	f, err := r.Figures(ctx, "boat", condition, "count, sum(fee)", "state")
	if err != nil {
		return nil, err
	}
	boats, err := r.List(ctx, "boat", condition, "name", 10)
	if err != nil {
		return nil, err
	}
	all, fees, bars := 0.0, 0.0, page.Bars{Drawn: page.Drawn{Label: r.Say("harbour.states")}}
	for _, g := range f.Groups {
		n, _ := g.Number(0)
		sum, _ := g.Number(1)
		all, fees = all+n, fees+sum
		bars.Items = append(bars.Items, page.Bar{Label: g.Keys[0].Text(), Value: n, Opens: page.ToList("boat", condition+" and state = "+g.Keys[0].Text(), "")})
	}
	return page.Blocks{
		page.Figure{Label: r.Say("harbour.fees"), Value: page.In(page.Count, fees), Opens: page.ToList("boat", condition, ""),
			Explains: &page.Explanation{Window: r.Say("harbour.now"), Filter: condition, Formula: "sum(fee)", N: int64(all), At: f.At}},
		page.Section{Title: r.Say("harbour.states"), Blocks: page.Blocks{bars}},
		page.Records{Type: "boat", Fields: []string{"name", "length", "fee"}, Rows: boats, Empty: r.Say("harbour.empty")},
		page.Form{Title: r.Say("harbour.arrival"), Ask: page.Ask{Do: page.Do{Label: r.Say("harbour.arrive"), Type: "boat"}, Fields: []string{"name", "length"}}},
	}, nil
}

func showFee(_ context.Context, r page.Reader, boat *record.Record) (page.Blocks, error) {
	return page.Blocks{page.Facts{Items: []page.Fact{{Label: r.Say("harbour.fees"), Value: page.In(page.Count, float64(fee.Of(boat)))}}},
		page.Items{Items: []page.Item{{Title: r.Say("harbour.look"), Do: []page.Do{{Label: r.Say("harbour.look"), Type: "boat", Record: boat.ID(), Action: "inspect"}}}}}}, nil
}
