package house

import (
	"strings"
	"testing"
)

// may says which rooms a room may import. A room is a folder and everything below it, the longest
// that fits; imports within one room are free. What is not listed is forbidden.
var may = map[string][]string{
	"kernel/fault":  nil,
	"kernel/value":  nil,
	"kernel/word":   {"kernel/fault"},
	"kernel/query":  {"kernel/fault", "kernel/value", "calc"},
	"kernel/record": {"kernel/fault", "kernel/value", "kernel/query", "calc"},
	// pages read records and figures through the reader that a gateway hands in
	"kernel/page":     {"kernel/record", "kernel/query", "kernel/fault", "kernel/value"},
	"kernel/markdown": nil,
	"kernel/search":   {"kernel/value"},
	"kernel/store":    {"kernel/search", "kernel/record", "kernel/query", "kernel/fault", "kernel/value", "calc"},
	"kernel/engine":   {"kernel/store", "kernel/search", "kernel/record", "kernel/query", "kernel/fault", "kernel/value", "calc"},
	"kernel/job":      {"kernel/store", "kernel/record", "kernel/fault", "kernel/value"},
	"calc":            nil,
	"docs":            nil, // text, and nothing else
	"ability":         {"kernel/record", "kernel/query", "kernel/page", "kernel/fault", "kernel/value", "calc"},
	"practice":        {"docs", "ability", "kernel/search", "kernel/record", "kernel/query", "kernel/page", "kernel/fault", "kernel/value", "calc"},
	"gateway":         {"kernel/engine", "kernel/markdown", "kernel/page", "kernel/record", "kernel/query", "kernel/fault", "kernel/job", "kernel/search", "kernel/word", "kernel/value", "calc"},
	"demo":            {"kernel/engine", "kernel/record"},
	"app":             {"practice", "ability", "gateway", "kernel", "calc", "demo"},
	"bench":           {"app", "gateway", "kernel", "calc"},
	"test":            {"app", "gateway", "practice", "ability", "kernel", "calc", "bench", "demo"},
	".":               {"app"},
}

// exceptions are single pairs beyond the table, each with its reason.
var exceptions = map[[2]string]string{
	{"gateway/cli", "gateway/sheet"}:               "steward import is the shell's way to foreign tables",
	{"gateway/cli", "gateway/config"}:              "steward config is the shell's way to files of configuration",
	{"gateway/signin", "kernel/store"}:             "forgets who is known when a commit changes what decides it",
	{"practice/incident", "practice/people"}:       rolesOfEveryInstallation,
	{"practice/servicelevel", "practice/people"}:   rolesOfEveryInstallation,
	{"practice/incident", "practice/servicelevel"}: "incidents keep what agreements promise",
	{"practice/measurement", "practice/people"}:    rolesOfEveryInstallation,
	{"practice/problem", "practice/people"}:        rolesOfEveryInstallation,
	{"practice/service", "practice/people"}:        rolesOfEveryInstallation,
	{"practice/servicedesk", "practice/people"}:    rolesOfEveryInstallation,
	{"practice/configuration", "practice/people"}:  rolesOfEveryInstallation,
	{"practice/communication", "practice/people"}:  rolesOfEveryInstallation,
	{"practice/oncall", "practice/people"}:         "absences and hand-overs are those of people and teams",
	{"practice/incident", "practice/oncall"}:       whoIsThere,
	{"practice/problem", "practice/oncall"}:        whoIsThere,
	{"practice/administration", "practice/people"}: "permissions are given to the roles that people keeps",
}

const whoIsThere = "work goes to those who are there"

const rolesOfEveryInstallation = "names the roles that every installation has"

// apart lists the parts of a room that may not import one another: two gateways, two practices.
var apart = []string{"gateway", "practice"}

func roomOf(path string) string {
	best := ""
	for room := range may {
		if (path == room || strings.HasPrefix(path, room+"/")) && len(room) > len(best) {
			best = room
		}
	}
	return best
}

func TestImportsRunDownOnly(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		for _, to := range s.own() {
			if why := forbidden(s.room, to); why != "" {
				t.Errorf("%s imports %s: %s", s.path, to, why)
			}
		}
	}
}

func forbidden(from, to string) string {
	a, b := roomOf(from), roomOf(to)
	if a == "" || b == "" {
		return "a room that the table of imports does not know"
	}
	if exceptions[[2]string{part(from), part(to)}] != "" {
		return ""
	}
	if a == b {
		for _, room := range apart {
			if a == room && part(from) != part(to) {
				return "parts of " + room + " do not meet"
			}
		}
		return ""
	}
	for _, allowed := range may[a] {
		if b == allowed || strings.HasPrefix(b, allowed+"/") {
			return ""
		}
	}
	return "imports run down only"
}

// part is the first two folders: the practice or gateway.
func part(path string) string {
	parts := strings.SplitN(path, "/", 3)
	if len(parts) < 2 {
		return path
	}
	return parts[0] + "/" + parts[1]
}

func TestEveryExceptionIsStillNeeded(t *testing.T) {
	used := map[[2]string]bool{}
	for _, s := range sources(t) {
		for _, to := range s.own() {
			used[[2]string{part(s.room), part(to)}] = true
		}
	}
	for pair := range exceptions {
		if !used[pair] {
			t.Errorf("nobody needs %s -> %s any more; take the exception out", pair[0], pair[1])
		}
	}
}

// TestTheTableCanSayNo keeps the guard honest.
func TestTheTableCanSayNo(t *testing.T) {
	for _, pair := range [][2]string{{"kernel/store", "kernel/engine"}, {"practice/incident", "gateway/web"}, {"gateway/api", "gateway/web"}, {"kernel/record", "practice/people"}} {
		if forbidden(pair[0], pair[1]) == "" {
			t.Errorf("%s may import %s", pair[0], pair[1])
		}
	}
}
