package kind

import (
	"net/url"
	"strings"

	"steward/gateway/web/view"
	"steward/kernel/record"
	"steward/kernel/value"
)

// Names are the titles of referred records, gathered for a whole page and loaded at once.
type Names struct {
	wanted map[string]map[string]bool // type -> id
	known  map[string]map[string]*record.Record
}

// NewNames makes an empty gathering.
func NewNames() *Names {
	return &Names{wanted: map[string]map[string]bool{}, known: map[string]map[string]*record.Record{}}
}

// Want asks for the name of a record.
func (n *Names) Want(typeName, id string) {
	if typeName == "" || !record.IsID(id) || n.known[typeName][id] != nil {
		return
	}
	if n.wanted[typeName] == nil {
		n.wanted[typeName] = map[string]bool{}
	}
	n.wanted[typeName][id] = true
}

// WantValue asks for the names of what a field refers to.
func (n *Names) WantValue(d *record.Def, v value.Value) {
	if v.IsEmpty() {
		return
	}
	switch d.Kind.Name() {
	case "reference", "person":
		n.Want(d.Target, v.Text())
	case "references":
		for _, id := range v.Members() {
			n.Want(d.Target, id)
		}
	case "any_reference":
		_, typeName := v.Second()
		n.Want(typeName, v.Text())
	}
}

// WantPosted asks for the names of what a form refers to.
func (n *Names) WantPosted(d *record.Def, p url.Values) {
	target := d.Target
	if d.Kind.Name() == "any_reference" {
		target = p.Get(d.Name + ".type")
	}
	for _, id := range p[d.Name] {
		n.Want(target, id)
	}
}

// WantRecord asks for everything that the record refers to in these fields; all fields when nil.
func (n *Names) WantRecord(r *record.Record, fields []*record.Def) {
	if fields == nil {
		fields = r.Type.Defs()
	}
	for _, d := range fields {
		n.WantValue(d, r.ValueOf(d))
	}
}

// Load finds what was asked for, each type in one question. What stays unknown is not there or not
// visible to the reader.
func (n *Names) Load(find func(typeName string, ids []string) ([]*record.Record, error)) error {
	for typeName, ids := range n.wanted {
		list := make([]string, 0, len(ids))
		for id := range ids {
			list = append(list, id)
		}
		found, err := find(typeName, list)
		if err != nil {
			return err
		}
		for _, r := range found {
			n.Know(r)
		}
	}
	clear(n.wanted)
	return nil
}

// Know adds a record that is at hand already.
func (n *Names) Know(r *record.Record) {
	if n.known[r.Type.Name] == nil {
		n.known[r.Type.Name] = map[string]*record.Record{}
	}
	n.known[r.Type.Name][r.ID()] = r
}

// Of gives a known record, nil where it is not visible.
func (n *Names) Of(typeName, id string) *record.Record { return n.known[typeName][id] }

// Path gives the address of a record's page.
func Path(t *record.Type, r *record.Record) string {
	if no := r.Number(); no != "" {
		return "/t/" + t.Plural + "/" + no
	}
	return "/t/" + t.Plural + "/" + r.ID()
}

// Link gives the address and words of a referred record. Work is known by its number; everything else
// by its name.
func (r *Reader) Link(typeName, id string) (href, label string, known bool) {
	to := r.Names.Of(typeName, id)
	if to == nil {
		return "", r.Say("not-visible"), false
	}
	label = to.Title()
	if no := to.Number(); no != "" && no != label && to.Type.Pages.Queue {
		label = no + " " + label
	}
	if to.Type.Internal {
		return "", label, true
	}
	return Path(to.Type, to), label, true
}

// Person gives a person as pages show one; the zero Person where there is none.
func (r *Reader) Person(id string) view.Person {
	if id == "" {
		return view.Person{}
	}
	href, name, known := r.Link(personType, id)
	if !known {
		return view.Person{Name: name, Initials: "?", Hue: "gray"}
	}
	return view.Person{Name: name, Initials: Initials(name), Hue: view.Hue(id), Href: href}
}

// Initials gives the first letters of the first and the last word of a name.
func Initials(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	letters := firstLetter(words[0])
	if len(words) > 1 {
		letters += firstLetter(words[len(words)-1])
	}
	return strings.ToUpper(letters)
}

func firstLetter(word string) string {
	for _, r := range word {
		return string(r)
	}
	return ""
}
