package api_test

import (
	"encoding/json"
	"net/url"
	"testing"
)

func TestFiguresAreAskedByFieldAndMonth(t *testing.T) {
	c := connect(t)
	for _, urgency := range []string{"high", "high", "low"} {
		c.do("POST", "/api/v1/incidents", `{"title":"A","impact":"high","urgency":"`+urgency+`"}`).want(t, 201)
	}
	ask := func(q url.Values) reply { return c.do("GET", "/api/v1/incidents/aggregate?"+q.Encode(), "") }
	all := ask(url.Values{}).want(t, 200)
	if got := string(all.raw); got != `{"by":[],"groups":[{"by":[],"figures":[3]}],"measures":["count"]}`+"\n" {
		t.Error(got)
	}
	by := ask(url.Values{"measure": {"count,avg(priority),median(priority)"}, "by": {"urgency"}, "filter": {"state is open"}}).want(t, 200)
	groups, _ := json.Marshal(by.body["groups"])
	if got := string(groups); got != `[{"by":["high"],"figures":[2,1,1]},{"by":["low"],"figures":[1,3,3]}]` {
		t.Error(got)
	}
	months := ask(url.Values{"measure": {"max(created_at)"}, "by": {"month(created_at),urgency"}}).want(t, 200)
	if n := len(months.body["groups"].([]any)); n != 2 {
		t.Errorf("%d groups: %s", n, months.raw)
	}
	for field, q := range map[string]url.Values{"measure": {"measure": {"avg(title)"}}, "by": {"by": {"colour"}}, "filter": {"filter": {"colour = red"}}} {
		bad := ask(q).want(t, 422)
		if got := bad.body["errors"].([]any)[0].(map[string]any)["field"]; got != field {
			t.Errorf("%v: blames %v: %s", q, got, bad.raw)
		}
	}
}

func TestABatchIsTakenBackWhole(t *testing.T) {
	c := connect(t)
	steps := `[{"do":"create","type":"incident","values":{"title":"A"}},{"do":"create","type":"incident","values":{"title":"B"}}]`
	first := c.do("POST", "/api/v1/batch", steps, "Idempotency-Key", "b").want(t, 200)
	again := c.do("POST", "/api/v1/batch", steps, "Idempotency-Key", "b").want(t, 200)
	batch := first.body["batch"].(string)
	if again.body["batch"] != batch || again.header.Get("Idempotent-Replayed") != "true" {
		t.Errorf("%s\n%s", first.raw, again.raw)
	}
	c.do("POST", "/api/v1/batches/none/undo", "").want(t, 404)
	if n := c.do("POST", "/api/v1/batches/"+batch+"/undo", "").want(t, 200).body["undone"]; n != 2.0 {
		t.Errorf("%v taken back", n)
	}
	if n := c.do("GET", "/api/v1/incidents/count", "").want(t, 200).body["count"]; n != 0.0 {
		t.Errorf("%v incidents", n)
	}
}
