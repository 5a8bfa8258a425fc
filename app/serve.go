package app

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
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
	encryption, err := encrypted(o)
	if err != nil {
		return err
	}
	s, err := Open(ctx, Settings{Data: o.Data, Database: o.Database, Zone: zone, Address: o.Address, Secure: encryption.on() || strings.HasPrefix(o.Address, "https://"), Log: h.log})
	if err != nil {
		return err
	}
	defer s.Close()
	link, err := s.firstStart(ctx, o)
	if err != nil {
		return err
	}
	return h.run(ctx, s, listener{o.Listen, encryption}, func(address string) {
		fmt.Println("Steward is running at " + address)
		if link != "" {
			fmt.Println("Set it up at " + address + link)
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

// listener is where a server is spoken to.
type listener struct {
	address string
	tls     encryption
}

// run serves until the context ends, then lets running requests finish. ready is told the address of
// the pages once they can be opened.
func (h *host) run(ctx context.Context, s *System, at listener, ready func(address string)) error {
	handler, err := s.Handler()
	if err != nil {
		return err
	}
	l, scheme, err := at.listen()
	if err != nil {
		return err
	}
	defer s.work(ctx)()
	if at.tls.redirect != nil {
		plain, err := net.Listen("tcp", at.tls.plain)
		if err != nil {
			return fmt.Errorf("app.serve: %w", err)
		}
		redirect := h.until(ctx, at.tls.redirect)
		go func() {
			if err := redirect.Serve(plain); !errors.Is(err, http.ErrServerClosed) {
				h.log.Error("plain HTTP leads nowhere", "error", err)
			}
		}()
	}
	ready(scheme + "://" + l.Addr().String())
	if err := h.until(ctx, handler).Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("app.serve: %w", err)
	}
	return nil
}

func (at listener) listen() (l net.Listener, scheme string, err error) {
	if l, err = net.Listen("tcp", at.address); err != nil {
		return nil, "", fmt.Errorf("app.serve: %w", err)
	}
	if at.tls.on() {
		return tls.NewListener(l, at.tls.config), "https", nil
	}
	return l, "http", nil
}

// until makes a server that stops when the context ends.
func (h *host) until(ctx context.Context, handler http.Handler) *http.Server {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: headerBytes,
		BaseContext: func(net.Listener) context.Context { return ctx }, ErrorLog: slog.NewLogLogger(h.log.Handler(), slog.LevelDebug)}
	go func() {
		<-ctx.Done()
		stop, cancel := context.WithTimeout(context.Background(), stopTimeout)
		defer cancel()
		if err := server.Shutdown(stop); err != nil {
			h.log.Warn("some requests did not finish", "error", err)
		}
	}()
	return server
}
