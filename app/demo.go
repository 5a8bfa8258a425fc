package app

import (
	"context"
	"fmt"
	"os"

	"steward/gateway/cli"
)

// Demo runs the product on a demo organisation until the context ends.
func (h *host) Demo(ctx context.Context, o cli.DemoOptions) error {
	folder := o.Data
	if folder == "" {
		temp, err := os.MkdirTemp("", "steward-demo-")
		if err != nil {
			return fmt.Errorf("app.demo: %w", err)
		}
		defer os.RemoveAll(temp)
		folder = temp
	}
	s, err := Open(ctx, Settings{Data: folder, Log: h.log})
	if err != nil {
		return err
	}
	defer s.Close()
	return h.run(ctx, s, o.Listen, func(address string) {
		fmt.Println("The demo is running at http://" + address)
	})
}
