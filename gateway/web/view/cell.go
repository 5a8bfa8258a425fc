package view

// Kinds of fields, as they discriminate Cell and Input. They are the same words as the kernel's kinds.
const (
	KindText          = "text"
	KindLong          = "long_text"
	KindLanguages     = "localized_text"
	KindLanguagesLong = "localized_long_text"
	KindChoice        = "choice"
	KindChoices       = "choices"
	KindNumber        = "number"
	KindDecimal       = "decimal"
	KindMoney         = "money"
	KindBool          = "yes_no"
	KindDate          = "date"
	KindInstant       = "instant"
	KindPlanned       = "planned"
	KindDuration      = "duration"
	KindRecurrence    = "recurrence"
	KindReference     = "reference"
	KindReferences    = "references"
	KindAny           = "any_reference"
	KindPerson        = "person"
	KindEmail         = "email"
	KindPhone         = "phone"
	KindLink          = "link"
	KindFile          = "files"
	KindJSON          = "structured"
	KindSecret        = "secret"
	// The following have a cell and no input.
	KindState    = "state"
	KindPriority = "priority"
	KindClock    = "clock"
	KindID       = "record_number"
)

// Cell is one value as read: in a list, on a record, in the history. Fill Kind, Text and what the kind needs besides;
// a Cell without a value has Empty set and may carry a word for it in Text ("Unassigned").
type Cell struct {
	Kind  string
	Text  string
	Empty bool
	// Href makes the value a link (reference, person, id, link, file).
	Href string
	// Title is shown on hover, where Text is shortened.
	Title string
	// HTML is a long text rendered and sanitised by the caller; only the record page shows it.
	HTML string
	// Tone and Icon colour and mark a choice, a badge, a reference.
	Tone Tone
	Icon string
	// Strong makes an unread title bold.
	Strong bool

	State    *State
	Priority *Priority
	Person   *Person
	Clock    *Clock
	// Moment is for date, instant, planned.
	Moment *Moment
	// Items are the several values of choices and references.
	Items []Badge
	// Languages are the texts of a value in several languages.
	Languages []LanguageText
	Files     []File
	// Redacted says that a value was there and was removed, or that the reader may not see it.
	Redacted string
}

// LanguageText is a text in one language.
type LanguageText struct {
	// Code is a BCP 47 tag, Name the language's own name.
	Code, Name, Text string
}

// Field is a labelled value on a record page.
type Field struct {
	// Name is the field's key ("impact").
	Name  string
	Label string
	Hint  string
	Value Cell
	// Edit leads to the form at this field; empty where the reader may not change it.
	Edit string
	// Wide gives it a line of its own: long text, JSON, tables.
	Wide bool
	// Computed marks a value that nobody types.
	Computed bool
}
