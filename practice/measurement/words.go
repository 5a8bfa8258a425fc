package measurement

import "embed"

// Words holds the texts of the practice, by language.
//
//go:embed words/*.json
var Words embed.FS
