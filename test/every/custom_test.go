package every

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"steward/gateway/api"
	"steward/gateway/signin"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/record/sample"
	"steward/kernel/value"
)

// extended is the type that is given a custom field of each kind.
const extended = "incident"

// extend makes a custom field of each kind as an administrator does, while others write records of
// the type, and gives the type as it is then with the new fields.
func (w *world) extend() (*record.Type, []*record.Def) {
	w.t.Helper()
	stop := w.busy(4)
	administrator := record.Actor{Person: w.ids["person"][0], Roles: []string{"administrator"}, House: w.engine.House(), Gateway: "page"}
	for _, spec := range sample.Customs("team") {
		values := map[string]any{"record_type": extended, "name": spec.Name, "kind": spec.Kind, "label": spec.Label, "target": spec.Target, "scale": spec.Scale}
		if spec.Options != nil {
			values["options"] = spec.Options
		}
		raw, err := json.Marshal(values)
		if err != nil {
			w.t.Fatal(err)
		}
		read := json.NewDecoder(bytes.NewReader(raw))
		read.UseNumber()
		if err := read.Decode(&values); err != nil {
			w.t.Fatal(err)
		}
		if _, err := w.engine.CreateOne(w.t.Context(), administrator, "custom_field", values); err != nil {
			w.t.Fatalf("%s: %v", spec.Kind, err)
		}
	}
	stop()
	of, _ := w.engine.Catalogue().Type(extended)
	var made []*record.Def
	for _, spec := range sample.Customs("team") {
		d, ok := of.Field(spec.Name)
		if !ok {
			w.t.Fatalf("%s is not there", spec.Name)
		}
		made = append(made, d)
	}
	return of, made
}

// busy changes records of the type from several sides until it is stopped, and wants each change
// kept.
func (w *world) busy(sides int) (stop func()) {
	var writers sync.WaitGroup
	ctx, cancel := context.WithCancel(context.Background())
	for side := range sides {
		id := w.ids[extended][side]
		begun := make(chan struct{})
		writers.Go(func() {
			for n := 1; ; n++ {
				title := fmt.Sprintf("Side %d, change %d", side, n)
				row, err := w.engine.ChangeOne(context.Background(), w.root(), extended, id, 0, map[string]any{"title": title})
				if err == nil {
					row, err = w.engine.System("the test looks").Get(context.Background(), extended, id)
				}
				if err != nil || row.Title() != title {
					w.t.Errorf("%q: %v", title, err)
				}
				if n == 1 {
					close(begun)
				}
				if ctx.Err() != nil || err != nil {
					return
				}
			}
		})
		<-begun
	}
	return func() { cancel(); writers.Wait() }
}

func TestCustomFieldsOfEveryKindAreMadeWhileOthersWriteAndAreFieldsLikeAllOthers(t *testing.T) {
	w := newWorld(t)
	w.fill()
	of, made := w.extend()
	for range 2 * perType {
		w.create(of)
	}
	rows := w.all(of)
	for _, d := range made {
		t.Run(d.Name, func(t *testing.T) {
			if !slices.ContainsFunc(rows, func(r *record.Record) bool { return !r.ValueOf(d).IsEmpty() }) {
				t.Fatal("no record holds a value")
			}
			w.filters(t, of, d, rows)
			w.sorts(t, of, d, rows)
			w.refuses(t, of, d)
		})
	}
	for _, d := range made {
		t.Run(d.Name+" is remembered", func(t *testing.T) { w.remembers(t, of, d) })
	}
	w.described(t, of, made)
	w.served(t, of, made)
}

func (w *world) refuses(t *testing.T, of *record.Type, d *record.Def) {
	t.Helper()
	for _, raw := range sample.Bad(d) {
		_, err := w.engine.CreateOne(t.Context(), w.root(), of.Name, map[string]any{"title": "Refused", d.Name: raw})
		if !slices.ContainsFunc(fault.All(err), func(f *fault.Fault) bool { return f.Field == d.Name }) {
			t.Errorf("%v: %v", raw, err)
		}
	}
}

// fit gives a value that the house takes: it knows no rates of exchange.
func (w *world) fit(t *testing.T, d *record.Def) value.Value {
	t.Helper()
	for range 100 {
		v := sample.Value(w.random, d, w.refs)
		if !v.IsEmpty() && (d.Kind != record.MoneyKind || value.MoneyOf(v).Currency == w.engine.Currency()) {
			return v
		}
	}
	t.Fatalf("no sample of %s", d.Kind.Name())
	return value.Value{}
}

// remembers changes the field of one record, finds it in the history and takes it back.
func (w *world) remembers(t *testing.T, of *record.Type, d *record.Def) {
	t.Helper()
	r, err := w.engine.CreateOne(t.Context(), w.root(), of.Name, map[string]any{"title": "Remembers " + d.Name})
	if err != nil {
		t.Fatal(err)
	}
	v := w.fit(t, d)
	if _, err = w.engine.ChangeOne(t.Context(), w.root(), of.Name, r.ID(), 1, map[string]any{d.Name: sample.Raw(sample.API, d, v)}); err != nil {
		t.Fatal(err)
	}
	versions, err := w.engine.History(t.Context(), w.root(), of.Name, r.ID(), 0, 10)
	if err != nil || len(versions) != 2 {
		t.Fatalf("%d versions, %v", len(versions), err)
	}
	if _, told := versions[0].Changes[d.Name]; !told {
		t.Error("the history does not tell of it")
	}
	if _, err := w.engine.Undo(t.Context(), w.root(), engine.Options{}, of.Name, r.ID(), 2); err != nil && !record.IsSealed(d) {
		t.Fatal(err)
	}
}

// described wants the fields in the description of the API, as they are read and written.
func (w *world) described(t *testing.T, of *record.Type, made []*record.Def) {
	t.Helper()
	raw, err := api.Describe(w.engine.Catalogue(), w.system.Words)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Components struct {
			Schemas map[string]struct{ Properties map[string]map[string]any }
		}
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	for _, schema := range []string{"Incident", "IncidentInput"} {
		for _, d := range made {
			if p := doc.Components.Schemas[schema].Properties[d.Name]; p["title"] != d.Label["en"] {
				t.Errorf("%s of %s is described as %v", d.Name, schema, p)
			}
		}
	}
}

// served writes a value into every field over the API and reads it back.
func (w *world) served(t *testing.T, of *record.Type, made []*record.Def) {
	t.Helper()
	id, err := w.system.Gate.MakeAdministrator(t.Context(), signin.FirstAdministrator{Name: "Ada", Email: "ada@example.com", Password: "a long enough sentence"})
	if err != nil {
		t.Fatal(err)
	}
	token, err := w.system.Gate.CreateToken(t.Context(), w.engine.SystemActor("cli"), id, "test", nil, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	handler, err := w.system.Handler()
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]any{"title": "With everything"}
	for _, d := range made {
		values[d.Name] = sample.Raw(sample.API, d, w.fit(t, d))
	}
	body, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/api/v1/"+of.Plural, bytes.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/json")
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, r)
	if answer.Code != http.StatusCreated {
		t.Fatalf("%d %s", answer.Code, answer.Body)
	}
	read := json.NewDecoder(answer.Body)
	read.UseNumber()
	got := map[string]any{}
	if err := read.Decode(&got); err != nil {
		t.Fatal(err)
	}
	for _, d := range made {
		if !record.IsSealed(d) && !reflect.DeepEqual(got[d.Name], values[d.Name]) {
			t.Errorf("%s: %v was written, %v read", d.Name, values[d.Name], got[d.Name])
		}
	}
	w.figured(t, of, made)
}

// figured counts by every field by which records can be grouped.
func (w *world) figured(t *testing.T, of *record.Type, made []*record.Def) {
	t.Helper()
	for _, d := range made {
		by, filter := d.Name, ""
		switch d.Kind.Class() {
		case query.Opaque, query.LongText, query.Members:
			continue
		case query.Date, query.Instant:
			by, filter = "year("+by+")", by+" >= 1900-01-01 and "+by+" < 2100-01-01" // the samples reach to the end of time
		}
		f, err := w.engine.Aggregate(t.Context(), w.root(), engine.AggregateAsk{Type: of.Name, By: by, Filter: filter})
		if err != nil {
			t.Errorf("%s: %v", by, err)
			continue
		}
		total := 0.0
		for _, g := range f.Groups {
			n, _ := g.Number(0)
			total += n
		}
		if all, err := w.engine.CountUpTo(t.Context(), w.root(), engine.Ask{Type: of.Name, Filter: filter}, 0); err != nil || float64(all) != total {
			t.Errorf("%s: %v of %d are counted, %v", by, total, all, err)
		}
	}
}
