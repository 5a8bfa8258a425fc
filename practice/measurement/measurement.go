// Package measurement shows whether the work does what it should: the cockpit.
//
// Its one rule: every figure says its window, filter, formula and n, and opens exactly the records that
// it counted. It names the types of other practices and reads what the viewer may read.
package measurement

import (
	"steward/kernel/page"
	"steward/kernel/record"
	"steward/practice/people"
)

// Cockpit is the page of whoever answers for the work.
var Cockpit = page.Page{Path: "cockpit", Title: "cockpit.title", Icon: "gauge", Group: page.Personal, Roles: people.Staff(),
	Home: func(a record.Actor) bool { return a.Is(people.Manager) }, Asks: []string{"period", "team"}, Load: load}

// Pages lists the pages of the practice.
func Pages() []page.Page { return []page.Page{Cockpit} }
