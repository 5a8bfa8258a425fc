package record

import "steward/kernel/value"

type localizedLongKind struct{ localizedKind }

// LocalizedLongKind is Markdown of several lines in several languages. It is kept and compared as a
// LocalizedKind is.
var LocalizedLongKind Kind = localizedLongKind{}

// LocalizedLongText declares a text of several lines in several languages (BCP 47 tag -> Markdown).
func LocalizedLongText(name string) Field[map[string]string] {
	return NewField(&Def{Name: name, Kind: LocalizedLongKind}, textsOf, textsValue)
}

func (localizedLongKind) Name() string { return "localized_long_text" }

// LocalizedLongMax is the longest text in one language in characters when a field says nothing.
const LocalizedLongMax = 20_000

// Parse reads what localized_text reads, and keeps the lines.
func (localizedLongKind) Parse(d *Def, raw any, in Input) (value.Value, error) {
	most := *d
	most.Max = limit(d, LocalizedLongMax)
	return parseTexts(&most, raw, in, LongKind)
}

func (localizedLongKind) Schema(d *Def) map[string]any {
	return map[string]any{"type": "object", "description": "language (BCP 47) to text",
		"additionalProperties": map[string]any{"type": "string", "format": "markdown", "maxLength": limit(d, LocalizedLongMax)}}
}
