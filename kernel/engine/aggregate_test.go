package engine_test

import (
	"context"
	"testing"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

func TestFiguresCountOnlyWhatOneMayRead(t *testing.T) {
	e, ctx := open(t), context.Background()
	ann := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ann"}))
	for _, values := range []map[string]any{{"subject": "A", "size": "large", "owner": "Ann"}, {"subject": "B", "size": "large"}, {"subject": "C"}} {
		must[*record.Record](t)(e.CreateOne(ctx, clerk(), "parcel", values))
	}
	ask := engine.AggregateAsk{Type: "parcel", Measures: "count, sum(weight)", By: "size"}
	whole := must[*engine.Figures](t)(e.Aggregate(ctx, clerk(), ask))
	if len(whole.Groups) != 2 || whole.Groups[1].Figures[1].RatString() != "20" || whole.MeasureDef(1).Name != "weight" || whole.DimensionDef(0).Name != "size" {
		t.Fatalf("%v", whole.Groups)
	}
	inspector := record.Actor{Person: ann.ID(), Roles: []string{"inspector"}, Gateway: "api"}
	seen := must[*engine.Figures](t)(e.Aggregate(ctx, inspector, ask))
	if len(seen.Groups) != 2 || seen.Groups[1].Figures[0].RatString() != "1" {
		t.Fatalf("%v", seen.Groups)
	}
	guest := record.Actor{Person: ann.ID(), Roles: []string{"guest"}, Gateway: "api"}
	if _, err := e.Aggregate(ctx, guest, ask); !fault.Is(err, fault.Forbidden) {
		t.Fatalf("a hidden field is summed: %v", err)
	}
	porter := record.Actor{Person: ann.ID(), Roles: []string{"porter"}, Gateway: "api"}
	for _, filter := range []string{"", "owner.name = Ann"} {
		names, err := e.Aggregate(ctx, porter, engine.AggregateAsk{Type: "parcel", By: "owner.name", Filter: filter})
		if err == nil && len(names.Groups) > 0 && !names.Groups[0].Keys[0].IsEmpty() {
			t.Fatalf("a dot-walk tells the name of a person who may not be read: %v", names.Groups)
		}
	}
	if _, err := e.Aggregate(ctx, record.Actor{Roles: []string{"importer"}}, ask); !fault.Is(err, fault.Forbidden) {
		t.Fatalf("nothing may be read, yet: %v", err)
	}
}
