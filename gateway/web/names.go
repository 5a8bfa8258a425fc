package web

import (
	"strings"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
)

// loadNames finds the names of all records that the page refers to, as far as the reader sees them.
func (v *visit) loadNames() error {
	return v.Names.Load(func(typeName string, ids []string) ([]*record.Record, error) {
		t, ok := v.Engine.Catalogue().Type(typeName)
		if !ok || !v.may(t, record.Read) {
			return nil, nil
		}
		var found []*record.Record
		for len(ids) > 0 {
			n := min(len(ids), engine.MostRows)
			page, err := v.Engine.List(v.r.Context(), v.actor, engine.Ask{Type: typeName, Also: withIDs(ids[:n]), Order: "id", Limit: n, Fields: []string{}})
			if fault.Is(err, fault.Forbidden) {
				return nil, nil
			}
			if err != nil {
				return nil, err
			}
			found, ids = append(found, page.Records...), ids[n:]
		}
		return found, nil
	})
}

// withIDs is the condition that a record is one of these.
func withIDs(ids []string) query.Node {
	c := query.Compare{Path: []string{"id"}, Op: query.In}
	for _, id := range ids {
		c.Values = append(c.Values, query.Quote(strings.ToLower(id)))
	}
	return c
}
