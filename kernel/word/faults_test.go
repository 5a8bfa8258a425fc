package word_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"steward/kernel/word"
)

// mention is one place in the kernel's code that makes a fault.
type mention struct {
	where string
	key   string
	args  []string // names that fill the message
	open  bool     // more arguments may come, so that names cannot be checked
}

// makers of faults: where their key stands, where the pairs begin, what they add themselves.
var makers = map[string]struct {
	prefix     string
	key, pairs int
	adds       []string
}{
	"fault.New": {key: 2, pairs: 3},
	"refuse":    {key: 0, pairs: 2, adds: []string{"given"}},
	"blame":     {key: 1, pairs: 2},
	"p.wanted":  {prefix: "condition-wanted-", key: 0, pairs: 9, adds: placed},
}

// placed is what a fault in a condition gives: where it is and what stands there.
var placed = []string{"at", "column", "found", "wanted", "suggest"}

// conditionKey is the key of a fault in a condition; the code names them in variables too.
var conditionKey = regexp.MustCompile(`^(condition|order|aggregate)(-[a-z0-9]+)+$`)

// mentions reads the kernel's code, without tests.
func mentions(t *testing.T) []mention {
	t.Helper()
	var out []mention
	err := filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			m, ok := mentioned(n)
			if ok {
				m.where = files.Position(n.Pos()).String()
				out = append(out, m)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func mentioned(n ast.Node) (mention, bool) {
	if key, ok := text(n); ok && conditionKey.MatchString(key) {
		return mention{key: key, args: placed}, true
	}
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return mention{}, false
	}
	name := ""
	switch f := call.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok {
			name = x.Name + "." + f.Sel.Name
		}
	}
	maker, known := makers[name]
	if !known || len(call.Args) <= maker.key {
		return mention{}, false
	}
	key, isText := text(call.Args[maker.key])
	if !isText {
		return mention{}, false
	}
	m := mention{key: maker.prefix + key, args: slices.Clone(maker.adds), open: call.Ellipsis.IsValid()}
	for i := maker.pairs; i < len(call.Args); i += 2 {
		if name, ok := text(call.Args[i]); ok {
			m.args = append(m.args, name)
		}
	}
	return m, true
}

func text(n ast.Node) (string, bool) {
	literal, ok := n.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(literal.Value)
	return s, err == nil
}

var placeholder = regexp.MustCompile(`\{([a-z_0-9]+)[|}]`)

func placeholders(text string) []string {
	var out []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestEveryFaultOfTheKernelHasItsSentence(t *testing.T) {
	c := catalogue(t)
	found := mentions(t)
	if len(found) < 20 {
		t.Fatalf("only %d faults found in the kernel's code", len(found))
	}
	for _, m := range found {
		for _, lang := range c.Languages() {
			if !slices.Contains(c.Keys(lang), m.key) {
				t.Errorf("%s: the fault %q has no sentence in %s", m.where, m.key, lang)
				continue
			}
			sentence, _ := c.Lookup(lang, m.key)
			for _, name := range placeholders(sentence) {
				if !m.open && !slices.Contains(m.args, name) {
					t.Errorf("%s: the sentence of %q in %s asks for {%s}, which the fault does not give", m.where, m.key, lang, name)
				}
			}
		}
	}
}

func TestAllLanguagesSayTheSame(t *testing.T) {
	c := catalogue(t)
	if langs := c.Languages(); !slices.Equal(langs, []string{"de", "en"}) {
		t.Fatalf("languages %v", langs)
	}
	if de, en := c.Keys("de"), c.Keys("en"); !slices.Equal(de, en) {
		t.Fatalf("keys differ:\nde %v\nen %v", de, en)
	}
	for _, key := range c.Keys("en") {
		en, _ := c.Lookup("en", key)
		de, _ := c.Lookup("de", key)
		if !slices.Equal(placeholders(en), placeholders(de)) {
			t.Errorf("%s: placeholders %v in English, %v in German", key, placeholders(en), placeholders(de))
		}
		for _, s := range []string{en, de} {
			if strings.TrimSpace(s) != s || s == "" || strings.Contains(s, "!") {
				t.Errorf("%s: %q is no sentence for people", key, s)
			}
		}
	}
}

func catalogue(t *testing.T) *word.Catalogue {
	t.Helper()
	c, err := word.New()
	if err != nil {
		t.Fatal(err)
	}
	return c
}
