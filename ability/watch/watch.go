// Package watch is the ability of records to be followed by people who are not working on them.
//
// Its one rule: whoever watches a record may read it. The practice says so in its access with Rows.
package watch

import (
	"context"
	"slices"

	"steward/kernel/record"
)

// Watchers are the people who follow the record.
var Watchers = record.Refs("watchers", "person")

// Rows is the row condition by which watchers read: to be joined to those of a role by or.
const Rows = "watchers has me"

// ByPeople gives a type its watchers. Whoever may read a record may watch it and stop watching it.
func ByPeople() record.Ability {
	return record.Ability{Name: "watch", Fields: record.Columns{Watchers}, Panel: "watchers", Actions: record.Actions{
		{Name: "watch", Say: "follow what happens to the record", When: "not (watchers has me)", Roles: []string{record.Everyone}, Sets: record.Columns{Watchers}, Do: watch},
		{Name: "unwatch", Say: "no longer follow the record", When: Rows, Roles: []string{record.Everyone}, Sets: record.Columns{Watchers}, Do: unwatch},
	}}
}

func watch(_ context.Context, d *record.Draft, _ record.Reader) error {
	Watchers.Set(d, append(slices.Clone(Watchers.Of(d)), d.By))
	return nil
}

func unwatch(_ context.Context, d *record.Draft, _ record.Reader) error {
	Watchers.Set(d, slices.DeleteFunc(slices.Clone(Watchers.Of(d)), func(id string) bool { return id == d.By }))
	return nil
}
