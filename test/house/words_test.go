package house

import (
	"context"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"testing"

	"steward/app"
	"steward/kernel/record"
	"steward/kernel/word"
)

// languages are those in which Steward speaks.
var languages = []string{"de", "en"}

// said is every key that has a text, by language.
func said(t *testing.T) map[string]map[string]bool {
	t.Helper()
	c, err := app.Words()
	if err != nil {
		t.Fatal(err)
	}
	return keys(c)
}

func keys(c *word.Catalogue) map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for _, l := range languages {
		out[l] = map[string]bool{}
		for _, k := range c.Keys(l) {
			out[l][k] = true
		}
	}
	return out
}

// declared lists the types that people see, as an installation has them.
func declared(t *testing.T) []*record.Type {
	t.Helper()
	s, err := app.Open(context.Background(), app.Settings{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return slices.DeleteFunc(slices.Clone(s.Engine.Catalogue().Types()), func(of *record.Type) bool { return of.Internal })
}

// TestEveryFaultHasItsSentence: what is refused is said in words, in every language.
func TestEveryFaultHasItsSentence(t *testing.T) {
	have, found := said(t), 0
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			key, ok := faultKey(n)
			if !ok {
				return true
			}
			found++
			for _, l := range languages {
				if !have[l][key] {
					t.Errorf("%s: the fault %q has no sentence in %s", s.set.Position(n.Pos()), key, l)
				}
			}
			return true
		})
	}
	if found < 100 {
		t.Errorf("only %d faults found", found)
	}
}

// faultKey gives the key of a fault.New(kind, operation, "key", ...).
func faultKey(n ast.Node) (string, bool) {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) < 3 {
		return "", false
	}
	to, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || to.Sel.Name != "New" {
		return "", false
	}
	if x, ok := to.X.(*ast.Ident); !ok || x.Name != "fault" {
		return "", false
	}
	literal, ok := call.Args[2].(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", false
	}
	key, err := strconv.Unquote(literal.Value)
	return key, err == nil
}
