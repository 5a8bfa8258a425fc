package asset

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// addScripts bundles the page's script and the script of the shared worker that holds the live stream.
func addScripts(set *Set, source fs.FS) error {
	app := api.BuildOptions{EntryPoints: []string{"ts/app.ts"}, Format: api.FormatESModule}
	// A shared worker of the module kind is refused by older browsers, so this one is a classic script.
	worker := api.BuildOptions{EntryPoints: []string{"ts/worker.ts"}, Format: api.FormatIIFE}
	for _, options := range []api.BuildOptions{app, worker} {
		if err := bundle(set, source, options); err != nil {
			return err
		}
	}
	return nil
}

func bundle(set *Set, source fs.FS, options api.BuildOptions) error {
	options.Bundle = true
	options.Splitting = options.Format == api.FormatESModule
	options.Target = api.ES2022
	options.MinifyWhitespace, options.MinifyIdentifiers, options.MinifySyntax = true, true, true
	options.Charset = api.CharsetUTF8
	options.LegalComments = api.LegalCommentsInline
	options.Outdir = "/"
	options.EntryNames, options.ChunkNames = "[name]-[hash]", "[name]-[hash]"
	options.Plugins = []api.Plugin{reader(source)}
	result := api.Build(options)
	if err := refusals(result.Errors); err != nil {
		return err
	}
	for _, out := range result.OutputFiles {
		hashed := path.Base(out.Path)
		set.put(logical(hashed), hashed, out.Contents)
	}
	return nil
}

// logical takes the hash out of a bundler's file name: app-3KQZ7F2A.js is app.js.
func logical(hashed string) string {
	extension := path.Ext(hashed)
	base := strings.TrimSuffix(hashed, extension)
	name, hash, _ := cutLast(base, "-")
	if name == "chunk" {
		return name + "-" + hash + extension
	}
	return name + extension
}

func cutLast(s, separator string) (before, after string, found bool) {
	if at := strings.LastIndex(s, separator); at >= 0 {
		return s[:at], s[at+len(separator):], true
	}
	return s, "", false
}

// reader lets the bundler read from the embedded files: "./x" beside the importer, any other name from vendor.
func reader(source fs.FS) api.Plugin {
	const namespace = "embedded"
	resolve := func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		name := a.Path
		switch {
		case a.Kind == api.ResolveEntryPoint:
		case strings.HasPrefix(name, "."):
			name = path.Join(path.Dir(a.Importer), name)
		default:
			name = "vendor/" + name + ".js"
		}
		if path.Ext(name) == "" {
			name += ".ts"
		}
		return api.OnResolveResult{Path: name, Namespace: namespace}, nil
	}
	load := func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		content, err := fs.ReadFile(source, a.Path)
		text, loader := string(content), api.LoaderTS
		if path.Ext(a.Path) == ".js" {
			loader = api.LoaderJS
		}
		return api.OnLoadResult{Contents: &text, Loader: loader}, err
	}
	return api.Plugin{Name: namespace, Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: ".*"}, resolve)
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: namespace}, load)
	}}
}

func refusals(messages []api.Message) error {
	var all []error
	for _, m := range messages {
		place := ""
		if m.Location != nil {
			place = fmt.Sprintf("%s:%d: ", m.Location.File, m.Location.Line)
		}
		all = append(all, errors.New(place+m.Text))
	}
	return errors.Join(all...)
}
