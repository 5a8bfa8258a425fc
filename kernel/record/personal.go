package record

// Personal says which fields of a type hold what is somebody's own: what they wrote, how to reach them.
// It is what goes when everything about that person is erased.
type Personal struct {
	Of     Column  // the reference to whom it is about; nil: the record itself
	Fields Columns // what is theirs
	Files  bool    // so are the files attached to the record
}

func (t *Type) checkPersonal() error {
	for _, p := range t.Personal {
		if p.Of != nil {
			if err := t.owns(Columns{p.Of}, "personal"); err != nil {
				return err
			}
		}
		if err := t.owns(p.Fields, "personal"); err != nil {
			return err
		}
	}
	return nil
}
