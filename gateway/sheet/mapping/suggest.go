package mapping

import "strings"

// suggest names the known word nearest to a wrong one, or all when none is near
// and they are few.
func suggest(wrong string, known []string) string {
	best, distance := "", len(wrong)/2+1
	for _, candidate := range known {
		if d := edits(strings.ToLower(wrong), strings.ToLower(candidate), distance); d < distance {
			best, distance = candidate, d
		}
	}
	if best != "" {
		return best
	}
	const few = 40
	if len(known) > few {
		known = append(append([]string{}, known[:few]...), "…")
	}
	return strings.Join(known, ", ")
}

// edits counts the characters to insert, remove or replace to make a from b
// (Levenshtein); it gives up at the limit.
func edits(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) >= limit || len(y)-len(x) >= limit {
		return limit
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		left, diagonal := i+1, i
		for j := range y {
			cost := diagonal
			if x[i] != y[j] {
				cost = 1 + min(diagonal, left, row[j+1])
			}
			diagonal, row[j], left = row[j+1], left, cost
		}
		row[len(y)] = left
	}
	return row[len(y)]
}
