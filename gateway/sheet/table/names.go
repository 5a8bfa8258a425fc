package table

import (
	"fmt"
	"strings"
)

// Renamed says that a column carries another name than the one in the file.
type Renamed struct {
	Position int    `json:"position"` // first column is 1
	Was      string `json:"was"`
	Name     string `json:"name"`
}

// uniqueNames gives each column a name of its own: one without a name gets its
// position, the second of the same name a number behind it.
func uniqueNames(found []string) ([]string, []Renamed) {
	names := make([]string, len(found))
	taken := map[string]bool{}
	for i, name := range found {
		names[i] = strings.Join(strings.Fields(name), " ")
		taken[names[i]] = true
	}
	used := map[string]bool{}
	var renamed []Renamed
	for i, was := range names {
		name := was
		if name == "" {
			name = fmt.Sprintf("Column %d", i+1)
		}
		if name != was || used[name] {
			name = free(name, used, taken)
			renamed = append(renamed, Renamed{Position: i + 1, Was: found[i], Name: name})
		}
		names[i], used[name] = name, true
	}
	return names, renamed
}

func free(name string, used, taken map[string]bool) string {
	if !used[name] && !taken[name] {
		return name
	}
	for number := 2; ; number++ {
		next := fmt.Sprintf("%s (%d)", name, number)
		if !used[next] && !taken[next] {
			return next
		}
	}
}
