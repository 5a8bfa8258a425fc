package administration

import "embed"

// Words holds the practice's texts, by language.
//
//go:embed words/*.json
var Words embed.FS
