package record

import "steward/kernel/value"

// PersonType is the name of the record type that stands for people.
const PersonType = "person"

type personKind struct{ referenceKind }

// PersonKind is the id of a person. It is a kind of its own because people are picked and shown in
// their own way.
var PersonKind Kind = personKind{}

// Person declares a reference to a person.
func Person(name string) Field[string] {
	return NewField(&Def{Name: name, Kind: PersonKind, Target: PersonType}, value.Value.Text, value.Exact)
}

func (personKind) Name() string { return "person" }
