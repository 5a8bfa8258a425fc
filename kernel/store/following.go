package store

import (
	"steward/kernel/query"
	"steward/kernel/record"
)

// Opens is a condition on a record that opens it to somebody; a *query.Condition is one. The record is
// the one that the builder calls Table.
type Opens interface{ SQL(b *query.Builder) }

// Following opens a record to those who may read the one that its reference field names: what the
// reader lines say, asked of the rows.
type Following struct {
	Rows     *query.Condition // on the record itself
	Field    *record.Def      // the reference
	Subjects []FollowedType
}

// FollowedType is a type to which the reference may lead, and what the asking actor sees of it.
type FollowedType struct {
	Type *record.Type
	Sees Sees
}

// SQL writes the condition.
func (f Following) SQL(b *query.Builder) {
	record := b.Table
	b.Write("(")
	f.Rows.SQL(b)
	b.Write(") AND (")
	for i, to := range f.Subjects {
		if i > 0 {
			b.Write(" OR ")
		}
		f.subject(b, to, record)
	}
	if len(f.Subjects) == 0 {
		b.Write("FALSE")
	}
	b.Write(")")
}

func (f Following) subject(b *query.Builder, to FollowedType, from string) {
	alias, columns := b.Alias(), f.Field.Kind.Columns()
	column := func(i int) string { return query.Name(from) + "." + query.Name(record.ColumnName(f.Field, columns[i])) }
	b.Write("(")
	if f.Field.Target == "" {
		b.Write(column(1), " = ", b.Arg(to.Type.Name), " AND ")
	}
	b.Write("EXISTS (SELECT 1 FROM ", quote(to.Type.Table()), " AS ", query.Name(alias), " WHERE ", query.Name(alias), `."house" = `, b.House(),
		" AND ", query.Name(alias), `."id" = `, column(0), " AND ")
	WriteSees(b, to.Type, to.Sees, alias)
	b.Write("))")
}
