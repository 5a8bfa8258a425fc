package toy

import (
	"net/url"
	"testing"
	"time"

	"steward/kernel/record"
)

func TestAPageOfAPracticeStandsInTheNavigationAndOpensItsRecords(t *testing.T) {
	h := newHarbour(t)
	h.api(201, "POST", "/api/v1/boats", `{"name":"Sea Rose","length":"7.20"}`)
	holds(t, h.page("/t/boats"), `href="/p/harbour"`)
	holds(t, h.page("/p/harbour"), "Sea Rose", "80", "/t/boats?filter=length+%3E+0+and+state+%3D+moored", "sum(fee)", "length &gt; 0")
	if shown := h.page("/p/harbour?longer=9"); len(shown) == 0 || contains(shown, "Sea Rose") {
		t.Error("the parameter of the page is not read")
	}
}

func TestAFormOnAPageWritesAndSaysWhatIsWrongWhereItWasAsked(t *testing.T) {
	h := newHarbour(t)
	form := url.Values{"_type": {"boat"}, "_form": {"ask-1"}, "field": {"name", "length"}, "name": {"Tern"}, "length": {"4"}}
	holds(t, h.post("/p/harbour/do", form), "Tern", "40")
	form.Set("name", "Raft")
	form.Set("length", "0")
	refused := h.postFor(422, "/p/harbour/do", form)
	holds(t, refused, "Raft", `aria-invalid="true"`)
	if n := len(h.api(200, "GET", "/api/v1/boats", "")["items"].([]any)); n != 1 {
		t.Errorf("%d boats", n)
	}
}

func TestASlotStandsOnTheRecordAndDoesWhatItOffers(t *testing.T) {
	h := newHarbour(t)
	boat := h.api(201, "POST", "/api/v1/boats", `{"name":"Sea Rose","length":"7.20"}`)
	holds(t, h.page("/t/boats/BOT0000001"), "Fees", `action="/t/boats/BOT0000001/do"`)
	form := url.Values{"_type": {"boat"}, "_record": {boat["id"].(string)}, "_action": {"inspect"}}
	holds(t, h.post("/t/boats/BOT0000001/do", form), time.Now().UTC().Format("2 Jan 2006"))
}

func TestPagesAndSlotsAreServedAsDataToThoseWhoMaySeeThem(t *testing.T) {
	h := newHarbour(t)
	h.api(201, "POST", "/api/v1/boats", `{"name":"Sea Rose","length":"7.20"}`)
	shown := h.api(200, "GET", "/api/v1/pages/harbour?longer=1", "")
	first := shown["blocks"].([]any)[0].(map[string]any)
	if first["block"] != "figure" || first["value"].(map[string]any)["number"] != 80.0 || first["explains"].(map[string]any)["n"] != 1.0 {
		t.Errorf("%v", first)
	}
	rows := shown["blocks"].([]any)[2].(map[string]any)["rows"].([]any)
	if len(rows) != 1 || rows[0].(map[string]any)["name"] != "Sea Rose" {
		t.Errorf("%v", rows)
	}
	panels := h.api(200, "GET", "/api/v1/boats/BOT0000001/panels", "")["items"].([]any)
	if len(panels) != 1 || panels[0].(map[string]any)["place"] != "aside" {
		t.Errorf("%v", panels)
	}
	if len(h.system.Pages.Slots(record.Actor{Roles: []string{"requester"}}, h.boat())) != 0 {
		t.Error("a slot shows to a role that may not see it")
	}
	h.api(404, "GET", "/api/v1/pages/elsewhere", "")
}
