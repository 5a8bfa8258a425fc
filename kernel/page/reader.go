package page

import (
	"context"
	"strconv"
	"time"

	"steward/kernel/query"
	"steward/kernel/record"
)

// Source is what pages read from: records, lists and figures, as the viewer sees them.
type Source interface {
	record.Reader
	// List gives at most limit records that meet a condition, in an order such as "priority,-created_at".
	List(ctx context.Context, typeName, condition, order string, limit int) ([]*record.Record, error)
	// CountUpTo counts no further than most.
	CountUpTo(ctx context.Context, typeName, condition string, most int) (int64, error)
	// Figures reckons over the records that meet a condition: measures such as "count, median(effort)",
	// by such as "month(opened_at)". The answer may be as old as its At says.
	Figures(ctx context.Context, typeName, condition, measures, by string) (*query.Table, error)
	// Search gives at most limit records of a type in which all words stand, each from its beginning.
	Search(ctx context.Context, typeName, words string, limit int) ([]*record.Record, error)
}

// Reader is whom a page is loaded for: what they see, and the words in which they read.
type Reader struct {
	Source
	// Say gives the text of a message key in the reader's language. Arguments are pairs of name and
	// value: texts and numbers as they are, times, durations (time.Duration) and amounts in the
	// reader's format. A Wall and a walltime.Date are written as they stand, whatever the reader's zone.
	Say func(key string, args ...any) string
	// Zone is the reader's time zone.
	Zone *time.Location
	// Language is that of the reader: "en", "de".
	Language string
}

// Wall is a time as the clock of its own zone shows it.
type Wall time.Time

// Month names a month and its year in the reader's language.
func (r Reader) Month(at time.Time) string {
	return r.Say("month."+strconv.Itoa(int(at.Month()))) + " " + strconv.Itoa(at.Year())
}
