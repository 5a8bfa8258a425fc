package signin

import "embed"

// Words holds the gateway's texts, by language.
//
//go:embed words/*.json
var Words embed.FS
