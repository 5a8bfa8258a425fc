package view

// History is the versions of a record, newest first.
type History struct {
	Versions []Version
	// AsOf receives GET with "at" (2026-11-23T09:30, reader's zone) and shows the record as it was; Hidden goes along.
	AsOf   string
	Hidden []Pair
	At     string
	// Sealed says how far the chain of proofs reaches; Tone red where it is broken.
	Sealed         *Notice
	Previous, Next string
}

// Version is one change of a record.
type Version struct {
	Number int64
	By     Person
	// When is when it was recorded; Happened, where it differs, is when it was true (imports).
	When     Moment
	Happened *Moment
	// Through is the way it came in: "web", "API", "import incidents.csv".
	Through string
	// Because is the reason given, or the sentence of the rule that acted.
	Because string
	Changes []Change
	// Show leads to the record as of this version.
	Show string
	// Undo takes this version back; nil where it cannot be.
	Undo *Action
}

// Change is one field that changed.
type Change struct {
	Label    string
	Old, New Cell
}
