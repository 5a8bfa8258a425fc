package statistics

import (
	"cmp"
	"slices"
)

// Lifetime is how long something lasted. One that had not ended when it was looked at is censored: it
// is known only to have lasted at least so long.
type Lifetime struct {
	Length float64
	Ended  bool
}

// Survival is the estimate of Kaplan and Meier (1958): the share that lasts longer than a length.
type Survival struct {
	N, Ended int
	steps    []step
}

type step struct{ at, share float64 }

// EstimateSurvival estimates from lifetimes, censored ones included: to leave these out would make
// everything look too quick. Where some end and others are censored at one length, those that end
// come first.
func EstimateSurvival(lifetimes []Lifetime) Survival {
	sorted := slices.SortedFunc(slices.Values(lifetimes), func(a, b Lifetime) int { return cmp.Compare(a.Length, b.Length) })
	s, share := Survival{N: len(sorted)}, 1.0
	for i := 0; i < len(sorted); {
		at, risk, ended := sorted[i].Length, len(sorted)-i, 0
		for ; i < len(sorted) && sorted[i].Length == at; i++ {
			if sorted[i].Ended {
				ended++
			}
		}
		if ended > 0 {
			s.Ended += ended
			share *= 1 - float64(ended)/float64(risk)
			s.steps = append(s.steps, step{at, share})
		}
	}
	return s
}

// Beyond is the share that lasts longer than the length.
func (s Survival) Beyond(length float64) float64 {
	share := 1.0
	for _, step := range s.steps {
		if step.at > length {
			break
		}
		share = step.share
	}
	return share
}

// Given is the share that lasts longer than length of those that last longer than reached; there is
// none where nothing is known to last so long.
func (s Survival) Given(reached, length float64) (share float64, ok bool) {
	there := s.Beyond(reached)
	if there == 0 {
		return 0, false
	}
	return s.Beyond(length) / there, true
}
