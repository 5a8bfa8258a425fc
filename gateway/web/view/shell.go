package view

import "github.com/a-h/templ"

// Shell is the frame around every page of a signed-in person.
type Shell struct {
	// Title of the document, without the product's name.
	Title string
	// Language is a BCP 47 tag ("en", "de-CH"); Direction is "ltr" or "rtl".
	Language, Direction string
	// Theme is "" (as the system), "light" or "dark". Density is "", "compact" or "comfortable".
	Theme, Density string
	// Workspace is the name of the organisation, linking to the start page.
	Workspace Link
	// Search answers /search; Palette answers /palette.
	Search, Palette string
	// New is what can be created from anywhere; the first is what the key C creates.
	New []Link
	// Nav are the groups of the side bar; a group without a label comes first.
	Nav []NavGroup
	// Note is the card at the foot of the side bar (who is on call); nil shows none.
	Note *NavNote
	// Foot are the last links of the side bar, such as administration.
	Foot []Link
	// Tabs are the links of the bar at the bottom on a phone, at most five; the last one is usually the menu
	// (Href "#side"), which shows the side bar.
	Tabs []Link
	User UserMenu
	// Live is the address of the event stream; empty switches live updates off.
	Live string
	// Context names what the palette acts on ("INC0004127"), and ContextQuery is sent with it as "on".
	Context, ContextQuery string
	// Toasts are shown once.
	Toasts []Toast
	// Plain is the frame of those who only ask for help: a head in place of the side bar. Nil for others.
	Plain *PlainFrame
}

// PlainFrame is a head with few ways.
type PlainFrame struct {
	Links []Link
	// Languages set the reader's language; the current one is marked.
	Languages []LanguageChoice
}

// LanguageChoice is a language in its own name.
type LanguageChoice struct {
	Action  Action
	Current bool
}

// NavGroup is a titled part of the side bar.
type NavGroup struct {
	Label string
	Links []Link
}

// NavNote is the card at the foot of the side bar.
type NavNote struct {
	Person Person
	Title  string
	Note   string
	Href   string
}

// UserMenu is what a person finds under their own name.
type UserMenu struct {
	Person  Person
	Email   string
	Links   []Link
	SignOut Action
	// Theme receives POST theme=light|dark|system; Density receives POST density=compact|regular|comfortable.
	Theme, Density string
}

// Bar is the 48 px head of a page.
type Bar struct {
	// Title is the heading of the page. Empty where the body has its own.
	Title  string
	Crumbs []Link
	// Tabs are saved views or parts of the page.
	Tabs []Link
	// Step leads to the neighbours in the list from which the reader came.
	Step *Step
	// Here are other people who look at the same.
	Here []Person
	// HereAt receives POST writing=0|1 or gone=1 while the page is open, and answers with HereView and ClashView; empty
	// where nobody is told.
	HereAt string
	// Layouts switch between list, board and the like.
	Layouts []Link
	// Actions are shown as buttons; More go into the menu behind them.
	Actions, More []Action
	// Slot is put before the buttons.
	Slot templ.Component
}

// Step leads to the previous and next record.
type Step struct {
	Previous, Next string
	// Text says where: "2 of 6".
	Text string
}
