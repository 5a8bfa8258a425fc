package record

import (
	"strings"
	"unicode"

	"steward/kernel/query"
	"steward/kernel/value"
)

// LongTextMax is the longest long text in characters.
const LongTextMax = 1 << 20

type longKind struct{ textKind }

// LongKind is Markdown of any length. Search finds its words; lists do not sort by it.
var LongKind Kind = longKind{}

// LongText declares a text of several lines, written in Markdown.
func LongText(name string) Field[string] {
	return NewField(&Def{Name: name, Kind: LongKind, Search: true}, value.Value.Text, value.Of)
}

func (longKind) Name() string       { return "long_text" }
func (longKind) Columns() []Storage { return []Storage{{}} }
func (longKind) Class() query.Class { return query.LongText }

// lineEnds makes all line ends one, and takes out NUL before the end is trimmed.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "")

func (longKind) Parse(d *Def, raw any, _ Input) (value.Value, error) {
	s, err := asText(raw)
	if err != nil {
		return value.Value{}, err
	}
	s = lineEnds.Replace(s)
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	return checkedText(d, s, LongTextMax)
}

func (longKind) Store(_ *Def, v value.Value, dst []any) []any { return append(dst, textOrNil(v)) }
func (longKind) Rank(_ *Def, v value.Value) value.Value       { return v }
func (longKind) Schema(d *Def) map[string]any {
	return map[string]any{"type": "string", "format": "markdown", "maxLength": limit(d, LongTextMax)}
}
