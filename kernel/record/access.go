package record

import "slices"

// Operation is what somebody wants to do with a record.
type Operation string

// The operations. An action's or a move's own name may stand in Roles of its declaration.
const (
	Read   Operation = "read"
	Create Operation = "create"
	Change Operation = "change"
	Remove Operation = "remove"
	// Redact is to erase values from records and their history; see engine.Redact.
	Redact Operation = "redact"
	// Replay is to import what happened elsewhere: see engine.Replay.
	Replay Operation = "replay"
)

// Permission lets a role do something with the rows that meet a condition, in some fields or all.
// Nothing is allowed that no permission allows.
type Permission struct {
	Role string
	Can  []Operation
	// Rows is a condition in the language of package query; empty means all rows. For Read it must
	// compile to principals: each alternative compares at most one field with me, my teams or my
	// department, beside conditions on the record itself.
	Rows string
	// Via names a reference field, for Read only: whoever may read the record that it names in the
	// permission's role (in any role for Everyone) may read this one, where Rows holds.
	Via string
	// Fields limits the permission to these fields; all when empty.
	Fields []string
	// But takes fields out again.
	But []string
}

// Access is the permissions of a type.
type Access []Permission

// Allows tells whether the permission covers the operation.
func (p Permission) Allows(op Operation) bool { return slices.Contains(p.Can, op) }

// Covers tells whether the permission covers a field.
func (p Permission) Covers(field string) bool {
	if slices.Contains(p.But, field) {
		return false
	}
	return len(p.Fields) == 0 || slices.Contains(p.Fields, field)
}

// Everything is the list of the four operations on records one by one; Replay and Redact are granted by name.
func Everything() []Operation { return []Operation{Read, Create, Change, Remove} }
