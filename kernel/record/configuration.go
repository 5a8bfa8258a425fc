package record

// Configuration declares that records of a type configure the installation rather than record work:
// they are exported, compared and applied as text, under keys that mean the same in every installation.
type Configuration struct {
	By Columns // the fields that tell one record from another; no ids
	// Rows says which records configure, in the condition language; empty: all.
	Rows string
	// Shapes says that the records shape the catalogue, so that the others can be read only after them.
	Shapes bool
}

func (t *Type) checkConfiguration() error {
	if t.Configuration == nil {
		return nil
	}
	return t.owns(t.Configuration.By, "configuration")
}
