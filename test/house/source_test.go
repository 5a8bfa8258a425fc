// Package house guards the rules of the house: who may import whom, how things are named, how large
// they grow. A rule that no test guards is a wish.
package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// root is the module's folder, seen from this package.
const root = "../.."

// module is the module's own import path.
const module = "steward/"

// source is one Go file of the project.
type source struct {
	path  string // from the module's folder, with slashes
	room  string // its folder
	file  *ast.File
	set   *token.FileSet
	lines int
	test  bool
	made  bool // generated
}

func sources(t *testing.T) []source {
	t.Helper()
	var out []source
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && strings.HasPrefix(d.Name(), ".") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") {
			return nil
		}
		s, err := read(path)
		if err == nil {
			out = append(out, s)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 50 {
		t.Fatalf("only %d Go files found; is the folder right?", len(out))
	}
	return out
}

func read(path string) (source, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return source{}, err
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, text, parser.ParseComments)
	if err != nil {
		return source{}, err
	}
	rel, err := filepath.Rel(root, path)
	if err != nil {
		return source{}, err
	}
	rel = filepath.ToSlash(rel)
	room := filepath.ToSlash(filepath.Dir(rel))
	return source{path: rel, room: room, file: file, set: set, lines: strings.Count(string(text), "\n"),
		test: strings.HasSuffix(rel, "_test.go"), made: ast.IsGenerated(file)}, nil
}

// own lists the project's packages that a file imports.
func (s source) own() []string {
	var out []string
	for _, i := range s.file.Imports {
		if p := strings.Trim(i.Path.Value, `"`); strings.HasPrefix(p, module) {
			out = append(out, strings.TrimPrefix(p, module))
		}
	}
	return out
}
