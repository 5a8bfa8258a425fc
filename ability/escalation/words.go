package escalation

import "embed"

// Words holds the texts of the ability, by language.
//
//go:embed words/*.json
var Words embed.FS
