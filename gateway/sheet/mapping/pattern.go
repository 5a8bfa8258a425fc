package mapping

import (
	"strconv"
	"strings"
	"time"
)

// A Pattern reads dates as people write patterns for them: d/M/yyyy HH:mm.
type Pattern struct {
	Text string

	layout string // for time.Parse; empty for iso and unix
	iso    bool
	unit   time.Duration // of a count since 1970, zero if the text is no count
	zoned  bool          // the text carries its own zone or offset
	day    bool          // a calendar day without time
}

// letters are the pieces of a pattern and how package time writes them.
var letters = map[string]string{
	"yyyy": "2006", "yy": "06", "MMMM": "January", "MMM": "Jan", "MM": "01", "M": "1", "dd": "02", "d": "2",
	"EEEE": "Monday", "EEE": "Mon", "HH": "15", "H": "15", "hh": "03", "h": "3", "mm": "04", "m": "4", "ss": "05", "s": "5", "a": "PM",
	"SSS": "000", "SSSSSS": "000000", "SSSSSSSSS": "000000000", "XXX": "Z07:00", "XX": "Z0700", "Z": "-0700", "z": "MST",
}

var isoLayouts = []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z0700", "2006-01-02 15:04:05.999999999Z07:00",
	"2006-01-02T15:04Z07:00", "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02"}

// zonedISO is how many of isoLayouts, from the first, carry an offset.
const zonedISO = 4

// ParsePattern reads a pattern. Letters that belong to no piece are given back as wrong.
func ParsePattern(text string) (pattern *Pattern, wrong string) {
	p := &Pattern{Text: text}
	switch text {
	case "iso":
		p.iso = true
		return p, ""
	case "unix":
		p.unit = time.Second
		return p, ""
	case "unix_ms":
		p.unit = time.Millisecond
		return p, ""
	}
	p.day = true
	for rest := text; rest != ""; {
		var piece string
		piece, rest = cutPiece(rest)
		if !isLetter(piece[0]) {
			p.layout += strings.Trim(piece, "'")
			continue
		}
		layout, known := letters[piece]
		if !known {
			return nil, piece
		}
		p.zoned = p.zoned || strings.ContainsAny(piece, "XZz")
		p.day = p.day && !strings.ContainsAny(piece, "HhmsS")
		p.layout += layout
	}
	if p.layout == "" {
		return nil, text
	}
	return p, ""
}

// cutPiece takes a run of the same letter, a quoted text, or one other character.
func cutPiece(text string) (piece, rest string) {
	end := 1
	switch {
	case text[0] == '\'':
		if close := strings.IndexByte(text[1:], '\''); close >= 0 {
			end = close + 2
		}
	case isLetter(text[0]):
		for end < len(text) && text[end] == text[0] {
			end++
		}
	}
	return text[:end], text[end:]
}

func isLetter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

// Read gives the instant that a text means in a zone, and whether the clock of the
// zone skips that time; it is then taken as the same time on the old clock.
func (p *Pattern) Read(text string, zone *time.Location) (at time.Time, skipped, ok bool) {
	if p.unit > 0 {
		count, err := strconv.ParseInt(text, 10, 64)
		return time.Unix(0, 0).Add(time.Duration(count) * p.unit).UTC(), false, err == nil && count < int64(maxCount/p.unit)
	}
	wall, zoned, ok := p.wall(text)
	if !ok || zoned {
		return wall.UTC(), false, ok
	}
	if p.day || zone == nil {
		return wall, false, true
	}
	at = time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), wall.Nanosecond(), zone)
	skipped = at.Hour() != wall.Hour() || at.Minute() != wall.Minute()
	return at.UTC(), skipped, true
}

// maxCount keeps counts since 1970 inside what a Duration can hold.
const maxCount = time.Duration(1<<63 - 1)

func (p *Pattern) wall(text string) (wall time.Time, zoned, ok bool) {
	if !p.iso {
		wall, err := time.Parse(p.layout, text)
		return wall, p.zoned, err == nil
	}
	for i, layout := range isoLayouts {
		if wall, err := time.Parse(layout, text); err == nil {
			return wall, i < zonedISO, true
		}
	}
	return time.Time{}, false, false
}

// Write gives the instant as the rest of the product reads it: RFC 3339 in UTC, or
// the day alone.
func (p *Pattern) Write(at time.Time) string {
	if p.day {
		return at.Format(time.DateOnly)
	}
	return at.UTC().Format(time.RFC3339Nano)
}
