package app

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"steward/gateway/cli"
)

// Main runs the program and gives its exit code.
func Main(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	words, err := Words()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	h := &host{log: slog.New(slog.NewTextHandler(os.Stderr, nil))}
	return cli.Main(ctx, args, h, words, cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
}

// host opens installations and runs servers for the command line.
type host struct {
	log *slog.Logger
}

// Open opens the installation for one command.
func (h *host) Open(ctx context.Context, at cli.Place) (cli.Installation, error) {
	s, err := Open(ctx, Settings{Data: at.Data, Database: at.Database, Log: h.log})
	if err != nil {
		return nil, err
	}
	return installation{s}, nil
}
