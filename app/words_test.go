package app

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"steward/kernel/record"
)

// Everything that people see of a declared type has its word in every language: the type and its
// plural, fields, options, states, moves, actions, and the sentences of its rules.
func TestEverythingDeclaredHasItsWords(t *testing.T) {
	words, err := Words()
	if err != nil {
		t.Fatal(err)
	}
	c, err := record.NewCatalogue(declared(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range words.Languages() {
		known := map[string]bool{}
		for _, k := range words.Keys(lang) {
			known[k] = true
		}
		need := func(keys ...string) {
			if !slices.ContainsFunc(keys, func(k string) bool { return known[k] }) {
				t.Errorf("%s: %q has no words", lang, keys[0])
			}
		}
		for _, of := range c.Types() {
			if of.Internal {
				continue
			}
			need(of.Name)
			need(of.Name + ".plural")
			for _, d := range of.Defs() {
				need(of.Name+"."+d.Name, "field."+d.Name)
				for _, o := range d.Options {
					need(of.Name+"."+d.Name+"."+o.Key, "field."+d.Name+"."+o.Key)
				}
			}
			if of.States != nil {
				for _, m := range of.States.Moves {
					need(of.Name+".move."+m.Name, "move."+m.Name)
				}
			}
			for _, a := range of.AllActions() {
				need(of.Name+".action."+a.Name, "action."+a.Name)
				if lang != "en" {
					need(a.Say)
				}
			}
			for _, s := range of.Starts {
				need(of.Name + ".start." + s.Name)
			}
			for _, q := range of.AllQuestions() {
				need(of.Name+".question."+q.Name, "question."+q.Name)
			}
			for _, r := range of.AllRules() {
				if lang != "en" {
					need(r.Say)
				}
			}
		}
	}
}

var faultKey = regexp.MustCompile(`fault\.New\(fault\.\w+, [^,]+, "([a-z0-9-]+)"`)

// Every refusal of a practice or an ability is a sentence in every language.
func TestEveryRefusalHasItsSentence(t *testing.T) {
	words, err := Words()
	if err != nil {
		t.Fatal(err)
	}
	for _, root := range []string{"../practice", "../ability"} {
		err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			for _, m := range faultKey.FindAllStringSubmatch(string(text), -1) {
				for _, lang := range words.Languages() {
					if !slices.Contains(words.Keys(lang), m[1]) {
						t.Errorf("%s: the fault %q has no sentence in %s", path, m[1], lang)
					}
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
