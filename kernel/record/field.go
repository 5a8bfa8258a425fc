package record

import "steward/kernel/value"

// Field is a typed handle of one field: Of reads, Set writes, and a typo does not compile.
type Field[T any] struct {
	def   *Def
	read  func(value.Value) T
	write func(T) value.Value
}

// NewField makes a handle. Kinds use it; practices call Text, Number, Choice and the like.
func NewField[T any](def *Def, read func(value.Value) T, write func(T) value.Value) Field[T] {
	return Field[T]{def: def, read: read, write: write}
}

// Holder is anything that holds a type's values: a draft or a stored record.
type Holder interface{ ValueOf(*Def) value.Value }

// Definition gives what the handle stands for.
func (f Field[T]) Definition() *Def { return f.def }

// Name gives the field's name.
func (f Field[T]) Name() string { return f.def.Name }

// Of reads the field: of a draft the new value where one is set, else the stored one. The zero
// value of T stands for empty; Get tells them apart.
func (f Field[T]) Of(h Holder) T { return f.read(h.ValueOf(f.def)) }

// Get reads the field and tells whether it holds a value.
func (f Field[T]) Get(h Holder) (T, bool) {
	v := h.ValueOf(f.def)
	return f.read(v), !v.IsEmpty()
}

// Set writes the field of a draft.
func (f Field[T]) Set(d *Draft, t T) { d.SetValue(f.def, f.write(t)) }

// Clear empties the field of a draft.
func (f Field[T]) Clear(d *Draft) { d.SetValue(f.def, value.Value{}) }

// Value turns a Go value into what the field would hold.
func (f Field[T]) Value(t T) value.Value { return f.write(t) }

func (f Field[T]) with(change func(*Def)) Field[T] {
	d := *f.def
	change(&d)
	f.def = &d
	return f
}

// Required says that no record of the type may be without a value.
func (f Field[T]) Required() Field[T] { return f.with(func(d *Def) { d.Required = true }) }

// Computed says that the value comes from a formula or the kernel, never from outside.
func (f Field[T]) Computed() Field[T] { return f.with(func(d *Def) { d.Computed = true }) }

// Unique says that no two records of a house hold the same value.
func (f Field[T]) Unique() Field[T] {
	return f.with(func(d *Def) { d.Unique, d.Indexed = true, true })
}

// Indexed says that lists may sort and filter by the field at any size.
func (f Field[T]) Indexed() Field[T] { return f.with(func(d *Def) { d.Indexed = true }) }

// Filtered says that lists may filter by the field at any size, but not sort by it: it costs half of
// what Indexed does, and nothing in the records that have no value.
func (f Field[T]) Filtered() Field[T] {
	return f.with(func(d *Def) { d.Filtered, d.Indexed = true, false })
}

// Default says what a new record holds when nothing is given.
func (f Field[T]) Default(t T) Field[T] { return f.with(func(d *Def) { d.Default = f.write(t) }) }

// Max sets the longest text in characters.
func (f Field[T]) Max(n int) Field[T] { return f.with(func(d *Def) { d.Max = n }) }

// Examples names texts that the type takes, where its rules refuse most values of the kind.
func (f Field[T]) Examples(texts ...string) Field[T] {
	return f.with(func(d *Def) { d.Examples = texts })
}

// Searched says that full-text search finds the text.
func (f Field[T]) Searched() Field[T] { return f.with(func(d *Def) { d.Search = true }) }

// Was names an earlier name of the field, the first one first: what was stored under it is the field's.
func (f Field[T]) Was(name string) Field[T] {
	return f.with(func(d *Def) { d.Was = append(append([]string{}, d.Was...), name) })
}
