package page

// To is where a link leads: a record, a list of records that meet a condition, a form for a new one, or
// another page. Each gateway knows the address.
type To struct {
	Type string `json:"type,omitempty"`
	// Record is the id or number of one record.
	Record string `json:"record,omitempty"`
	// Condition and Order choose a list.
	Condition string `json:"condition,omitempty"`
	Order     string `json:"order,omitempty"`
	// New leads to the form for a new record, filled with Values.
	New    bool              `json:"new,omitempty"`
	Values map[string]string `json:"values,omitempty"`
	// Page is the path of another page, with its parameters.
	Page   string `json:"page,omitempty"`
	Params Params `json:"params,omitempty"`
	// Part is the part of the page to which it leads.
	Part string `json:"part,omitempty"`
}

// ToRecord leads to a record, ToList to those that meet a condition, ToPage to another page.
func ToRecord(typeName, id string) *To { return &To{Type: typeName, Record: id} }

// ToList leads to the records that meet a condition.
func ToList(typeName, condition, order string) *To {
	return &To{Type: typeName, Condition: condition, Order: order}
}

// ToPage leads to another page.
func ToPage(path string, params Params) *To { return &To{Page: path, Params: params} }

// Do is something to do with one press: an action or a change of a record, or a link where To is set.
// It is done as the viewer, by the same operation that the API has.
type Do struct {
	Label string `json:"label"`
	Icon  string `json:"-"`
	Type  string `json:"type,omitempty"`
	// Record is the id of what is acted on; empty creates one. Records are several, done at once.
	Record  string   `json:"record,omitempty"`
	Records []string `json:"records,omitempty"`
	// Action is the name of an action; empty changes Values.
	Action string            `json:"action,omitempty"`
	Values map[string]string `json:"values,omitempty"`
	// Version is the one that the page shows of the record.
	Version int64 `json:"version,omitempty"`
	// To makes it a link.
	To      *To    `json:"to,omitempty"`
	Confirm string `json:"confirm,omitempty"`
	Primary bool   `json:"-"`
	Danger  bool   `json:"-"`
}

// Ask is a question that is answered where it stands: an action that takes fields, or a new record.
type Ask struct {
	Do
	// Fields are asked for, by the kinds of the type (or of what the action takes). What stands in
	// Values fills them, or goes along unseen.
	Fields []string `json:"fields"`
	// Hint stands in the empty question.
	Hint string `json:"hint,omitempty"`
	// Other are further ways to send the same answer: the values that go along are theirs.
	Other []Do `json:"other,omitempty"`
	// Hinted lets the page help while the form is filled.
	Hinted bool `json:"-"`
	// Autofocus puts the cursor into the first question.
	Autofocus bool `json:"-"`
}

// Form is an Ask as a block of its own.
type Form struct {
	Title string `json:"title,omitempty"`
	// Folded are the words that open it, where it is not asked all the time.
	Folded string `json:"folded,omitempty"`
	Ask
}

// Block names the sort.
func (Form) Block() string { return "form" }
