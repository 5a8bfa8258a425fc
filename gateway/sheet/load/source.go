package load

import (
	"context"
	"errors"

	"steward/gateway/sheet"
	"steward/gateway/sheet/mapping"
	"steward/gateway/sheet/table"
	"steward/kernel/record"
)

// A Source is a table with its plan, standing before the first case.
type Source struct {
	Stream  *sheet.Stream
	mapping *mapping.Mapping
	table   *table.Table
	plain   *plain
}

// Open opens the table in a file and plans it: by a mapping file, or where none is named by the
// table's own header, whose columns are fields of the type.
func Open(ctx context.Context, t *record.Type, file, mappingFile string, o sheet.Options) (*Source, error) {
	s := &Source{}
	var err error
	if mappingFile != "" {
		if s.mapping, err = mapping.Load(mappingFile); err != nil {
			return nil, err
		}
		if s.table, err = table.Open(file, s.mapping.Table); err != nil {
			return nil, err
		}
	} else {
		if s.table, err = table.Open(file, table.Options{}); err != nil {
			return nil, err
		}
		if s.mapping, s.plain, err = byHeader(t, s.table.Facts().Columns); err != nil {
			return nil, errors.Join(err, s.table.Close())
		}
	}
	if o.File == "" {
		o.File = file
	}
	if s.Stream, err = sheet.Plan(ctx, s.mapping, s.table, o); err != nil {
		return nil, errors.Join(err, s.table.Close())
	}
	return s, nil
}

// Type is the type of the records that the mapping makes.
func (s *Source) Type() string { return s.mapping.Type }

// Close closes the table and removes what the plan kept beside it.
func (s *Source) Close() error { return errors.Join(s.Stream.Close(), s.table.Close()) }

// told lists the fields that the mapping gives: they are what the history says, not what our rules
// would make of it.
func (s *Source) told() []string {
	var out []string
	for i := range s.mapping.Fields {
		out = append(out, s.mapping.Fields[i].Name)
	}
	if s.mapping.State != nil {
		out = append(out, s.mapping.State.Driven...)
	}
	if s.mapping.Rest != nil {
		out = append(out, s.mapping.Rest.Field)
	}
	return out
}
