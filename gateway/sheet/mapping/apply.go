package mapping

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"strconv"
	"time"

	"steward/gateway/sheet/problem"
)

// RowKey gives the key of the record that a row belongs to.
func (b *Binding) RowKey(row []string) (string, *problem.Problem) {
	key, _, wrong := b.key.value(row)
	if wrong == nil && key == "" {
		wrong = b.key.wrong("key-empty", "", "")
	}
	return key, wrong
}

// RowTime gives the time of a row's event; zero where the mapping has none or the
// row leaves it out.
func (b *Binding) RowTime(row []string) (time.Time, *problem.Problem) {
	return b.moment(b.time, row)
}

// RowCreated gives the time at which the record of a row came into being.
func (b *Binding) RowCreated(row []string) (time.Time, *problem.Problem) {
	return b.moment(b.created, row)
}

func (b *Binding) moment(recipe *bound, row []string) (time.Time, *problem.Problem) {
	if recipe == nil {
		return time.Time{}, nil
	}
	text := recipe.raw(row)
	if text == "" {
		text = recipe.Default
	}
	if text == "" {
		return time.Time{}, nil
	}
	at, _, wrong := recipe.instant(text)
	return at, wrong
}

// TimeMissing is the problem of a row whose event has no time.
func (b *Binding) TimeMissing() *problem.Problem { return b.time.wrong("time-empty", "", "") }

// RowActor gives the name of who did what a row tells, empty for nobody.
func (b *Binding) RowActor(row []string) (string, *problem.Problem) { return b.optional(b.actor, row) }

// RowCreator gives the name of who made the record.
func (b *Binding) RowCreator(row []string) (string, *problem.Problem) {
	return b.optional(b.creator, row)
}

// RowNote gives what a row says in words.
func (b *Binding) RowNote(row []string) (string, *problem.Problem) { return b.optional(b.note, row) }

func (b *Binding) optional(recipe *bound, row []string) (string, *problem.Problem) {
	if recipe == nil {
		return "", nil
	}
	text, _, wrong := recipe.value(row)
	return text, wrong
}

// RowField gives the value of the field with this place in Fields.
func (b *Binding) RowField(place int, row []string) (text string, keep bool, wrong *problem.Problem) {
	return b.fields[place].value(row)
}

// RowChange gives what a row says about the state.
func (b *Binding) RowChange(row []string) (Change, *problem.Problem) {
	if b.state == nil {
		return Change{Keep: true}, nil
	}
	text := b.state.raw(row)
	if text == "" {
		text = b.state.Default
	}
	if len(b.State.Changes) == 0 {
		return Change{State: text}, nil
	}
	change, known := b.State.Changes[text]
	if known || text == "" {
		change.Keep = change.Keep || !known
		return change, nil
	}
	state, keep, wrong := b.state.unmapped(text)
	return Change{State: state, Keep: keep}, wrong
}

// The order key compares, byte by byte, as the events of a case are ordered:
// missing values first, then numbers by size, then texts.
const (
	orderMissing byte = iota
	orderNumber
	orderText
)

// AppendOrder adds a row's place among the events of its case.
func (b *Binding) AppendOrder(key []byte, row []string) []byte {
	for _, at := range b.order {
		if at >= 0 {
			key = appendOrdered(key, b.key.present(row[at]))
			continue
		}
		if moment, _ := b.RowTime(row); moment.IsZero() {
			key = append(key, orderMissing)
		} else {
			key = append(key, orderNumber)
			key = binary.BigEndian.AppendUint64(key, uint64(moment.UnixMicro())^(1<<63))
		}
	}
	return key
}

func appendOrdered(key []byte, text string) []byte {
	if text == "" {
		return append(key, orderMissing)
	}
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(number) {
		key = append(key, orderText)
		key = append(key, text...)
		return append(key, 0)
	}
	bits := math.Float64bits(number)
	if bits>>63 == 0 {
		bits |= 1 << 63
	} else {
		bits = ^bits
	}
	key = append(key, orderNumber)
	return binary.BigEndian.AppendUint64(key, bits)
}

// RowRest gives the columns that nothing else uses, as a JSON object in the order
// of the table; empty where they hold nothing.
func (b *Binding) RowRest(row []string) string {
	var out []byte
	for i, at := range b.rest {
		text := b.key.present(row[at])
		if text == "" {
			continue
		}
		if out == nil {
			out = append(make([]byte, 0, 256), '{')
		} else {
			out = append(out, ',')
		}
		out = append(out, b.restNames[i]...)
		out = append(out, ':')
		out = appendJSON(out, text)
	}
	if out == nil {
		return ""
	}
	return string(append(out, '}'))
}

// appendJSON adds a JSON string; plain text needs no escaping and is most of what comes.
func appendJSON(out []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c >= 0x7F {
			quoted, err := json.Marshal(text)
			if err != nil {
				return append(out, `""`...)
			}
			return append(out, quoted...)
		}
	}
	out = append(out, '"')
	out = append(out, text...)
	return append(out, '"')
}
