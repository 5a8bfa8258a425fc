package asset

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

var (
	drawing = regexp.MustCompile(`(?s)<svg[^>]*>(.*)</svg>`)
	spaces  = regexp.MustCompile(`\s+`)
)

// addSprite puts every icon as a symbol into one file, so that a page names an icon by <use> and loads them all once.
func addSprite(set *Set, source fs.FS) error {
	names, err := fs.Glob(source, "icons/*.svg")
	if err != nil {
		return err
	}
	var out bytes.Buffer
	out.WriteString(`<svg xmlns="http://www.w3.org/2000/svg">`)
	for _, name := range names {
		content, err := fs.ReadFile(source, name)
		if err != nil {
			return err
		}
		inner := drawing.FindSubmatch(content)
		if inner == nil {
			return fmt.Errorf("%s is not a drawing", name)
		}
		body := bytes.TrimSpace(spaces.ReplaceAll(inner[1], []byte(" ")))
		fmt.Fprintf(&out, `<symbol id="%s" viewBox="0 0 24 24">%s</symbol>`, strings.TrimSuffix(path.Base(name), ".svg"), body)
	}
	out.WriteString(`</svg>`)
	set.add("icons.svg", out.Bytes())
	return nil
}
