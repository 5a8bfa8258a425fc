package record

import "context"

// DataMove brings stored records into the form that the declarations have now, where adding a field is
// not enough: a text that becomes a choice, one field that becomes two. It is numbered and never
// changed or taken out once it was released.
type DataMove struct {
	Number int    // the first is 2, the next one more
	Say    string // what it does; the history shows it beside each change
	Of     string // the type whose records it looks at, each once
	// Do changes the draft of one record; one that it leaves alone gets no new version. Formulas follow
	// it; lifecycle and checking rules are not asked, as of what happened elsewhere. It reads as the
	// system. Some hundred records are stored at a time together with the place that was reached, so that
	// each is moved once, whatever is killed and however many nodes start.
	Do func(ctx context.Context, d *Draft, r Reader) error
}
