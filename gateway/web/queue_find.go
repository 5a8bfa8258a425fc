package web

import (
	"cmp"
	"encoding/base64"
	"errors"
	"math"
	"slices"
	"strings"

	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
)

// lane is the stretch of one type's list that goes into a page of the queue.
type lane struct {
	t     *record.Type
	page  *engine.Page
	taken int
	start string // the cursor before the page
}

// item is a row with where its type's list goes on behind it.
type item struct {
	row  *record.Record
	rank rank3
}

// rank3 is the place of a row in the queue: what it is grouped by, then the oldest first.
type rank3 struct {
	number int64
	text   string
	id     string
}

func (a rank3) compare(b rank3) int {
	return cmp.Or(cmp.Compare(a.number, b.number), strings.Compare(a.text, b.text), strings.Compare(a.id, b.id))
}

// find asks each type for a page and merges them into one.
func (q *work) find() error {
	text := q.at.query.Get("filter")
	q.filter = q.asked()
	cursors := cursorsOf(q.at.query.Get("cursor"))
	var wrong error
	for _, t := range q.types {
		l, err := q.lane(t, text, cursors)
		var syntax *query.SyntaxError
		if errors.As(err, &syntax) || fault.Is(err, fault.OverBudget) || fault.Is(err, fault.Invalid) {
			wrong = err // a field that this type does not have
			continue
		}
		if err != nil {
			return err
		}
		if l != nil {
			q.lanes = append(q.lanes, l)
		}
	}
	if len(q.lanes) == 0 && wrong != nil {
		q.filter.Error = q.wrongFilter(wrong)
	}
	q.merge()
	return nil
}

func (q *work) wrongFilter(err error) *view.FilterError {
	var syntax *query.SyntaxError
	if errors.As(err, &syntax) {
		return q.filterError(syntax)
	}
	return &view.FilterError{Text: q.sentence(fault.All(err)[0])}
}

// lane asks one type; nil where the type has no place in the tab or nothing is left of it.
func (q *work) lane(t *record.Type, filter string, cursors map[string]string) (*lane, error) {
	also, cursor := q.tab.also(t.Pages), cursors[t.Name]
	if also == nil || cursor == "-" {
		return nil, nil
	}
	fields := append([]string{"created_at"}, names(definitions(t.Pages.Shown()))...)
	if t.Ability("conversation") {
		fields = append(fields, lastWordBy)
	}
	if t.Ability(promises) {
		fields = append(fields, dueFor)
	}
	page, err := q.Engine.List(q.r.Context(), q.actor, engine.Ask{Type: t.Name, Filter: filter, Also: query.AllOf(isOpen, also), Order: q.group.order(t), Cursor: cursor, Limit: pageRows, Fields: fields})
	if err != nil {
		return nil, err
	}
	return &lane{t: t, page: page, start: cursor}, nil
}

// merge takes the foremost row of all lanes until the page is full.
func (q *work) merge() {
	for len(q.rows) < pageRows {
		var best *lane
		var least rank3
		for _, l := range q.lanes {
			if l.taken >= len(l.page.Records) {
				continue
			}
			if r := q.group.rank(l.page.Records[l.taken]); best == nil || r.compare(least) < 0 {
				best, least = l, r
			}
		}
		if best == nil {
			return
		}
		q.rows = append(q.rows, item{best.page.Records[best.taken], least})
		best.taken++
	}
}

// next gives the address of the page behind, empty on the last.
func (q *work) next() string {
	var parts []string
	left := false
	for _, l := range q.lanes {
		cursor := l.start
		switch {
		case l.taken == len(l.page.Records) && l.page.Next == "":
			cursor = "-"
		case l.taken > 0:
			cursor, left = l.page.Behind(l.taken-1), true
		default:
			left = true
		}
		parts = append(parts, l.t.Name+"="+cursor)
	}
	if !left {
		return ""
	}
	joined := base64.RawURLEncoding.EncodeToString([]byte(strings.Join(parts, "&")))
	behind := "-" + q.at.query.Get("cursor")
	if before := q.at.query.Get("back"); before != "" {
		behind = before + "." + behind
	}
	return q.at.without("sel").with("cursor", joined).with("back", behind).String()
}

func (q *work) before() string {
	if q.at.query.Get("cursor") == "" {
		return ""
	}
	behind := strings.Split(q.at.query.Get("back"), ".")
	last := behind[len(behind)-1]
	return q.at.without("sel").with("cursor", strings.TrimPrefix(last, "-")).with("back", strings.Join(behind[:len(behind)-1], ".")).String()
}

func cursorsOf(text string) map[string]string {
	out := map[string]string{}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return out
	}
	for part := range strings.SplitSeq(string(raw), "&") {
		name, cursor, _ := strings.Cut(part, "=")
		out[name] = cursor
	}
	return out
}

// commonNames are the fields that every type of the queue has.
func (q *work) commonNames() []string {
	var out []string
	for _, d := range q.types[0].Defs() {
		everywhere := !slices.ContainsFunc(q.types, func(t *record.Type) bool { _, ok := t.Field(d.Name); return !ok })
		if everywhere && q.Engine.MayField(q.actor, q.types[0], record.Read, d.Name) {
			out = append(out, d.Name)
		}
	}
	return out
}

// describe shows the condition as chips, in the words of the first type that has its fields.
func (q *work) describe() {
	one := *q.listing
	one.t, one.filter = q.types[0], q.filter
	one.describeFilter()
	q.filter = one.filter
	q.filter.Save = nil
	if q.filter.Names != nil {
		q.filter.Names = q.commonNames()
	}
	q.filter.Quick = slices.DeleteFunc(q.filter.Quick, func(f view.QuickFilter) bool {
		return f.Label == q.Label(field(q.types[0], stateDef(q.types[0]))) && len(q.types) > 1
	})
}

func stateDef(t *record.Type) *record.Def {
	d, _ := t.Field(record.StateName)
	return d
}

const lastPlace = math.MaxInt64
