package record

// Pages says which of a type's fields the designed pages put into their own places, and where the
// type stands in the navigation. All of it is optional: the derived pages need none of it.
type Pages struct {
	// Group is the key of the part of the side bar in which the type's list stands; a type without
	// one is reached by the palette and from other records.
	Group string
	// Queue says that the open records of the type stand in the queue of work.
	Queue bool

	Priority  Column // rank from 1 (critical) to 5
	Requester Column // who asked
	Assignee  Column // who works on it
	Team      Column // which team does
	Service   Column // what is affected
	Channel   Column // how it came in
	Due       Column // instant by which it is promised
}

// Shown lists the fields that have a place, in the order in which pages read.
func (p Pages) Shown() Columns {
	var out Columns
	for _, c := range []Column{p.Priority, p.Requester, p.Assignee, p.Team, p.Service, p.Channel, p.Due} {
		if c != nil {
			out = append(out, c)
		}
	}
	return out
}
