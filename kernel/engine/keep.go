package engine

import (
	"context"
	"slices"
	"strings"
	"sync"

	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/store"
)

// keepers remember what was made of the records of some types, such as the agreements that decide
// about every ticket: a write asks for it without reading a record.
type keepers struct {
	lock  sync.Mutex
	known map[string]*keeper
}

type keeper struct {
	lock      sync.Mutex
	types     []string
	catalogue *record.Catalogue
	made      any
	there     bool
}

// forget lets what was made of types that changed be made anew.
func (k *keepers) forget(n store.News) {
	k.lock.Lock()
	defer k.lock.Unlock()
	for name, one := range k.known {
		if n.Missed || slices.ContainsFunc(n.Changes, func(c store.Changed) bool { return slices.Contains(one.types, c.Type) }) {
			delete(k.known, name)
		}
	}
}

func (k *keepers) of(name string, types []string) *keeper {
	k.lock.Lock()
	defer k.lock.Unlock()
	if k.known == nil {
		k.known = map[string]*keeper{}
	}
	if k.known[name] == nil {
		k.known[name] = &keeper{types: types}
	}
	return k.known[name]
}

// Keep gives what was made of some types. Whoever comes while it is made waits for it. A write that
// changes one of the types itself makes its own.
func (r *reader) Keep(ctx context.Context, name string, types []string, make func(context.Context, record.Reader) (any, error)) (any, error) {
	if slices.ContainsFunc(types, r.pending.touches) {
		return make(ctx, r.asSystemReader())
	}
	k := r.engine.kept.of(name, types)
	k.lock.Lock()
	defer k.lock.Unlock()
	if k.there && k.catalogue == r.catalogue {
		return k.made, nil
	}
	made, err := make(ctx, r.engine.As(r.engine.SystemActor("system")))
	if err == nil {
		k.made, k.catalogue, k.there = made, r.catalogue, true
	}
	return made, err
}

// pending knows which records of the write under way refer to which, so that a long import finds
// them without looking through all that it has written.
type pending struct {
	keys    map[string][]string             // by type: what was written, in order
	indexes map[*record.Def]*pendingByField // by reference field
}

type pendingByField struct {
	seen int
	keys map[string][]string // by the id that is referred to
}

func newPending() *pending {
	return &pending{keys: map[string][]string{}, indexes: map[*record.Def]*pendingByField{}}
}

func (p *pending) touches(typeName string) bool { return p != nil && len(p.keys[typeName]) > 0 }

func (p *pending) note(key string) {
	typeName, _, _ := strings.Cut(key, "/")
	p.keys[typeName] = append(p.keys[typeName], key)
}

// referring gives the keys of records that may refer to the id by the field: some may no longer do so.
func (p *pending) referring(typeName string, d *record.Def, id string, rows map[string]*record.Record) []string {
	if !p.touches(typeName) {
		return nil
	}
	index := p.indexes[d]
	if index == nil {
		index = &pendingByField{keys: map[string][]string{}}
		p.indexes[d] = index
	}
	for _, key := range p.keys[typeName][index.seen:] {
		if row := rows[key]; row != nil {
			for _, to := range record.Referred(row.ValueOf(d)) {
				index.keys[to] = append(index.keys[to], key)
			}
		}
	}
	index.seen = len(p.keys[typeName])
	return index.keys[id]
}

// mostReferring is how many records are followed that refer to one.
const mostReferring = 5000

// Referring gives the records that refer to one, as the write under way leaves them.
func (r *reader) Referring(ctx context.Context, typeName, field, id string) ([]*record.Record, error) {
	t, err := r.typeOf(typeName)
	if err != nil {
		return nil, err
	}
	d, ok := t.Field(field)
	if !ok {
		return nil, fault.New(fault.Internal, "engine.referring", "no-such-field", "field", field, "type", typeName)
	}
	var stored []*record.Record
	if !r.fresh[id] {
		if stored, err = r.storedReferring(ctx, t, d, id); err != nil {
			return nil, err
		}
	}
	out := stored[:0]
	for _, row := range stored {
		if _, changed := r.overlay[typeName+"/"+row.ID()]; !changed {
			out = append(out, row)
		}
	}
	out = append(out, r.coming(typeName, d, id)...)
	slices.SortFunc(out, func(a, b *record.Record) int { return strings.Compare(a.ID(), b.ID()) })
	return out, nil
}

// coming gives what the write under way has changed or made and leaves referring to a record.
func (r *reader) coming(typeName string, d *record.Def, id string) []*record.Record {
	var out []*record.Record
	for _, key := range r.pending.referring(typeName, d, id, r.overlay) {
		if row := r.overlay[key]; row != nil && slices.Contains(record.Referred(row.ValueOf(d)), id) && !slices.Contains(out, row) {
			out = append(out, row)
		}
	}
	return out
}

func (r *reader) storedReferring(ctx context.Context, t *record.Type, d *record.Def, id string) ([]*record.Record, error) {
	all := r.asSystemReader()
	sel, err := all.selection(ctx, Ask{Type: t.Name, Order: "id", Limit: MostRows,
		Also: query.Compare{Path: []string{d.Name}, Op: query.Equal, Values: []query.Literal{query.Quote(id)}}})
	if err != nil {
		return nil, err
	}
	sel.Limit = mostReferring
	return r.engine.store.Select(ctx, *sel)
}
