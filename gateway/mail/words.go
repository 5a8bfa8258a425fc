package mail

import "embed"

// Words holds the texts of the mails, by language.
//
//go:embed words/*.json
var Words embed.FS
