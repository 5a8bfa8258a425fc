// Package kind shows the values of each kind of field on pages and reads them back from forms.
//
// Its one rule: one file for each kind or family of kinds; it turns a value into what a view shows
// and a posted form into what the kernel's kind parses, and decides nothing about either.
package kind

import (
	"net/url"
	"reflect"

	"steward/gateway/web/view"
	"steward/kernel/record"
	"steward/kernel/value"
)

// Field is a field of a type.
type Field struct {
	Of *record.Type
	*record.Def
}

// Kind is how one kind of field appears on pages.
type Kind interface {
	// Cell completes the cell of a value that is not empty.
	Cell(r *Reader, f Field, v value.Value, c *view.Cell)
	// Post writes a value as a form that leaves it alone would post it.
	Post(r *Reader, f Field, v value.Value) url.Values
	// Fill puts what was posted into the question.
	Fill(r *Reader, f Field, p url.Values, in *view.Input)
	// Raw turns what was posted into what the kernel's kind parses.
	Raw(r *Reader, f Field, p url.Values) any
	// View names the kind in package view.
	View() string
}

// kinds are found by the kernel's name of the kind.
var kinds = map[string]Kind{
	"text":                text{view.KindText},
	"long_text":           long{text{view.KindLong}},
	"localized_text":      localized{text{view.KindLanguages}},
	"localized_long_text": localizedLong{localized{text{view.KindLanguagesLong}}},
	"choice":              choice{text{view.KindChoice}},
	"choices":             choices{text{view.KindChoices}},
	"number":              number{text{view.KindNumber}},
	"decimal":             decimal{number{text{view.KindDecimal}}},
	"money":               money{text{view.KindMoney}},
	"yes_no":              yesNo{text{view.KindBool}},
	"date":                date{text{view.KindDate}},
	"instant":             instant{text{view.KindInstant}},
	"planned":             planned{text{view.KindPlanned}},
	"duration":            text{view.KindDuration},
	"recurrence":          recurrence{text{view.KindRecurrence}},
	"reference":           reference{text{view.KindReference}},
	"person":              reference{text{view.KindPerson}},
	"references":          references{reference{text{view.KindReferences}}},
	"any_reference":       anyReference{reference{text{view.KindAny}}},
	"email":               address{text{view.KindEmail}, "mailto:"},
	"phone":               address{text{view.KindPhone}, "tel:"},
	"link":                address{text{view.KindLink}, ""},
	"files":               files{text{view.KindFile}},
	"structured":          text{view.KindJSON},
	"secret":              secret{text{view.KindSecret}},
	"id":                  text{view.KindID},
	"record_number":       text{view.KindID},
}

// personType is the type whose records are people, and are shown with a face.
const personType = record.PersonType

// Of gives the way in which a field appears.
func Of(f Field) Kind {
	if f.Name == record.StateName && f.Of.States != nil {
		return state{choice{text{view.KindState}}}
	}
	if p := f.Of.Pages.Priority; p != nil && p.Definition() == f.Def {
		return priority{number{text{view.KindPriority}}}
	}
	if f.Target == personType && f.Kind.Name() == "reference" {
		return kinds["person"]
	}
	if k, ok := kinds[f.Kind.Name()]; ok {
		return k
	}
	return kinds["text"]
}

// Cell shows a value.
func Cell(r *Reader, f Field, v value.Value) view.Cell {
	k := Of(f)
	c := view.Cell{Kind: k.View(), Empty: v.IsEmpty()}
	if !c.Empty {
		k.Cell(r, f, v, &c)
	}
	return c
}

// Input asks for a value, filled with the one that is stored.
func Input(r *Reader, f Field, v value.Value) view.Input {
	return Posted(r, f, Of(f).Post(r, f, v))
}

// Posted asks for a value, filled with what was posted before.
func Posted(r *Reader, f Field, p url.Values) view.Input {
	k := Of(f)
	in := view.Input{Kind: k.View(), Name: f.Name, Label: r.Label(f), Hint: r.Hint(f), Required: f.Required}
	k.Fill(r, f, p, &in)
	return in
}

// Raw gives what the kernel's kind parses.
func Raw(r *Reader, f Field, p url.Values) any { return Of(f).Raw(r, f, p) }

// Touched tells whether the form says something else than the value it was filled with.
func Touched(r *Reader, f Field, p url.Values, was value.Value) bool {
	k := Of(f)
	return !reflect.DeepEqual(k.Raw(r, f, p), k.Raw(r, f, k.Post(r, f, was)))
}

func one(name, text string) url.Values {
	if text == "" {
		return url.Values{}
	}
	return url.Values{name: {text}}
}
