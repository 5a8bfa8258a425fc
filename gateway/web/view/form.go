package view

import "github.com/a-h/templ"

// Form is a page that asks for values.
type Form struct {
	Bar         Bar
	Title, Lead string
	// Action receives POST; the body is multipart where an input is a file.
	Action string
	Hidden []Pair
	// Version is the version on which the form was filled, posted as "version"; 0 for something new.
	Version  int64
	Sections []Section
	// Errors are what was refused, each leading to its input.
	Errors []FormError
	// Submit is the word on the button; Also are further buttons, posting their name.
	Submit string
	Also   []FormButton
	Cancel string
	// Conflict is shown where others changed the same fields meanwhile.
	Conflict *Conflict
	// Draft is the key under which the browser keeps what was typed; empty keeps nothing.
	Draft string
	// Aside stands beside the form: what happens next, what it costs.
	Aside templ.Component
	// Plain keeps the script from sending the form itself (sign-in, downloads).
	Plain bool
}

// Section is a part of a form.
type Section struct {
	Title, Hint string
	Inputs      []Input
}

// FormButton is a second way to send a form.
type FormButton struct{ Name, Value, Label string }

// FormError is one refusal.
type FormError struct {
	Text string
	// Input is the name of the input it is about; empty for the form as a whole.
	Input string
}

// Conflict is a form whose fields others changed since it was opened. Fields that only one side changed are merged
// already and are listed in Merged.
type Conflict struct {
	By     Person
	When   Moment
	Fields []ConflictField
	// Merged says what the others changed and what was taken over.
	Merged []Field
}

// ConflictField is a field both sides changed; the form posts "keep.<Name>" as "mine" or "theirs".
type ConflictField struct {
	Name, Label        string
	Base, Theirs, Mine Cell
	// KeepMine is which side is chosen to begin with.
	KeepMine bool
}

// Input is one question of a form. Name is what it posts; parts of a value post below it, as the kinds say:
//
//	text long_text email phone link number decimal date instant duration structured secret choice  Name
//	choices references          Name, once for every value
//	yes_no                      Name = "true"; and Name = "false" from a hidden field before it (the last one counts)
//	money                       Name (amount) and Name.currency
//	planned                     Name ("2026-11-23T09:30") and Name.zone
//	instant                     Name ("2026-11-23T09:30", in the reader's zone)
//	duration                    Name as text: "1h 30m", "2d"
//	any_reference               Name.type and Name
//	localized_text localized_long_text  Name.<code> for every language
//	recurrence                  Name.every, Name.unit (DAILY WEEKLY MONTHLY YEARLY), Name.days (MO..SU, several),
//	                            Name.until or Name.count; or Name as a raw rule where Recurrence is nil
//	files                       Name (multipart), and Name.keep once for every file that stays
//	secret                      Name; empty keeps the stored one, Name.clear = "1" removes it
//	reference person references any_reference
//	                            Name is the id; Name.text what was typed where no script chose an id
type Input struct {
	// Form tells the form apart where a page has several; empty: the page's own.
	Form  string
	Kind  string
	Name  string
	Label string
	Hint  string
	// Error is what was refused, saying what would work.
	Error    string
	Required bool
	// Locked shows the value without letting it be changed; LockedWhy says why.
	Locked    bool
	LockedWhy string
	Autofocus bool
	// Half lets it share its line with the next one.
	Half bool

	// Value is the posted form of the value, also where it was refused. Values where there may be several.
	Value  string
	Values []string
	// Options are what can be chosen (choice, choices; currencies of money; types of any).
	Options []Option
	// Unit is the chosen currency, zone or type; Units are what can be chosen.
	Unit  string
	Units []Option
	// Picked are the chosen references with their words; Pick is the address that searches (?q=) and answers PickList.
	// For a reference to any type, the chosen type is put at its end ("/pick/" + "incident").
	Picked []Picked
	Pick   string
	// Preview is the address that renders Markdown (POST text=).
	Preview string
	// Languages are the texts of a value in several languages.
	Languages  []LanguageText
	Recurrence *Recurrence
	Files      []File
	// Accept limits the kinds of files; Several allows more than one.
	Accept  string
	Several bool
	// Stored says that a secret has a value.
	Stored bool

	Placeholder string
	// Min, Max and Step bound numbers and dates; Length bounds text in characters, 0 is no bound.
	Min, Max, Step string
	Length         int
	// Lines is the height of a long text; 0 is a sensible one.
	Lines int
	// Complete is the autocomplete token ("username", "current-password", "off").
	Complete string
	// Radio shows a short choice as buttons instead of a menu.
	Radio bool
	// Suffix is a quiet word behind the input ("minutes").
	Suffix string
}

// Option is one value that can be chosen.
type Option struct {
	Value, Label string
	// Note is a quieter line under the label.
	Note  string
	Tone  Tone
	Icon  string
	Group string
}

// Picked is a chosen reference.
type Picked struct {
	ID, Type, Label, Note string
	// Insert is the text that choosing it writes.
	Insert string
	Person *Person
}

// Recurrence is a repeating rule in its parts.
type Recurrence struct {
	Every int
	// Unit is DAILY, WEEKLY, MONTHLY or YEARLY.
	Unit string
	// Days are MO..SU.
	Days []string
	// Until is a date; Count a number of times. Both empty is for ever.
	Until string
	Count int
}
