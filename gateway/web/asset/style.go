package asset

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

func addFonts(set *Set, source fs.FS) error {
	names, err := fs.Glob(source, "fonts/*.woff2")
	if err != nil {
		return err
	}
	for _, name := range names {
		content, err := fs.ReadFile(source, name)
		if err != nil {
			return err
		}
		set.add(path.Base(name), content)
	}
	return nil
}

// addMark serves the product's mark as the icon of the browser tab.
func addMark(set *Set, source fs.FS) error {
	content, err := fs.ReadFile(source, "mark.svg")
	if err != nil {
		return err
	}
	set.add("mark.svg", content)
	return nil
}

var fontReference = regexp.MustCompile(`url\("\.\./fonts/([^"]+)"\)`)

// addStyle joins the sheets in the order of their names, because the first one declares the order of the layers.
func addStyle(set *Set, source fs.FS) error {
	names, err := fs.Glob(source, "css/*.css")
	if err != nil {
		return err
	}
	var sheet strings.Builder
	for _, name := range names {
		content, err := fs.ReadFile(source, name)
		if err != nil {
			return err
		}
		sheet.Write(content)
	}
	joined := fontReference.ReplaceAllStringFunc(sheet.String(), func(reference string) string {
		name := fontReference.FindStringSubmatch(reference)[1]
		return fmt.Sprintf("url(%q)", set.URL(name))
	})
	result := api.Transform(joined, api.TransformOptions{
		Loader: api.LoaderCSS, MinifyWhitespace: true, MinifySyntax: true, Charset: api.CharsetUTF8,
	})
	if err := refusals(result.Errors); err != nil {
		return err
	}
	set.add("app.css", result.Code)
	return nil
}
