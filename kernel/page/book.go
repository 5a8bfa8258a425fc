package page

import (
	"fmt"
	"regexp"
	"slices"

	"steward/kernel/record"
)

// Book is all pages and slots of an installation, read-only.
type Book struct {
	pages []Page
	slots []Slot
}

var pathPattern = regexp.MustCompile(`^[a-z][a-z0-9-]{0,40}$`)

// NewBook takes declarations and refuses what does not fit together.
func NewBook(pages []Page, slots []Slot) (*Book, error) {
	paths, names := map[string]bool{}, map[string]bool{}
	for _, p := range pages {
		if !pathPattern.MatchString(p.Path) || p.Title == "" || p.Load == nil {
			return nil, fmt.Errorf("page %q: a path of lower-case letters, digits and hyphens, a title and a Load are needed", p.Path)
		}
		if paths[p.Path] {
			return nil, fmt.Errorf("page %q stands twice", p.Path)
		}
		paths[p.Path] = true
	}
	for _, s := range slots {
		if s.Name == "" || s.On == nil || s.Load == nil || !slices.Contains([]Place{Head, Panel, Aside}, s.Place) {
			return nil, fmt.Errorf("slot %q: a name, a place, a type and a Load are needed", s.Name)
		}
		if names[s.Name] {
			return nil, fmt.Errorf("slot %q stands twice", s.Name)
		}
		names[s.Name] = true
	}
	return &Book{pages: slices.Clone(pages), slots: slices.Clone(slots)}, nil
}

// Pages lists the pages that the actor may open, in declared order.
func (b *Book) Pages(a record.Actor) []Page {
	if b == nil {
		return nil
	}
	var out []Page
	for _, p := range b.pages {
		if p.May(a) {
			out = append(out, p)
		}
	}
	return out
}

// All lists every page.
func (b *Book) All() []Page {
	if b == nil {
		return nil
	}
	return slices.Clone(b.pages)
}

// Page finds a page by its path, if the actor may open it.
func (b *Book) Page(a record.Actor, path string) (Page, bool) {
	for _, p := range b.Pages(a) {
		if p.Path == path {
			return p, true
		}
	}
	return Page{}, false
}

// Home gives the start page of the actor.
func (b *Book) Home(a record.Actor) (Page, bool) {
	for _, p := range b.Pages(a) {
		if p.Home != nil && p.Home(a) {
			return p, true
		}
	}
	return Page{}, false
}

// Slots lists the slots on a type that the actor may see, in declared order.
func (b *Book) Slots(a record.Actor, t *record.Type) []Slot {
	if b == nil {
		return nil
	}
	var out []Slot
	for _, s := range b.slots {
		if s.On(t) && s.May(a) {
			out = append(out, s)
		}
	}
	return out
}
