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
	drawing = regexp.MustCompile(`(?s)<svg[^>]*?viewBox="([^"]+)"[^>]*>(.*)</svg>`)
	spaces  = regexp.MustCompile(`\s+`)
)

// addSprite puts every icon, and every sign of a state or a priority, as a symbol into one file, so that a page names
// one by <use> and loads them all once.
func addSprite(set *Set, source fs.FS) error {
	names, err := fs.Glob(source, "icons/*.svg")
	if err != nil {
		return err
	}
	signs, err := fs.Glob(source, "signs/*.svg")
	if err != nil {
		return err
	}
	names = append(names, signs...)
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
		body := bytes.TrimSpace(spaces.ReplaceAll(inner[2], []byte(" ")))
		fmt.Fprintf(&out, `<symbol id="%s" viewBox="%s">%s</symbol>`, strings.TrimSuffix(path.Base(name), ".svg"), inner[1], body)
	}
	out.WriteString(`</svg>`)
	set.add("icons.svg", out.Bytes())
	return nil
}
