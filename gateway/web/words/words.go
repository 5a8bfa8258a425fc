// Package words holds the texts of the pages that their controllers choose, one JSON file per
// language. Its one rule: both languages hold the same keys.
package words

import "embed"

// Files are the catalogues.
//
//go:embed *.json
var Files embed.FS
