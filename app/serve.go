package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"steward/gateway/cli"
	"steward/gateway/signin"
)

// Serve runs the product until the context ends.
func (h *host) Serve(ctx context.Context, o cli.ServeOptions) error {
	zone, err := time.LoadLocation(o.Zone)
	if err != nil {
		return fmt.Errorf("app.serve: %w", err)
	}
	s, err := Open(ctx, Settings{Data: o.Data, Database: o.Database, Zone: zone, Address: o.Address, Log: h.log})
	if err != nil {
		return err
	}
	defer s.Close()
	link, err := s.firstStart(ctx, o)
	if err != nil {
		return err
	}
	return h.run(ctx, s, o.Listen, func(address string) {
		fmt.Println("Steward is running at http://" + address)
		if link != "" {
			fmt.Println("Set it up at http://" + address + link)
		}
	})
}

// firstStart makes the first administrator when the environment names one, else gives the one-time
// set-up link; empty when somebody can sign in already.
func (s *System) firstStart(ctx context.Context, o cli.ServeOptions) (link string, err error) {
	needed, err := s.Gate.NeedsSetUp(ctx)
	if err != nil || !needed {
		return "", err
	}
	if o.Email != "" {
		_, err := s.Gate.MakeAdministrator(ctx, signin.FirstAdministrator{Name: strings.Split(o.Email, "@")[0], Email: o.Email, Password: o.Password})
		return "", err
	}
	secret, err := s.Gate.SetUpSecret(ctx)
	return "/setup?secret=" + secret, err
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
	defer s.work(ctx)()
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
