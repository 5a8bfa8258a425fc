package page

import (
	"context"
	"time"

	"steward/kernel/record"
)

// ItemsOf shows records in a few words each: number, title, state, and when they last changed.
func ItemsOf(rows []*record.Record) []Item {
	out := make([]Item, len(rows))
	for i, r := range rows {
		out[i] = Item{Icon: r.Type.Icon, Tone: Gray, Number: r.Number(), Title: r.Title(), When: time.UnixMicro(r.At(record.SlotUpdatedAt).Int()), Opens: ToRecord(r.Type.Name, r.ID())}
		if r.Type.States != nil {
			out[i].Icon, out[i].State = "", &State{Type: r.Type.Name, Key: r.State()}
		}
	}
	return out
}

// Listing is a section with the records of a type that meet a condition.
type Listing struct {
	Title, Type, Condition, Order string
	Most                          int
	All                           string // words of the link to the whole list
	Empty                         string // said where there is none; empty: then there is no section
	Width                         Width
}

// Section reads the listing; nothing where the type is not kept here or nothing is to be shown.
func (l Listing) Section(ctx context.Context, r Reader) (Blocks, error) {
	if _, kept := r.Type(l.Type); !kept {
		return nil, nil
	}
	rows, err := r.List(ctx, l.Type, l.Condition, l.Order, l.Most)
	if err != nil || len(rows) == 0 && l.Empty == "" {
		return nil, err
	}
	s := Section{Title: l.Title, Width: l.Width, Blocks: Blocks{Items{Items: ItemsOf(rows), Empty: l.Empty}}}
	if len(rows) > 0 {
		s.More = &Link{Label: l.All, To: *ToList(l.Type, l.Condition, l.Order)}
	}
	return Blocks{s}, nil
}

// Sections reads several listings one after the other.
func Sections(ctx context.Context, r Reader, list ...Listing) (Blocks, error) {
	var out Blocks
	for _, l := range list {
		b, err := l.Section(ctx, r)
		if err != nil {
			return nil, err
		}
		out = append(out, b...)
	}
	return out, nil
}
