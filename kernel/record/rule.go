package record

import (
	"context"
	"time"
)

// Moment says when a rule runs.
type RuleMoment uint8

// The moments, in the order of a write.
const (
	Filling   RuleMoment = iota // sets fields of the draft it is given
	Checking                    // refuses; all refusals are collected
	Following                   // adds drafts and outbox lines to the same transaction
	Removing                    // refuses that a record is removed
)

// Rule is something that is true of a type's records, with the sentence that says it.
type Rule struct {
	On    RuleMoment
	Say   string  // message key of the sentence, or the sentence in English; it names the rule everywhere
	Reads Columns // fields that trigger the rule when they change; empty: every write
	Sets  Columns // fields it may set; a filling rule must name them
	// Do runs the rule. A checking rule returns a *fault.Fault or fault.List to refuse.
	Do func(context.Context, *Draft, Reader) error
}

// Rules is a list of rules.
type Rules []Rule

// Formula is a filling rule that computes one field from others.
func Formula[T any](say string, target Field[T], f func(*Draft) T, inputs ...Column) Rule {
	return Rule{On: Filling, Say: say, Reads: inputs, Sets: Columns{target},
		Do: func(_ context.Context, d *Draft, _ Reader) error { target.Set(d, f(d)); return nil }}
}

// Reader is how rules, actions, pages and jobs read other records: as the actor, or as the system
// where they say so.
type Reader interface {
	Get(ctx context.Context, typeName, id string) (*Record, error)
	// Find gives at most limit records that meet the condition, as the actor sees them.
	Find(ctx context.Context, typeName, condition string, limit int) ([]*Record, error)
	Count(ctx context.Context, typeName, condition string) (int64, error)
	// Referring gives the records whose reference field leads to the one with this id, as the write
	// under way leaves them, the oldest id first. It asks as the system.
	Referring(ctx context.Context, typeName, field, id string) ([]*Record, error)
	// Keep gives what make has made of the records of some types: once, and anew when one of them or
	// the catalogue has changed. What it makes is shared and must not change.
	Keep(ctx context.Context, name string, types []string, make func(context.Context, Reader) (any, error)) (any, error)
	// Ordered is Find in an order such as "priority,created_at".
	Ordered(ctx context.Context, typeName, condition, order string, limit int) ([]*Record, error)
	// Wording gives a text of the message catalogue in a language, for what the system itself writes.
	Wording(language, key string, args map[string]any) string
	// As reads as another person would, to tell somebody only what they may see. A person who cannot
	// sign in is refused as unauthenticated.
	As(ctx context.Context, person string) (Reader, error)
	// System reads past access; the reason is written in the code that calls it.
	System(because string) Reader
	Actor() Actor
	Now() time.Time
	NewID() string
	Type(name string) (*Type, bool)
}

// Actor is who does something, and through which gateway.
type Actor struct {
	Person       string // id; empty for the system
	Name         string
	Roles        []string
	Teams        []string // ids
	Department   string   // id
	Organisation string   // id
	House        string
	Zone         *time.Location
	Language     string
	Formats      string // how dates and numbers are written; empty: as in the language
	Gateway      string // page, api, mail, import, cli, job
	Reason       string // what the person said why
	// Scopes narrows what the actor's roles allow, as an API token does: operations such as "read",
	// or "incident:read" for one type. Empty narrows nothing.
	Scopes []string
	System bool // the system itself: sees all, may all, rules still hold
}

// Is tells whether the actor holds the role.
func (a Actor) Is(role string) bool {
	for _, r := range a.Roles {
		if r == role {
			return true
		}
	}
	return false
}

// Everyone is the role that every signed-in person has beside their own.
const Everyone = "everyone"

// OnlySystem is the role of actions that no person runs: the system may, nobody holds it.
const OnlySystem = "system"

// InScope tells whether the actor's scopes, where there are any, cover the operation on the type.
func (a Actor) InScope(typeName string, op Operation) bool {
	if len(a.Scopes) == 0 {
		return true
	}
	for _, s := range a.Scopes {
		if s == string(op) || s == typeName+":"+string(op) {
			return true
		}
	}
	return false
}

// Action is a verb of a type: a button, an API operation and a shell verb from one declaration.
type Action struct {
	Name  string
	Say   string // what it does, in one sentence; a message key or English
	Takes Columns
	When  string   // condition on the record; empty: always
	Roles []string // who may; everybody who may change the record when empty
	Sets  Columns
	Do    func(context.Context, *Draft, Reader) error
}

// Actions is a list of actions.
type Actions []Action

// Ability is what several types may have: fields, rules, actions and record types that come
// together.
type Ability struct {
	Name    string
	Fields  Columns
	Rules   Rules
	Actions Actions
	// Questions are asked of the types that have the ability.
	Questions Questions
	Types     []*Type
	Panel     string // the page panel that shows it
}

// Abilities is a list of abilities, filled in the order written.
type Abilities []Ability

// Ability tells whether the type has the ability.
func (t *Type) Ability(name string) bool {
	for _, a := range t.Has {
		if a.Name == name {
			return true
		}
	}
	return false
}

// Given reads an action's input by field handle.
func Given[T any](d *Draft, f Field[T]) (T, bool) {
	v, ok := d.Input[f.def.Name]
	return f.read(v), ok && !v.IsEmpty()
}
