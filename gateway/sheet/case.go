// Package sheet plans an import: it turns a foreign table and a mapping file into
// cases, each with its events in order, and accounts for every row.
//
// Its one rule: planning writes nothing and guesses nothing. The same table and the
// same mapping always give the same cases in the same order, so that an import can
// be tried, repeated and taken up again where it stopped.
package sheet

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"steward/gateway/sheet/mapping"
)

// A Case is one record to be: its key in the source and what happened to it.
type Case struct {
	Number int // from 1, in the order in which the cases first appear in the table
	Key    string
	Line   int // where it first appears
	Events []Event
}

// An Event is one moment in the life of a case. The first one creates the record.
type Event struct {
	HappenedAt time.Time // UTC; zero where the table does not tell
	Opening    bool      // has no row of its own: the record came into being before its first row
	Line       int       // of the row
	Actor      *Value    // who did it, nil where the table does not tell
	Values     []Value   // only what changes; an empty text empties the field
	Note       string
	Digest     string // of this event and all before it, to tell a case that was imported already
}

// A Value is what an event sets one field to.
type Value struct {
	Field     string
	Text      string
	Reference *mapping.Reference // where the text names another record
	JSON      bool               // the text is a JSON object
}

// seal gives each event its digest.
func (c *Case) seal() {
	sum := sha256.New()
	text := put(nil, c.Key)
	for i := range c.Events {
		e := &c.Events[i]
		text = put(e.HappenedAt.AppendFormat(text, time.RFC3339Nano), e.Note)
		if e.Actor != nil {
			text = put(text, e.Actor.Text)
		}
		for _, v := range e.Values {
			text = put(put(text, v.Field), v.Text)
		}
		sum.Write(text)
		text = text[:0]
		var digest [sha256.Size]byte
		e.Digest = hex.EncodeToString(sum.Sum(digest[:0])[:16])
	}
}

// put adds a text with a mark after it that no text of a table holds.
func put(all []byte, text string) []byte { return append(append(all, text...), 0) }
