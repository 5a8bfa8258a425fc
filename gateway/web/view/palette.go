package view

// Palette is the answer of the palette's search: groups of things to do, to open and to go to.
type Palette struct {
	Groups []PaletteGroup
}

// PaletteGroup is a titled part of the palette.
type PaletteGroup struct {
	Label string
	Items []PaletteItem
}

// PaletteItem is one line. Href is opened; an Action is sent instead, where it is set.
type PaletteItem struct {
	Icon string
	// Parts are the words, of which the found ones are marked.
	Parts []Part
	Note  string
	Keys  string
	Href  string
	Act   *Action
}

// Part is a piece of text; Found marks what the search found.
type Part struct {
	Text  string
	Found bool
}
