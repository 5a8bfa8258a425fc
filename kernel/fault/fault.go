// Package fault is how Steward says that something could not be done.
//
// Its one rule: an error carries its kind, the operation, the field where one is to blame, and a
// message key with arguments. It never carries a sentence; sentences live in the catalogues of
// package word and are made at one place in each gateway.
package fault

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// Kind sorts faults by what the caller can do about them. Gateways map kinds to their own codes.
type Kind uint8

// The kinds. Internal is the kind of every error that is not a Fault.
const (
	Internal        Kind = iota
	Invalid              // the input is wrong; the field says where
	Unauthenticated      // nobody is signed in
	Forbidden            // signed in, but not allowed
	NotFound             // not there, or not visible to the actor
	Conflict             // somebody else changed it since
	Duplicate            // a unique value is taken
	TooLarge             // over a stated limit
	TooMany              // too many requests, try later
	OverBudget           // the query would cost more than an interactive one may
	Unavailable          // a part outside is not reachable, try later
)

var kindNames = [...]string{"internal", "invalid", "unauthenticated", "forbidden", "not-found", "conflict",
	"duplicate", "too-large", "too-many", "over-budget", "unavailable"}

// String gives the stable name used in logs and in problem documents.
func (k Kind) String() string { return kindNames[k] }

// Fault is one refusal or failure.
type Fault struct {
	Kind  Kind
	Op    string         // the operation, such as "incident.create"
	Field string         // the field to blame, or empty
	Key   string         // message key in the catalogues, such as "required"
	Args  map[string]any // what the message fills in
	Err   error          // the cause, for logs only
}

// New makes a fault. args are pairs of name and value for the message.
func New(kind Kind, op, key string, args ...any) *Fault {
	return &Fault{Kind: kind, Op: op, Key: key, Args: pairs(args)}
}

// Wrap makes an internal fault around a cause.
func Wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", op, err)
}

func pairs(args []any) map[string]any {
	if len(args) == 0 {
		return nil
	}
	m := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		m[args[i].(string)] = args[i+1]
	}
	return m
}

// On says which field is to blame and gives the same fault back.
func (f *Fault) On(field string) *Fault { f.Field = field; return f }

// Because keeps the cause for the logs and gives the same fault back.
func (f *Fault) Because(err error) *Fault { f.Err = err; return f }

// Error is for logs; people read the catalogue's sentence.
func (f *Fault) Error() string {
	var b strings.Builder
	b.WriteString(f.Op)
	if f.Field != "" {
		b.WriteString(" " + f.Field)
	}
	b.WriteString(": " + f.Kind.String() + " " + f.Key)
	names := make([]string, 0, len(f.Args))
	for n := range f.Args {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		fmt.Fprintf(&b, " %s=%v", n, f.Args[n])
	}
	if f.Err != nil {
		b.WriteString(": " + f.Err.Error())
	}
	return b.String()
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Err }

// List is several refusals at once: a form shows them all, not the first.
type List []*Fault

// Error joins the refusals for logs.
func (l List) Error() string {
	parts := make([]string, len(l))
	for i, f := range l {
		parts[i] = f.Error()
	}
	return strings.Join(parts, "; ")
}

// OrNil gives nil for an empty list, so that callers can return it as an error.
func (l List) OrNil() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

// All gives every fault in err, an unknown error as one internal fault.
func All(err error) List {
	if err == nil {
		return nil
	}
	var l List
	if errors.As(err, &l) {
		return l
	}
	var f *Fault
	if errors.As(err, &f) {
		return List{f}
	}
	return List{{Kind: Internal, Key: "internal", Err: err}}
}

// KindOf gives the kind of err: of a list, the kind of its first fault.
func KindOf(err error) Kind {
	if l := All(err); len(l) > 0 {
		return l[0].Kind
	}
	return Internal
}

// Is tells whether err is a fault of this kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }
