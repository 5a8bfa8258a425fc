package record

import (
	"context"
	"fmt"
)

// Start is a verb of a type that begins without a record: it makes one, or finds the one to work on
// next. It is a button, an API operation and a shell verb from one declaration.
type Start struct {
	Name  string
	Say   string // what it does, in one sentence; a message key or English
	Takes Columns
	Roles []string // who may; never empty
	// Do is given an empty new draft with the input. It fills it, or gives the draft of a stored
	// record instead, which it read as the actor.
	Do func(ctx context.Context, d *Draft, r Reader) (*Draft, error)
}

// Starts is a list of starts.
type Starts []Start

// Question is something that a type can be asked: what is like this text, what helps here. The
// answer shows only what the asker may see, and says why each finding stands in it.
type Question struct {
	Name  string
	Say   string // what it answers, in one sentence; a message key or English
	Takes Columns
	Roles []string // who may; never empty
	Ask   func(ctx context.Context, d *Draft, r Reader) ([]Finding, error)
}

// Questions is a list of questions.
type Questions []Question

// Finding is one thing in the answer to a question.
type Finding struct {
	// Subject is the record that was found; empty where a value is suggested.
	Subject Subject
	Number  string
	Title   string
	// Field and Value are what a form could be filled with: the name of a field and its raw value.
	Field, Value string
	// Text is what could be inserted into an answer.
	Text string
	// Score says how good the finding is, from 0 to 1.
	Score float64
	// Because is the message key of the reason, Words the words on which it rests.
	Because string
	Words   []string
}

// Start finds a start by name.
func (t *Type) Start(name string) (Start, bool) {
	for _, s := range t.Starts {
		if s.Name == name {
			return s, true
		}
	}
	return Start{}, false
}

// AllQuestions lists the type's questions and those of its abilities.
func (t *Type) AllQuestions() Questions {
	var out Questions
	for _, a := range t.Has {
		out = append(out, a.Questions...)
	}
	return append(out, t.Questions...)
}

// Question finds a question by name.
func (t *Type) Question(name string) (Question, bool) {
	for _, q := range t.AllQuestions() {
		if q.Name == name {
			return q, true
		}
	}
	return Question{}, false
}

// checkVerbs refuses starts and questions that nobody is named for, or two of one name: both are
// addressed under the plural of the type.
func (t *Type) checkVerbs() error {
	seen := map[string]bool{}
	one := func(name string, roles []string, does bool) error {
		if !fitName(name) || seen[name] || len(roles) == 0 || !does {
			return fmt.Errorf("the verb %q needs a name of its own, roles and a function", name)
		}
		seen[name] = true
		return nil
	}
	for _, s := range t.Starts {
		if err := one(s.Name, s.Roles, s.Do != nil); err != nil {
			return err
		}
	}
	for _, q := range t.AllQuestions() {
		if err := one(q.Name, q.Roles, q.Ask != nil); err != nil {
			return err
		}
	}
	return nil
}
