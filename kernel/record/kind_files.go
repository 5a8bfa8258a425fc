package record

import (
	"steward/kernel/query"
	"steward/kernel/value"
)

type filesKind struct{ referencesKind }

// FilesKind is a set of ids of attachments. The content is stored first; the field only names it.
var FilesKind Kind = filesKind{}

// Files declares a field that holds any number of files.
func Files(name string) Field[[]string] {
	return NewField(&Def{Name: name, Kind: FilesKind}, value.Value.Members, setOf)
}

func (filesKind) Name() string       { return "files" }
func (filesKind) Class() query.Class { return query.Opaque }

func (filesKind) Parse(_ *Def, raw any, _ Input) (value.Value, error) {
	list, err := asList(raw)
	if err != nil {
		return value.Value{}, err
	}
	ids := make([]string, 0, len(list))
	for _, one := range list {
		s, err := referenceText(one)
		if err != nil {
			return value.Value{}, err
		}
		v, err := parseID(s)
		if err != nil {
			return value.Value{}, refuse("not-a-file", s)
		}
		ids = append(ids, v.Text())
	}
	return value.SetOf(ids...), nil
}
