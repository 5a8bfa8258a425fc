package record

import (
	"strings"

	"steward/kernel/query"
	"steward/kernel/value"
)

type idKind struct{ referenceKind }

// IDKind is a record's own id. Numbers and keys are not looked up here.
var IDKind Kind = idKind{}

func (idKind) Name() string       { return "id" }
func (idKind) Class() query.Class { return query.Reference }

func (idKind) Parse(_ *Def, raw any, _ Input) (value.Value, error) { return parseID(raw) }

func (idKind) Schema(*Def) map[string]any {
	return map[string]any{"type": "string", "pattern": idPattern, "readOnly": true}
}

// parseID reads an id, a UUID with hyphens and upper case as well.
func parseID(raw any) (value.Value, error) {
	s, err := asWord(raw)
	if err != nil || s == "" {
		return value.Value{}, err
	}
	if id, ok := cleanID(s); ok {
		return value.Exact(id), nil
	}
	return value.Value{}, refuse("not-an-id", s)
}

const idPattern = "^[0-9a-f]{32}$"

// cleanID gives the id that s writes, in Steward's own form.
func cleanID(s string) (string, bool) {
	if IsID(s) {
		return s, true
	}
	if len(s) == 36 && s[8] == '-' && s[13] == '-' && s[18] == '-' && s[23] == '-' {
		s = s[:8] + s[9:13] + s[14:18] + s[19:23] + s[24:]
	}
	s = strings.ToLower(s)
	return s, IsID(s)
}

// IsID tells whether s is an id as Steward writes it: 32 lower-case hex digits.
func IsID(s string) bool {
	if len(s) != 32 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

type numberTextKind struct{ textKind }

// NumberTextKind is the human number of a record: a prefix in capitals and at least seven digits.
var NumberTextKind Kind = numberTextKind{}

func (numberTextKind) Name() string { return "record_number" }

func (numberTextKind) Parse(d *Def, raw any, in Input) (value.Value, error) {
	v, err := TextKind.Parse(d, raw, in)
	return value.Of(strings.ToUpper(v.Text())), err
}
