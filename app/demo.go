package app

import (
	"context"
	"fmt"
	"os"
	"time"

	"steward/demo"
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
	signIns, err := s.fillDemo(ctx, o.Seed)
	if err != nil {
		return err
	}
	return h.run(ctx, s, listener{address: o.Listen}, func(address string) {
		fmt.Printf("\nThe demo organisation is running at %s\n\nSign in with the password %q as\n", address, demoPassword)
		for _, c := range signIns {
			fmt.Printf("  %-14s %-34s (%s)\n", c.Role, c.Email, c.Name)
		}
	})
}

const (
	demoPassword  = "harbour and vale"
	demoIncidents = 800
)

// fillDemo makes the demo organisation, unless the folder holds one already.
func (s *System) fillDemo(ctx context.Context, seed int64) ([]demo.Credential, error) {
	needed, err := s.Gate.NeedsSetUp(ctx)
	if err != nil || !needed {
		return nil, err
	}
	started := time.Now()
	signIns, err := demo.Build(ctx, s.Engine, seed, demoIncidents, func(done, all int) {
		fmt.Printf("\rMaking the demo organisation: %d of %d incidents", done, all)
	})
	if err != nil {
		return nil, err
	}
	fmt.Printf(" (%.1f s)\n", time.Since(started).Seconds())
	for _, c := range signIns {
		if err := s.Gate.SetPassword(ctx, s.Engine.SystemActor("cli"), c.Person, c.Email, demoPassword); err != nil {
			return nil, err
		}
	}
	return signIns, nil
}
