package sheet

import (
	"encoding/binary"

	"steward/gateway/sheet/table"
)

// appendRow writes a row: its line, then each field with its size before it.
func appendRow(out []byte, row table.Row) []byte {
	out = binary.AppendUvarint(out, uint64(row.Line))
	out = binary.AppendUvarint(out, uint64(len(row.Fields)))
	for _, field := range row.Fields {
		out = binary.AppendUvarint(out, uint64(len(field)))
		out = append(out, field...)
	}
	return out
}

// readRow reads what appendRow wrote. The fields share one copy of the text.
func readRow(in string) (row table.Row, rest string) {
	line, in := readNumber(in)
	count, in := readNumber(in)
	row = table.Row{Line: line, Fields: make([]string, count)}
	for i := range row.Fields {
		var size int
		size, in = readNumber(in)
		row.Fields[i], in = in[:size], in[size:]
	}
	return row, in
}

// readNumber reads an unsigned number of seven bits a byte.
func readNumber(in string) (number int, rest string) {
	shift := 0
	for i := 0; i < len(in); i++ {
		number |= int(in[i]&0x7F) << shift
		if in[i] < 0x80 {
			return number, in[i+1:]
		}
		shift += 7
	}
	return number, ""
}
