package web

import "embed"

// Words holds the texts that the pages choose, by language; the fixed words of the templates stand
// beside them.
//
//go:embed words/*.json
var Words embed.FS
