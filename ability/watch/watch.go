// Package watch is the ability of records to be followed by people who are not working on them.
//
// Its one rule: whoever watches a record may read it.
package watch

import "steward/kernel/record"

// Watchers are the people who follow the record.
var Watchers = record.Refs("watchers", "person")

// ByPeople gives a type its watchers.
func ByPeople() record.Ability {
	return record.Ability{Name: "watch", Fields: record.Columns{Watchers}, Panel: "watchers"}
}
