package engine

import (
	"context"
	"slices"
	"strings"
	"time"

	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/store"
)

// Budget is how long an interactive query may take.
const Budget = 100 * time.Millisecond

// Ask is a question for a list of records.
type Ask struct {
	Type   string
	Filter string     // condition as text
	Also   query.Node // a further condition as a tree, may be nil
	Order  string     // such as "priority,-created_at"; the type's own order when empty
	Cursor string
	Limit  int      // at most MostRows; 50 when 0
	Fields []string // only these are loaded, beside id, version, title, number and state; nil: all
	// Background lifts the interactive budget: exports and reports.
	Background bool
}

// MostRows is the most records that one page holds.
const MostRows = 500

// Page is a stretch of a list.
type Page struct {
	Records []*record.Record
	Next    string // cursor of the next page, empty on the last
	sort    query.Sort
}

// Behind gives the cursor of the place behind the record at i, for gateways that merge several lists
// into one.
func (p *Page) Behind(i int) string { return p.sort.CursorOf(rowOf{record: p.Records[i]}) }

// List answers a question with one page of what the actor may see.
func (e *Engine) List(ctx context.Context, actor record.Actor, a Ask) (*Page, error) {
	return e.As(actor).(*reader).list(ctx, a)
}

func (r *reader) list(ctx context.Context, a Ask) (*Page, error) {
	sel, err := r.selection(ctx, a)
	if err != nil {
		return nil, err
	}
	if !a.Background {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, Budget*20)
		defer stop()
	}
	limit := sel.Limit
	sel.Limit++
	rows, err := r.engine.store.Select(ctx, *sel)
	if err != nil {
		return nil, overBudget(ctx, a.Type, err)
	}
	page := &Page{sort: sel.Sort}
	if len(rows) > limit {
		rows = rows[:limit]
		page.Next = sel.Sort.CursorOf(rowOf{record: rows[limit-1]})
	}
	for _, row := range rows {
		if row, err = r.shown(ctx, row); err != nil {
			return nil, err
		}
		page.Records = append(page.Records, row)
	}
	return page, nil
}

func overBudget(ctx context.Context, typeName string, err error) error {
	if ctx.Err() == context.DeadlineExceeded {
		return fault.New(fault.OverBudget, typeName+".list", "over-budget").Because(err)
	}
	return err
}

// selection binds a question: names checked, access added.
func (r *reader) selection(ctx context.Context, a Ask) (*store.Selection, error) {
	t, err := r.typeOf(a.Type)
	if err != nil {
		return nil, err
	}
	sees := r.sees(t)
	if sees.None() {
		return nil, fault.New(fault.Forbidden, t.Name+".read", "forbidden", "operation", "read", "type", t.Name)
	}
	n, err := query.Parse(a.Filter)
	if err != nil {
		return nil, err
	}
	where, err := query.Bind(query.AllOf(n, a.Also), t, r.env(ctx))
	if err != nil {
		return nil, err
	}
	if err := r.mayAsk(t, where.Fields()); err != nil {
		return nil, err
	}
	sort, err := r.order(t, a.Order)
	if err != nil {
		return nil, err
	}
	sel := &store.Selection{House: r.engine.config.House, Type: t, Where: where, Sees: sees, Sort: sort, Limit: a.Limit, Guard: r.guard}
	if sel.Limit <= 0 {
		sel.Limit = 50
	}
	sel.Limit = min(sel.Limit, MostRows)
	if a.Cursor != "" {
		if sel.After, err = sort.ParseCursor(a.Cursor); err != nil {
			return nil, err
		}
	}
	sel.Slots, err = slotsOf(t, a.Fields, sort)
	return sel, err
}

func (r *reader) order(t *record.Type, text string) (query.Sort, error) {
	if text == "" && len(t.Orders) > 0 {
		text = t.Orders[0]
	}
	if text == "" {
		text = "-created_at"
	}
	sort, err := query.ParseOrder(text, t)
	if err != nil {
		return sort, err
	}
	names := make([]string, len(sort))
	for i, k := range sort {
		names[i] = k.Field.Name
	}
	return sort, r.mayAsk(t, names)
}

// mayAsk refuses to filter or sort by a field that the actor may not read: the order of a list tells
// what it holds.
func (r *reader) mayAsk(t *record.Type, paths []string) error {
	for _, dotted := range paths {
		at, path := t, strings.Split(dotted, ".")
		for i, name := range path {
			d, ok := at.Field(name)
			if !ok {
				break
			}
			if !r.book.mayAsk(r.actor, at, name) {
				return fault.New(fault.Forbidden, t.Name+".read", "field-forbidden").On(name)
			}
			if i < len(path)-1 {
				if at, ok = r.catalogue.Type(d.Target); !ok {
					break
				}
			}
		}
	}
	return nil
}

// guard adds the access of the type that a dot-walk reaches.
func (r *reader) guard(b *query.Builder, typeName, alias string) {
	t, ok := r.catalogue.Type(typeName)
	if !ok {
		b.Write("1 = 1")
		return
	}
	store.WriteSees(b, t, r.sees(t), alias)
}

func slotsOf(t *record.Type, fields []string, sort query.Sort) ([]int, error) {
	if fields == nil {
		return nil, nil
	}
	slots := []int{record.SlotID, record.SlotVersion}
	add := func(s int) {
		if s >= 0 && !slices.Contains(slots, s) {
			slots = append(slots, s)
		}
	}
	add(t.SlotNamed("number"))
	add(t.SlotNamed(record.StateName))
	add(t.Slot(t.TitleDef()))
	for _, f := range fields {
		s := t.SlotNamed(f)
		if s < 0 {
			return nil, fault.New(fault.Invalid, t.Name+".read", "no-such-field", "field", f, "type", t.Name).On("fields")
		}
		add(s)
	}
	for _, k := range sort {
		add(k.Field.Slot)
	}
	return slots, nil
}

// Find gives at most limit records that meet a condition.
func (r *reader) Find(ctx context.Context, typeName, condition string, limit int) ([]*record.Record, error) {
	return r.Ordered(ctx, typeName, condition, "", limit)
}

// Ordered is Find in an order.
func (r *reader) Ordered(ctx context.Context, typeName, condition, order string, limit int) ([]*record.Record, error) {
	var out []*record.Record
	ask := Ask{Type: typeName, Filter: condition, Order: order, Background: true}
	for {
		ask.Limit = min(limit-len(out), MostRows)
		page, err := r.list(ctx, ask)
		if err != nil {
			return nil, err
		}
		out = append(out, page.Records...)
		if ask.Cursor = page.Next; page.Next == "" || len(out) >= limit {
			return out, nil
		}
	}
}

// Count counts the records that meet a condition.
func (r *reader) Count(ctx context.Context, typeName, condition string) (int64, error) {
	return r.count(ctx, Ask{Type: typeName, Filter: condition}, 0)
}

// CountUpTo counts what the actor may see, no further than most: counters say "99+".
func (e *Engine) CountUpTo(ctx context.Context, actor record.Actor, a Ask, most int) (int64, error) {
	return e.As(actor).(*reader).count(ctx, a, most)
}

func (r *reader) count(ctx context.Context, a Ask, most int) (int64, error) {
	sel, err := r.selection(ctx, a)
	if err != nil {
		return 0, err
	}
	return r.engine.store.Count(ctx, *sel, most)
}
