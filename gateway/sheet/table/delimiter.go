package table

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"steward/gateway/sheet/problem"
)

// candidates stand in the order in which a tie is decided.
var candidates = []byte{',', ';', '\t', '|'}

// readDelimiter finds the delimiter: the one that cuts the sample's rows into the
// same number of fields as the header most often, and into more than one.
func (f *found) readDelimiter(sample []byte, options Options) error {
	text, err := io.ReadAll(decode(bytes.NewReader(sample), f.encoding))
	if err != nil {
		return &problem.Problem{Code: "table-not-text", Detail: err.Error()}
	}
	named, separatorLine := separator(text)
	f.separatorLine = separatorLine
	f.delimiter = options.Delimiter
	if f.delimiter == 0 {
		f.delimiter = named
	}
	if f.delimiter == 0 {
		f.delimiter = likeliest(text)
	}
	if bytes.IndexByte(candidates, f.delimiter) < 0 {
		return &problem.Problem{Code: "delimiter-unknown", Value: string(f.delimiter)}
	}
	return nil
}

// separator reads a first line like sep=; that spreadsheet programs write.
func separator(text []byte) (byte, bool) {
	end := bytes.IndexAny(text, "\r\n")
	if end < 0 {
		return 0, false
	}
	line := strings.Trim(string(text[:end]), `"`)
	if len(line) == 5 && strings.EqualFold(line[:4], "sep=") {
		return line[4], true
	}
	return 0, false
}

func likeliest(text []byte) byte {
	best, bestScore := candidates[0], 0.0
	for _, delimiter := range candidates {
		if score := score(text, delimiter); score > bestScore {
			best, bestScore = delimiter, score
		}
	}
	return best
}

// sampleRows is how many rows decide about the delimiter.
const sampleRows = 200

// score is the share of rows with as many fields as the header, a little more
// for more columns; 0 when there is only one column.
func score(text []byte, delimiter byte) float64 {
	s := newScanner(bytes.NewReader(text), delimiter, Options{}.withDefaults())
	header, err := s.next()
	if err != nil || len(header.Fields) < 2 {
		return 0
	}
	columns, rows, alike := len(header.Fields), 0, 0
	for rows < sampleRows {
		row, err := s.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if s.at == s.end && s.failed != nil {
			break // the sample may cut its last row
		}
		rows++
		if err == nil && len(row.Fields) == columns {
			alike++
		}
	}
	share := (float64(alike) + 0.5) / (float64(rows) + 1)
	return share * (1 + float64(min(columns, 100))/1000)
}
