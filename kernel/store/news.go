package store

// News is what this node hears: of its own commits and, on PostgreSQL, of the other nodes'.
type News struct {
	// Changes are the records that have a new version.
	Changes []Changed
	// Jobs says that jobs may be due.
	Jobs bool
	// Catalogue says that another node changed types, fields or permissions.
	Catalogue bool
	// Missed says that the connection was lost in between: anything may have changed.
	Missed bool
}

// Changed tells that a record has a new version: what goes out on live streams.
type Changed struct {
	House   string `json:"-"`
	Type    string `json:"type"`
	ID      string `json:"id"`
	Version int64  `json:"version"`
	// Removed says that the record is no longer there.
	Removed bool `json:"-"`
	// Readers are the principals that may read the record; nil when the write left them as they were.
	Readers []string `json:"-"`
	// Was are the principals that could read it before, where the write changed them.
	Was []string `json:"-"`
}

// OnNews calls f after each commit and with each message of another node. f must not block. The
// answer stops it.
func (s *Store) OnNews(f func(News)) (stop func()) {
	s.watch.Lock()
	defer s.watch.Unlock()
	id := s.nextID
	s.nextID++
	s.watchers[id] = f
	return func() {
		s.watch.Lock()
		defer s.watch.Unlock()
		delete(s.watchers, id)
	}
}

// OnCommit calls f with the records that have a new version, on this node or another. f must not
// block. The answer stops it.
func (s *Store) OnCommit(f func([]Changed)) (stop func()) {
	return s.OnNews(func(n News) {
		if len(n.Changes) > 0 {
			f(n.Changes)
		}
	})
}

// tell hands news of this node to everybody, on other nodes too.
func (s *Store) tell(n News) {
	if len(n.Changes) == 0 && !n.Jobs && !n.Catalogue {
		return
	}
	s.hear(n)
	if s.radio != nil {
		s.radio.send(n)
	}
}

// TellCatalogue tells the other nodes that types, fields or permissions have changed.
func (s *Store) TellCatalogue() {
	if s.radio != nil {
		s.radio.send(News{Catalogue: true})
	}
}

// hear hands news to everybody on this node who asked for them.
func (s *Store) hear(n News) {
	s.watch.Lock()
	defer s.watch.Unlock()
	for _, f := range s.watchers {
		f(n)
	}
}

// changed lists the records of a committed write, each with its newest version.
func (w *Write) changed() []Changed {
	out := make([]Changed, len(w.rows))
	for i, c := range w.rows {
		out[i] = Changed{House: w.House, Type: c.Type.Name, ID: c.ID, Version: c.version(), Removed: c.Operation == Delete, Was: c.was}
		if c.Readers == nil {
			continue
		}
		out[i].Readers = make([]string, len(c.Readers))
		for j, r := range c.Readers {
			out[i].Readers[j] = r.Principal
		}
	}
	return out
}
