package api

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// ask reads filter, order, cursor, limit and fields from the address.
func (c *call) ask(t *record.Type) (engine.Ask, error) {
	q := c.r.URL.Query()
	a := engine.Ask{Type: t.Name, Filter: q.Get("filter"), Order: q.Get("order"), Cursor: q.Get("cursor")}
	if s := q.Get("fields"); s != "" {
		a.Fields = strings.Split(s, ",")
	}
	var err error
	a.Limit, err = c.limit()
	return a, err
}

// limit reads how many records a page may hold; 0 when the address does not say.
func (c *call) limit() (int, error) {
	s := c.r.URL.Query().Get("limit")
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > engine.MostRows {
		return 0, fault.New(fault.Invalid, "api", "limit-range", "given", s, "most", engine.MostRows).On("limit")
	}
	return n, nil
}

// bytesAField is about how long a field and its value are written.
const bytesAField = 48

func (c *call) list() error {
	t, err := c.typeOf()
	if err != nil {
		return err
	}
	a, err := c.ask(t)
	if err != nil {
		return err
	}
	page, err := c.Engine.List(c.r.Context(), c.actor, a)
	if err != nil {
		return err
	}
	slots := shown(t, a.Fields)
	width := len(slots)
	if slots == nil {
		width = len(t.Defs())
	}
	b := append(make([]byte, 0, 1<<10+bytesAField*width*len(page.Records)), `{"items":[`...)
	for i, row := range page.Records {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendRecord(b, row, slots)
	}
	b = append(b, ']')
	if page.Next != "" {
		b = record.AppendText(append(b, `,"next":`...), page.Next)
		q := c.r.URL.Query()
		q.Set("cursor", page.Next)
		c.w.Header().Set("Link", "<"+(&url.URL{Path: c.r.URL.Path, RawQuery: q.Encode()}).String()+`>; rel="next"`)
	}
	return c.raw(http.StatusOK, append(b, "}\n"...))
}

// shown lists the slots of the fields asked for, with id and version in front.
func shown(t *record.Type, fields []string) []int {
	if fields == nil {
		return nil
	}
	slots := []int{record.SlotID, record.SlotVersion}
	for _, f := range fields {
		if s := t.SlotNamed(f); s >= 0 && !slices.Contains(slots, s) {
			slots = append(slots, s)
		}
	}
	return slots
}

func (c *call) count() error {
	t, err := c.typeOf()
	if err != nil {
		return err
	}
	n, err := c.Engine.CountUpTo(c.r.Context(), c.actor, engine.Ask{Type: t.Name, Filter: c.r.URL.Query().Get("filter")}, 0)
	if err != nil {
		return err
	}
	return c.json(http.StatusOK, map[string]int64{"count": n})
}

// version is an audit row as the API writes it.
type version struct {
	Version    int64           `json:"version"`
	Operation  string          `json:"operation"`
	RecordedAt string          `json:"recorded_at"`
	HappenedAt string          `json:"happened_at"`
	Actor      string          `json:"actor,omitempty"`
	Gateway    string          `json:"gateway"`
	Reason     string          `json:"reason,omitempty"`
	Because    string          `json:"because,omitempty"`
	Batch      string          `json:"batch,omitempty"`
	Changes    map[string]pair `json:"changes"`
}

type pair struct {
	Old    json.RawMessage `json:"old"`
	New    json.RawMessage `json:"new"`
	Erased bool            `json:"erased,omitempty"`
}

func (c *call) history() error {
	t, err := c.typeOf()
	if err != nil {
		return err
	}
	var before int64
	if s := c.r.URL.Query().Get("before"); s != "" {
		if before, err = strconv.ParseInt(s, 10, 64); err != nil {
			return fault.New(fault.Invalid, "api", "not-whole-number", "given", s).On("before")
		}
	}
	versions, err := c.Engine.History(c.r.Context(), c.actor, t.Name, c.r.PathValue("record"), before, 100)
	if err != nil {
		return err
	}
	out := make([]version, len(versions))
	for i, v := range versions {
		out[i] = version{Version: v.Number, Operation: string(v.Operation), RecordedAt: instant(v.RecordedAt), HappenedAt: instant(v.HappenedAt),
			Actor: v.Actor, Gateway: v.Gateway, Reason: v.Reason, Because: v.Because, Batch: v.Batch, Changes: map[string]pair{}}
		for name, d := range v.Changes {
			out[i].Changes[name] = pair{Old: orJSONNull(d.Old), New: orJSONNull(d.New), Erased: d.Erased}
		}
	}
	return c.json(http.StatusOK, map[string]any{"items": out})
}

func orJSONNull(raw json.RawMessage) json.RawMessage {
	if raw == nil {
		return json.RawMessage("null")
	}
	return raw
}

func instant(micro int64) string { return time.UnixMicro(micro).UTC().Format(time.RFC3339Nano) }

func (c *call) me() error {
	return c.json(http.StatusOK, map[string]any{"person": c.actor.Person, "name": c.actor.Name, "roles": c.actor.Roles, "teams": c.actor.Teams,
		"department": c.actor.Department, "scopes": c.actor.Scopes, "language": c.actor.Language, "zone": c.actor.Zone.String()})
}
