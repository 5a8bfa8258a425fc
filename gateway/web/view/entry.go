package view

// SignIn is the page on which a person says who they are.
type SignIn struct {
	Document Document
	// Action receives POST email, password and Hidden.
	Action string
	Hidden []Pair
	Email  string
	// Error is why it was refused; it never says which part was wrong.
	Error string
	// Ways are other ways in (single sign-on).
	Ways []Link
	// Forgot leads to help with the password; empty shows nothing.
	Forgot string
	// Note is a sentence of the organisation above the form.
	Note string
}

// Setup is the first page of a new installation.
type Setup struct {
	Document Document
	Form     Form
	// Steps say what comes; the current one is marked.
	Steps []Link
}

// Document is a page without the shell: sign-in, set-up, errors before sign-in.
type Document struct {
	Title               string
	Language, Direction string
	Theme               string
	// Workspace is the organisation's name; empty shows the product's.
	Workspace string
}
