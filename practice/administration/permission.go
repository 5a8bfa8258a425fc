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
	PermissionType = record.Text("record_type").Required().Indexed()
	PermissionCan  = record.Choices("operations", string(record.Read), string(record.Create), string(record.Change), string(record.Remove)).Required()
	PermissionRows = record.Text("rows").Max(1000)
	PermissionOnly = record.Text("only_fields").Max(2000)
	PermissionBut  = record.Text("but_fields").Max(2000)
)

// Permission lets a role do something with records of a type, beyond what is declared.
var Permission = record.Type{Name: "permission", Icon: "key-round",
	Fields: record.Columns{PermissionRole, PermissionType, PermissionCan, PermissionRows, PermissionOnly, PermissionBut},
	Rules:  record.Rules{{On: record.Checking, Say: "a permission names a type, its fields and a condition that can be read", Do: readable}},
	Access: record.Access{{Role: people.Administrator, Can: record.Everything()}},
	List:   record.Columns{PermissionRole, PermissionType, PermissionCan, PermissionRows},
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
	if _, err := query.Compile(PermissionRows.Of(d), t, query.Env{Now: r.Now()}); err != nil {
		refused = append(refused, fault.All(err)[0].On("rows"))
	}
	return refused.OrNil()
}

func names(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}

// Granted reads the permissions made at run time, by type.
func Granted(ctx context.Context, r record.Reader) (map[string][]record.Permission, error) {
	rows, err := r.Find(ctx, Permission.Name, "", 500)
	if err != nil {
		return nil, err
	}
	out := map[string][]record.Permission{}
	for _, row := range rows {
		role, err := r.Get(ctx, people.Role.Name, PermissionRole.Of(row))
		if err != nil {
			return nil, err
		}
		p := record.Permission{Role: people.RoleKey.Of(role), Rows: PermissionRows.Of(row), Fields: names(PermissionOnly.Of(row)), But: names(PermissionBut.Of(row))}
		for _, op := range row.ValueOf(PermissionCan.Definition()).Members() {
			p.Can = append(p.Can, record.Operation(op))
		}
		out[PermissionType.Of(row)] = append(out[PermissionType.Of(row)], p)
	}
	return out, nil
}
