package query

import (
	"math"
	"slices"
	"strings"

	"steward/kernel/value"
)

// classOps lists the comparisons that make sense, in their positive form.
var classOps = map[Class][]Op{
	Opaque:    {},
	Text:      {Equal, In, Is, Less, AtMost, More, AtLeast, Contains, Starts},
	LongText:  {Equal, In, Is},
	Number:    {Equal, In, Is, Less, AtMost, More, AtLeast},
	Bool:      {Equal, Is},
	Choice:    {Equal, In, Is, Less, AtMost, More, AtLeast},
	Date:      {Equal, In, Is, Less, AtMost, More, AtLeast},
	Instant:   {Equal, In, Is, Less, AtMost, More, AtLeast},
	Reference: {Equal, In, Is},
	Members:   {Equal, In, Is, Has},
}

// Operators lists the comparisons that a class of fields allows, for filters built by hand.
func Operators(c Class) []Op {
	var out []Op
	for op := Equal; op <= IsNot; op++ {
		if p, _ := positive(op); p == Filled || slices.Contains(classOps[c], p) {
			out = append(out, op)
		}
	}
	return out
}

// test makes the test of a comparison in its positive form; nil where no value can pass it.
func (b *binder) test(f Field, op Op, not bool, c Compare) (test, bool, error) {
	if !slices.Contains(classOps[f.Class], op) {
		return nil, not, unfit(f, op, c)
	}
	switch f.Class {
	case Bool:
		return b.boolTest(f, not, c)
	case Date, Instant:
		t, err := b.timeTest(f, op, c)
		return t, not, err
	case Reference:
		ids, err := b.each(c, func(l Literal) ([]string, error) { return b.ids(f, l) })
		return orNone(among(ids)), not, err
	case Members:
		members, err := b.each(c, func(l Literal) ([]string, error) { return b.members(f, l) })
		return orNone(member(members)), not, err
	case Number:
		t, err := b.numberTest(f, op, c)
		return t, not, err
	case Choice:
		t, err := b.choiceTest(f, op, c)
		return t, not, err
	}
	t, err := b.textTest(f, op, c)
	return t, not, err
}

// orNone gives no test for an empty list: nobody's teams hold nothing.
func orNone[T interface {
	~[]string
	test
}](list T) test {
	if len(list) == 0 {
		return nil
	}
	return list
}

func unfit(f Field, op Op, c Compare) error {
	key := "condition-operator"
	if f.Class == LongText && (op == Contains || op == Starts) {
		key = "condition-long-text"
	}
	var fit []string
	for _, o := range Operators(f.Class) {
		fit = append(fit, o.String())
	}
	return &SyntaxError{Place: c.Place, Key: key, Found: strings.Join(c.Path, ".") + " " + c.Op.String(), Wanted: strings.Join(fit, ", ")}
}

// each collects what the literals stand for, each once.
func (b *binder) each(c Compare, read func(Literal) ([]string, error)) ([]string, error) {
	var out []string
	for _, l := range c.Values {
		found, err := read(l)
		if err != nil {
			return nil, err
		}
		for _, s := range found {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out, nil
}

// boolTest: empty reads as no, so "= no" is "not yes".
func (b *binder) boolTest(f Field, not bool, c Compare) (test, bool, error) {
	v, err := b.parsed(f, c.Values[0])
	if err != nil {
		return nil, not, err
	}
	return numbers{f.Rank, []int64{1}}, not == v.Yes(), nil
}

func (b *binder) textTest(f Field, op Op, c Compare) (test, error) {
	if op == Equal || op == In || op == Is {
		texts, err := b.each(c, func(l Literal) ([]string, error) {
			v, err := b.parsed(f, l)
			return []string{v.Text()}, err
		})
		return among(texts), err
	}
	key := sortKey(f, c.Values[0].Text)
	switch {
	case op == Contains && key != "":
		return contains{f.Rank, key}, nil
	case op == Starts && key != "":
		return starts{f.Rank, key}, nil
	case op == Contains || op == Starts:
		return filled{}, nil
	}
	return ordered{f.Rank, op, key}, nil
}

// sortKey gives the sort key of a text that is perhaps only a part of a value: a telephone number's
// digits, but of a text in several languages the kind makes none from a part.
func sortKey(f Field, text string) string {
	clean := value.Of(text)
	if key := f.Rank(clean).Text(); key != "" {
		return key
	}
	return value.Fold(clean.Text())
}

func (b *binder) numberTest(f Field, op Op, c Compare) (test, error) {
	var list []int64
	for _, l := range c.Values {
		v, err := b.parsed(f, l)
		if err != nil {
			return nil, err
		}
		list = append(list, f.Rank(v).Int())
	}
	if op == Equal || op == In || op == Is {
		return numbers{f.Rank, list}, nil
	}
	return spanTest(f, op, span{list[0], list[0]}), nil
}

// spanTest compares with a number or a period: before it begins, or after it ends. Nil where no
// number can pass.
func spanTest(f Field, op Op, s span) test {
	switch op {
	case Less:
		s.from, s.to = math.MinInt64, s.from-1
		if s.to == math.MaxInt64 {
			return nil
		}
	case AtMost:
		s.from = math.MinInt64
	case More:
		s.from, s.to = s.to+1, math.MaxInt64
		if s.from == math.MinInt64 {
			return nil
		}
	case AtLeast:
		s.to = math.MaxInt64
	}
	return spans{f.Rank, []span{s}}
}

func (b *binder) choiceTest(f Field, op Op, c Compare) (test, error) {
	if op == Is {
		if keys := categoryKeys(f, c.Values[0].Text); len(keys) > 0 {
			if f.Open != "" && strings.EqualFold(c.Values[0].Text, "open") {
				return open(keys), nil
			}
			return among(keys), nil
		}
	}
	keys, err := b.each(c, func(l Literal) ([]string, error) {
		key, err := b.option(f, l)
		return []string{key}, err
	})
	if err != nil {
		return nil, err
	}
	if op == Equal || op == In || op == Is {
		return among(keys), nil
	}
	rank := f.Rank(value.Exact(keys[0])).Int()
	return spanTest(f, op, span{rank, rank}), nil
}

func categoryKeys(f Field, category string) []string {
	if f.Categories == nil {
		return nil
	}
	var keys []string
	for _, k := range f.Keys {
		if slices.ContainsFunc(f.Categories(k), func(c string) bool { return strings.EqualFold(c, category) }) {
			keys = append(keys, k)
		}
	}
	return keys
}
