package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"steward/gateway/cli"
)

// Serve runs the product until the context ends.
func (h *host) Serve(ctx context.Context, o cli.ServeOptions) error {
	zone, err := time.LoadLocation(o.Zone)
	if err != nil {
		return fmt.Errorf("app.serve: %w", err)
	}
	s, err := Open(ctx, Settings{Data: o.Data, Database: o.Database, Zone: zone, Log: h.log})
	if err != nil {
		return err
	}
	defer s.Close()
	return h.run(ctx, s, o.Listen, func(address string) {
		fmt.Println("Steward is running at http://" + address)
	})
}

const (
	headerTimeout = 10 * time.Second
	idleTimeout   = 2 * time.Minute
	headerBytes   = 64 << 10
	stopTimeout   = 10 * time.Second
)

// run serves until the context ends, then lets running requests finish.
func (h *host) run(ctx context.Context, s *System, listen string, ready func(address string)) error {
	handler, err := s.Handler()
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return fmt.Errorf("app.serve: %w", err)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: headerBytes,
		BaseContext: func(net.Listener) context.Context { return ctx }}
	go func() {
		<-ctx.Done()
		stop, cancel := context.WithTimeout(context.Background(), stopTimeout)
		defer cancel()
		if err := server.Shutdown(stop); err != nil {
			h.log.Warn("some requests did not finish", "error", err)
		}
	}()
	ready(l.Addr().String())
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("app.serve: %w", err)
	}
	return nil
}
