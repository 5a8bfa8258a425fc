package view

import (
	"context"
	"slices"
)

func contains(values []string, value string) bool { return slices.Contains(values, value) }

// optionGroup is some neighbouring options under one heading.
type optionGroup struct {
	label   string
	options []Option
}

// byGroup joins neighbours of the same group, in the order given.
func byGroup(list []Option) []optionGroup {
	var groups []optionGroup
	for _, o := range list {
		if n := len(groups); n == 0 || groups[n-1].label != o.Group {
			groups = append(groups, optionGroup{label: o.Group})
		}
		last := &groups[len(groups)-1]
		last.options = append(last.options, o)
	}
	return groups
}

func secretHint(ctx context.Context, i Input) string {
	if i.Stored {
		return t(ctx, "secret.kept")
	}
	return i.Placeholder
}

// weekdays in the order of RFC 5545, with the key of their word.
var weekdays = []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}

// repeats are the units of a recurrence.
func repeats(ctx context.Context) []Option {
	var list []Option
	for _, unit := range []string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"} {
		list = append(list, Option{Value: unit, Label: t(ctx, "repeat."+unit)})
	}
	return list
}
