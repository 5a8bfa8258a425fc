// Package page holds the words of a page: whole pages that a practice declares beside its types, slots
// that a practice or an ability fills on the pages of records, and the blocks of which both are made.
//
// Its one rule: a page is data. It reads with the eyes of whoever looks at it and can write nothing; what
// it offers to do is the name of an operation that the engine answers for every gateway.
package page

import (
	"context"

	"steward/kernel/record"
)

// Page is a whole page of a practice.
type Page struct {
	// Path names the page in addresses: "cockpit".
	Path string
	// Title is the message key of its name. Icon is a drawing of the sprite.
	Title, Icon string
	// Group is the part of the navigation in which it stands, as of a type; Personal is the part that
	// comes first. Without one it is reached from other pages.
	Group string
	// Roles may open it; everybody who is signed in when empty.
	Roles []string
	// Home makes it the start page of those for whom it holds; the first page that holds wins.
	Home func(record.Actor) bool
	// Plain gives the page the frame of those who only ask for help: no side bar, room around.
	Plain bool
	// Guides makes it the page that explains others: it is asked with "at", the address of the page from
	// which the reader comes.
	Guides bool
	// Asks lists the parameters that the page reads from its address.
	Asks []string
	// Live names the types whose changes the page shows as they happen.
	Live []string
	// Waiting counts what waits for the viewer there, shown beside its name; may be nil.
	Waiting func(context.Context, Reader) (int64, error)
	// Hints reads what helps while somebody fills a form of the page, given what stands in it; may be nil.
	Hints func(context.Context, Reader, Params) (Blocks, error)
	// Load reads what the page shows.
	Load func(context.Context, Reader, Params) (Blocks, error)
}

// Personal is the part of the navigation that comes first.
const Personal = "personal"

// Params is what the address of a page asks for.
type Params map[string]string

// Only gives the named parameters.
func (p Params) Only(names ...string) Params {
	out := Params{}
	for _, n := range names {
		if p[n] != "" {
			out[n] = p[n]
		}
	}
	return out
}

// Place is where a slot stands on the page of a record.
type Place string

// The places.
const (
	Head  Place = "head"  // under the title, before everything
	Panel Place = "panel" // in the column of reading, behind the fields or before the conversation
	Aside Place = "aside" // the quieter side
)

// Slot is a part of the pages of records that a practice or an ability fills.
type Slot struct {
	// Name tells the slot from others in the same place: "clocks".
	Name  string
	Place Place
	// On tells on which types it stands: OnType or OnAbility.
	On func(*record.Type) bool
	// Roles may see it; everybody who may read the record when empty.
	Roles []string
	// Load reads what it shows of a record that the viewer may read. Without blocks, nothing stands there.
	Load func(context.Context, Reader, *record.Record) (Blocks, error)
}

// OnType puts a slot on the types with these names.
func OnType(names ...string) func(*record.Type) bool {
	return func(t *record.Type) bool {
		for _, n := range names {
			if t.Name == n {
				return true
			}
		}
		return false
	}
}

// OnAbility puts a slot on all types that have the ability.
func OnAbility(name string) func(*record.Type) bool {
	return func(t *record.Type) bool { return t.Ability(name) }
}

// May tells whether the actor may open the page.
func (p Page) May(a record.Actor) bool { return holds(a, p.Roles) }

// May tells whether the actor may see the slot.
func (s Slot) May(a record.Actor) bool { return holds(a, s.Roles) }

func holds(a record.Actor, roles []string) bool {
	if len(roles) == 0 {
		return true
	}
	for _, r := range roles {
		if a.Is(r) {
			return true
		}
	}
	return false
}
