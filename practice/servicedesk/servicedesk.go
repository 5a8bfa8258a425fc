// Package servicedesk is where people ask for help and where help is given: the page of those who ask,
// the inbox of those who work, and the page on which calls are written down.
//
// Its one rule: it keeps no records of its own; what is asked and answered are records of other
// practices, changed by their own actions.
package servicedesk

import (
	"slices"

	"steward/kernel/page"
	"steward/kernel/record"
	"steward/practice/people"
)

// The types of other practices that the pages read.
const (
	incidents = "incident"
	problems  = "problem"
	services  = "service"
	messages  = "message"
	notices   = "notice"
	persons   = "person"
)

// Help is the page of everybody who asks for help, and the start page of those who do nothing else.
var Help = page.Page{Path: "help", Title: "help.title", Icon: "house", Roles: []string{people.Requester}, Home: onlyAsks, Plain: true,
	Asks: []string{"q", "report", "service", "title"}, Live: []string{incidents, messages}, Load: loadHelp, Hints: whileAsking}

// Inbox is what came to a person since they last looked.
var Inbox = page.Page{Path: "inbox", Title: "inbox.title", Icon: "bell", Group: page.Personal, Roles: people.Staff(),
	Asks: []string{"show"}, Live: []string{notices}, Waiting: unread, Load: loadInbox}

// Phone is the page on which a call is written down in one save.
var Phone = page.Page{Path: "phone", Title: "phone.title", Icon: "phone", Group: "desk", Roles: people.Staff(),
	Asks: []string{"requester", "title", "service"}, Load: loadPhone, Hints: whileTalking}

// Pages lists the pages of the practice.
func Pages() []page.Page { return []page.Page{Inbox, Phone, Help} }

// onlyAsks tells whether somebody asks for help and does not give it.
func onlyAsks(a record.Actor) bool {
	return !a.System && a.Is(people.Requester) && !slices.ContainsFunc(people.Staff(), a.Is)
}
