// Package oncall keeps who is there and who is not, and hands work from one to another.
//
// Its one rule: work that changes hands says why, and who takes it over confirms it.
package oncall

import "steward/kernel/record"

// Types lists what the practice keeps.
func Types() []*record.Type { return []*record.Type{&Absence, &Handover} }
