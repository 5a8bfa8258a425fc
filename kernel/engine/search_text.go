package engine

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/value"
)

// searchText gives the record's text for search, nil when nothing that search reads has changed.
func searchText(d *record.Draft, stored *record.Record) *store.Text {
	if !isSearched(d.Type) {
		return nil
	}
	changed := d.IsNew()
	for slot, def := range d.Type.Defs() {
		changed = changed || (def.Search || names(d.Type, def)) && d.ChangedAt(slot)
	}
	if !changed {
		return nil
	}
	return textOf(stored)
}

// textOf gives the text by which a record is found: what names it, and its other searched fields.
func textOf(row *record.Record) *store.Text {
	var title, body []string
	for slot, def := range row.Type.Defs() {
		switch v := row.At(slot); {
		case v.IsEmpty():
		case names(row.Type, def):
			title = append(title, plain(def, v))
		case def.Search:
			body = append(body, plain(def, v))
		}
	}
	return store.TextOf(strings.Join(title, "\n"), strings.Join(body, "\n"))
}

// isSearched tells whether people look for records of the type by words: those that have no name in
// words, as what stands between two records or a notice, are found by way of others.
func isSearched(t *record.Type) bool {
	return !t.Internal && slices.ContainsFunc(t.Defs(), func(d *record.Def) bool {
		return d.Search || names(t, d) && d != t.Defs()[record.SlotID] && d.Kind.Class() == query.Text
	})
}

// searched names the fields of which the text of a record is made.
func searched(t *record.Type) []string {
	var out []string
	for _, d := range t.Defs() {
		switch {
		case names(t, d):
			out = append(out, d.Name+"!")
		case d.Search:
			out = append(out, d.Name)
		}
	}
	slices.Sort(out)
	return out
}

// names tells whether people name a record of the type by the field: its title, number or a key.
func names(t *record.Type, d *record.Def) bool {
	return d == t.TitleDef() || d == record.NumberField.Definition() ||
		slices.ContainsFunc(t.Keys, func(c record.Column) bool { return c.Definition() == d })
}

// plain gives a value as text without signs that only machines read.
func plain(d *record.Def, v value.Value) string {
	if d.Kind != record.LocalizedKind && d.Kind != record.LocalizedLongKind {
		return d.Kind.Format(d, v)
	}
	byLanguage := map[string]string{}
	if json.Unmarshal([]byte(v.Text()), &byLanguage) != nil {
		return ""
	}
	out := make([]string, 0, len(byLanguage))
	for _, t := range byLanguage {
		out = append(out, t)
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// MergeTopic is the topic of the job that puts waiting texts into the index.
const MergeTopic = "search.merge"

// mergeBatch is how many texts are asked for at once; they go into the index in turns between the
// writes of others.
const mergeBatch = 4096

// MergeSearch puts every text that waits into the index.
func (e *Engine) MergeSearch(ctx context.Context) error {
	for {
		n, err := e.store.MergeSearch(ctx, mergeBatch)
		if err != nil || n < mergeBatch {
			return err
		}
	}
}
