package house

import (
	"go/ast"
	"path"
	"strings"
	"testing"
)

const (
	longestFile     = 400
	longestFunction = 60
)

// bannedNames say nothing about what is inside.
var bannedNames = []string{"util", "utils", "common", "helper", "helpers", "manager", "misc", "base"}

func TestRoomsAndFilesAreNamedForWhatIsInside(t *testing.T) {
	for _, s := range sources(t) {
		for _, name := range append(strings.Split(s.room, "/"), strings.TrimSuffix(path.Base(s.path), ".go")) {
			for _, bad := range bannedNames {
				if name == bad {
					t.Errorf("%s: %q says nothing about what is inside", s.path, name)
				}
			}
		}
	}
}

func TestFilesHaveOneSubjectAndFunctionsOneThought(t *testing.T) {
	for _, s := range sources(t) {
		if s.made || s.test {
			continue
		}
		if s.lines > longestFile {
			t.Errorf("%s has %d lines; %d is the most", s.path, s.lines, longestFile)
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := s.set.Position(f.End()).Line - s.set.Position(f.Pos()).Line + 1; n > longestFunction {
				t.Errorf("%s: %s has %d lines; %d is the most", s.path, f.Name.Name, n, longestFunction)
			}
		}
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	said, seen := map[string]bool{}, map[string]bool{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		seen[s.room] = true
		said[s.room] = said[s.room] || s.file.Doc != nil
	}
	for room := range seen {
		if !said[room] {
			t.Errorf("%s has no package comment", room)
		}
	}
}

func TestNothingRegistersItselfAndNothingIsGlobal(t *testing.T) {
	for _, s := range sources(t) {
		if s.made {
			continue
		}
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "init" && f.Recv == nil {
				t.Errorf("%s: init() registers something nobody calls", s.path)
			}
		}
	}
}

func TestNoTestSkipsOrSleeps(t *testing.T) {
	for _, s := range sources(t) {
		if !s.test || s.room == "test/house" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, _ := call.X.(*ast.Ident)
			switch name := call.Sel.Name; {
			case name == "Skip" || name == "Skipf" || name == "SkipNow":
				t.Errorf("%s: %s: a skipped check is no check", s.set.Position(n.Pos()), name)
			case x != nil && x.Name == "time" && name == "Sleep":
				t.Errorf("%s: a test waits for what it means, not for a while", s.set.Position(n.Pos()))
			}
			return true
		})
	}
}

// TestTheKernelNamesNoPractice: what differs between practices lives in the practices.
func TestTheKernelNamesNoPractice(t *testing.T) {
	words := []string{`"incident`, `"problem"`, `"change_request`, `"service"`, `"configuration_item`}
	for _, s := range sources(t) {
		if s.test || !(strings.HasPrefix(s.room, "kernel/") || s.room == "gateway/api") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok {
				for _, w := range words {
					if strings.HasPrefix(lit.Value, w) {
						t.Errorf("%s: the kernel names a practice: %s", s.set.Position(n.Pos()), lit.Value)
					}
				}
			}
			return true
		})
	}
}
