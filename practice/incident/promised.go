package incident

import (
	"steward/ability/assignment"
	"steward/ability/clock"
	"steward/kernel/page"
	"steward/practice/people"
	"steward/practice/servicelevel"
)

// promised is how incidents keep what agreements promise.
var promised = clock.Work{Book: servicelevel.Book, Opened: OpenedAt, Why: PendingReason,
	Team: assignment.Team, Service: Service, Category: Category, Priority: Priority,
	Staff: people.Staff(), Excluding: []string{people.Manager}}

// Pages are what the practice shows beside the derived pages.
func Pages() []page.Page { return promised.Pages() }
