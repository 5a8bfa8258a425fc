package view

import "testing"

func fieldsOf(empty, full int) []Field {
	var list []Field
	for range empty {
		list = append(list, Field{Value: Cell{Empty: true}})
	}
	for range full {
		list = append(list, Field{Value: Cell{Text: "x"}})
	}
	return list
}

// A few fields without a value stand among the others; many stand behind a button, and none is lost.
func TestManyFieldsWithoutAValueStandBehindAButton(t *testing.T) {
	for _, c := range []struct{ empty, full, shown, behind int }{{4, 2, 6, 0}, {5, 2, 2, 5}, {0, 3, 3, 0}, {9, 0, 0, 9}} {
		fields := fieldsOf(c.empty, c.full)
		if shown, behind := len(filled(fields)), len(unfilled(fields)); shown != c.shown || behind != c.behind {
			t.Errorf("%d empty and %d full: %d shown, %d behind", c.empty, c.full, shown, behind)
		}
	}
}
