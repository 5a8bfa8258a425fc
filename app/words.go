package app

import (
	"fmt"
	"io/fs"

	"steward/gateway/api"
	"steward/gateway/cli"
	"steward/gateway/sheet/problem"
	"steward/gateway/signin"
	"steward/gateway/web"
	"steward/kernel/word"
	"steward/practice/administration"
)

// Words gives the texts of the kernel, the gateways and the practices.
func Words() (*word.Catalogue, error) {
	c, err := word.New()
	if err != nil {
		return nil, err
	}
	for _, files := range []fs.FS{api.Words, cli.Words, problem.Words, signin.Words, web.Words, administration.Words} {
		if err := c.Add(files, "words"); err != nil {
			return nil, fmt.Errorf("app: %w", err)
		}
	}
	return c, nil
}
