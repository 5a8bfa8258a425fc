// Package docs holds the pages of help that the product shows, by language.
//
// Its one rule: what stands here is true of the product beside it; a change of one is a change of both.
package docs

import "embed"

// Use is the chapters for those who use the product, as use/LANGUAGE/TOPIC.md. The first line of each
// is its title.
//
//go:embed use/*/*.md
var Use embed.FS
