package engine

import (
	"context"
	"errors"
	"slices"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// Erasing is to take away what records hold about somebody or something: fields of one record, and
// fields of the records that refer to it. Without Fields and Also it is what the types declare to be
// about the record.
type Erasing struct {
	Type, ID string
	Fields   []string
	Also     []Referring
	Reason   string
}

// personal names what the types declare to be about a record of the type.
func (w *Erasing) personal(t *record.Type) {
	for _, p := range t.Personal {
		if p.Of == nil {
			w.Fields = append(w.Fields, p.Fields.Names()...)
		}
	}
	for _, of := range t.Catalogue().Types() {
		for _, p := range of.Personal {
			if p.Of != nil && p.Of.Definition().Target == t.Name {
				w.Also = append(w.Also, Referring{Type: of.Name, Reference: p.Of.Definition().Name, Fields: p.Fields.Names(), Files: p.Files})
			}
		}
	}
}

// Referring names fields of the records of a type whose field Reference leads to the record.
type Referring struct {
	Type, Reference string
	Fields          []string
	Files           bool // the names and contents of files that are attached go too
}

// Erased says what an erasing did, record by record. Refused lists what it could not do.
type Erased struct {
	Records int
	Refused fault.List
}

// Erase takes away every value that the fields ever held, one record a transaction. What was done
// before a failure stays done; running it again does the rest.
func (e *Engine) Erase(ctx context.Context, actor record.Actor, what Erasing) (*Erased, error) {
	out := &Erased{}
	subject, _, err := e.known(ctx, e.As(actor).(*reader), what.Type, what.ID)
	if err != nil {
		return nil, err
	}
	if len(what.Fields) == 0 && len(what.Also) == 0 {
		what.personal(subject.Type)
	}
	if what.Reason == "" {
		return nil, fault.New(fault.Invalid, what.Type+".erase", "reason-required").On("reason")
	}
	if err := e.eraseOne(ctx, actor, Redaction{Type: what.Type, ID: subject.ID(), Fields: what.Fields, Reason: what.Reason}, out); err != nil {
		return nil, err
	}
	for _, also := range what.Also {
		ids, err := e.referring(ctx, also.Type, also.Reference+` = "`+subject.ID()+`"`)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if err := e.eraseOne(ctx, actor, Redaction{Type: also.Type, ID: id, Fields: also.Fields, Reason: what.Reason}, out); err != nil {
				return nil, err
			}
			if err := e.eraseFiles(ctx, actor, also, id, what.Reason, out); err != nil {
				return nil, err
			}
		}
	}
	return out, e.settle(ctx)
}

// referring lists the records of a type that meet a condition, also those that the actor cannot see.
func (e *Engine) referring(ctx context.Context, typeName, condition string) ([]string, error) {
	var ids []string
	system := e.System("what refers to the record is erased also where the actor cannot see it").(*reader)
	err := system.eachPage(ctx, Ask{Type: typeName, Filter: condition, Order: "created_at", Fields: []string{}}, func(rows []*record.Record) error {
		ids = append(ids, idsOf(rows)...)
		return nil
	})
	return ids, err
}

// eraseFiles takes away the files that are attached to a record.
func (e *Engine) eraseFiles(ctx context.Context, actor record.Actor, of Referring, id, reason string, out *Erased) error {
	if !of.Files {
		return nil
	}
	for _, t := range e.Catalogue().Types() {
		at := slices.IndexFunc(t.Defs(), func(d *record.Def) bool { return d.Kind == record.AnyReferenceKind })
		if _, isFile := t.Field(DigestField); !isFile || at < 0 {
			continue
		}
		files, err := e.referring(ctx, t.Name, t.Defs()[at].Name+` = "`+of.Type+"/"+id+`"`)
		if err != nil {
			return err
		}
		for _, file := range files {
			if err := e.eraseOne(ctx, actor, Redaction{Type: t.Name, ID: file, Fields: []string{fileName, DigestField}, Reason: reason}, out); err != nil {
				return err
			}
		}
	}
	return nil
}

func (e *Engine) eraseOne(ctx context.Context, actor record.Actor, r Redaction, out *Erased) error {
	_, err := e.redact(ctx, actor, Options{}, &r)
	var f *fault.Fault
	switch {
	case err == nil:
		out.Records++
		return nil
	case errors.As(err, &f) && f.Key == "nothing-to-erase":
		return nil
	}
	out.Refused, err = collect(out.Refused, err)
	return err
}
