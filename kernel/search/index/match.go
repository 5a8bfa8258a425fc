package index

// Matches goes through the texts of one segment that have every word, the newest first.
type Matches struct {
	words [][]*cursor
	from  int64 // no newer text is of interest
	over  bool
}

// NewMatches asks a segment: words are what was found of each word, below the number beneath which
// texts are wanted.
func NewMatches(newest int64, words []Found, below int64, fetch Fetch) (*Matches, error) {
	m := &Matches{from: below - 1}
	for _, f := range words {
		var list []*cursor
		for _, s := range f.lists {
			c, err := newCursor(s, newest, fetch)
			if err != nil {
				return nil, err
			}
			list = append(list, c)
		}
		m.words = append(m.words, list)
		m.over = m.over || len(list) == 0
	}
	return m, nil
}

// Next gives the next text that has every word, and whether all of them stand in its title.
func (m *Matches) Next() (e Entry, some bool, err error) {
	for !m.over {
		doc, all := m.from, true
		inTitle := true
		for _, list := range m.words {
			at, err := seek(list, doc)
			if err != nil {
				return 0, false, err
			}
			if m.over = at == 0; m.over {
				return 0, false, nil
			}
			if at.Doc() < doc {
				doc, all = at.Doc(), false
				break
			}
			inTitle = inTitle && at.InTitle()
		}
		if m.from = doc; all {
			m.from = doc - 1
			return EntryOf(doc, inTitle), true, nil
		}
	}
	return 0, false, nil
}

// seek gives the newest text of several lists that is not newer than doc, 0 when there is none.
func seek(lists []*cursor, doc int64) (Entry, error) {
	var best Entry
	for _, c := range lists {
		if err := c.seek(doc); err != nil {
			return 0, err
		}
		switch {
		case c.over:
		case c.at.Doc() == best.Doc():
			best |= c.at
		case c.at.Doc() > best.Doc():
			best = c.at
		}
	}
	return best, nil
}
