package administration

import (
	"context"
	"strings"

	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
	"steward/practice/people"
)

// Fields of a permission.
var (
	PermissionRole = record.Ref("role", "role").Required().Indexed()
	PermissionType = record.Text("record_type").Required().Indexed().Examples("team", "location")
	PermissionCan  = record.Choices("operations", string(record.Read), string(record.Create), string(record.Change), string(record.Remove), string(record.Replay), string(record.Redact)).Required()
	PermissionRows = record.Text("rows").Max(1000)
	PermissionVia  = record.Text("via") // a reference field: in the role, the readers of what it names read this too
	PermissionOnly = record.Text("only_fields").Max(2000)
	PermissionBut  = record.Text("but_fields").Max(2000)
)

// Permission lets a role do something with records of a type, beyond what is declared.
var Permission = record.Type{Name: "permission", Icon: "key-round",
	Fields: record.Columns{PermissionRole, PermissionType, PermissionCan, PermissionRows, PermissionVia, PermissionOnly, PermissionBut},
	Rules:  record.Rules{{On: record.Checking, Say: "a permission names a type, its fields and a condition that can be read", Do: readable}},
	Access: record.Access{{Role: people.Administrator, Can: record.Everything()}},
	List:   record.Columns{PermissionRole, PermissionType, PermissionCan, PermissionRows},

	Configuration: &record.Configuration{By: record.Columns{PermissionRole, PermissionType, PermissionCan, PermissionRows, PermissionVia, PermissionOnly, PermissionBut}},
}

func readable(_ context.Context, d *record.Draft, r record.Reader) error {
	t, ok := r.Type(PermissionType.Of(d))
	if !ok {
		return fault.New(fault.Invalid, "permission", "no-such-type", "type", PermissionType.Of(d)).On("record_type")
	}
	var refused fault.List
	for _, f := range []record.Field[string]{PermissionOnly, PermissionBut} {
		for _, name := range names(f.Of(d)) {
			if _, ok := t.Field(name); !ok {
				refused = append(refused, fault.New(fault.Invalid, "permission", "no-such-field", "field", name, "type", t.Name).On(f.Name()))
			}
		}
	}
	if len(refused) > 0 {
		return refused
	}
	return asRefusal(granted(d, "").Check(t))
}

// asRefusal names the field to blame: what cannot be taken into use is refused here, for at the next
// start it would be too late.
func asRefusal(_ query.Node, _ []record.Way, err error) error {
	if err == nil {
		return nil
	}
	f := fault.All(err)[0]
	if f.Field != PermissionVia.Name() {
		f = f.On(PermissionRows.Name())
	}
	return f
}

// granted makes of a record what the access of a type is made of.
func granted(h record.Holder, role string) record.Permission {
	p := record.Permission{Role: role, Rows: PermissionRows.Of(h), Via: PermissionVia.Of(h), Fields: names(PermissionOnly.Of(h)), But: names(PermissionBut.Of(h))}
	for _, op := range PermissionCan.Of(h) {
		p.Can = append(p.Can, record.Operation(op))
	}
	return p
}

func names(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}

// mostRecords is how many permissions, and how many fields, administrators may make in all.
const mostRecords = 10_000

// privacy lets privacy officers read and erase in every type of the catalogue, also in those that a
// later program declares.
func privacy(r record.Reader) map[string][]record.Permission {
	out := map[string][]record.Permission{}
	own, ok := r.Type(Permission.Name)
	if !ok {
		return out
	}
	for _, t := range own.Catalogue().Types() {
		if !t.Internal {
			out[t.Name] = []record.Permission{{Role: people.PrivacyOfficer, Can: []record.Operation{record.Read, record.Redact}}}
		}
	}
	return out
}

// Granted gives the permissions beyond those that the types declare, by type: the privacy officers',
// and what administrators made at run time.
func Granted(ctx context.Context, r record.Reader) (map[string][]record.Permission, error) {
	rows, err := r.Find(ctx, Permission.Name, "", mostRecords)
	if err != nil {
		return nil, err
	}
	out := privacy(r)
	for _, row := range rows {
		role, err := r.Get(ctx, people.Role.Name, PermissionRole.Of(row))
		if err != nil {
			return nil, err
		}
		out[PermissionType.Of(row)] = append(out[PermissionType.Of(row)], granted(row, people.RoleKey.Of(role)))
	}
	return out, nil
}
