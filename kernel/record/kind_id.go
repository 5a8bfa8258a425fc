package record

import "steward/kernel/query"

type idKind struct{ referenceKind }

// IDKind is a record's own id. Numbers and keys are not looked up here.
var IDKind Kind = idKind{}

func (idKind) Name() string       { return "id" }
func (idKind) Class() query.Class { return query.Reference }

type numberTextKind struct{ textKind }

// NumberTextKind is the human number of a record: a prefix and at least seven digits. It compares
// and sorts as it stands.
var NumberTextKind Kind = numberTextKind{}

func (numberTextKind) Name() string { return "record_number" }
