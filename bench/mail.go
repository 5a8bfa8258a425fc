package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"syscall"
	"time"

	"steward/app"
	"steward/gateway/mail"
)

const (
	benchMails   = 2000
	benchSenders = 200
	mailBatch    = 64
)

// mailIn takes mails as a mailbox hands them over, each kept on the disk, read and made an incident
// of its sender, and says how many a second that were.
func mailIn(ctx context.Context, data, database string) (string, error) {
	s, err := app.Open(ctx, app.Settings{Data: data, Database: database})
	if err != nil {
		return "", err
	}
	defer s.Close()
	box, err := s.Engine.CreateOne(ctx, s.Engine.SystemActor("cli"), "mailbox", map[string]any{"name": "Bench", "address": "bench@house.example", "unknown_sender": "create"})
	if err != nil {
		return "", err
	}
	running, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.Runner().Run(running, time.Minute)
	}()
	defer func() {
		stop()
		<-done
	}()
	r, began, spent := rand.New(rand.NewPCG(9, 9)), time.Now(), used()
	for i := 0; i < benchMails; i += mailBatch {
		var batch []mail.Raw
		for n := i; n < min(i+mailBatch, benchMails); n++ {
			raw := fmt.Sprintf("From: Sender %d <sender%d@example.com>\r\nTo: bench@house.example\r\nSubject: %s\r\nMessage-ID: <bench%d@example.com>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n",
				n%benchSenders, n%benchSenders, text(r, 6), n, text(r, 60))
			batch = append(batch, mail.Raw{Key: fmt.Sprint("bench/", n), Content: []byte(raw)})
		}
		if err := s.Post.Keep(ctx, box, batch); err != nil {
			return "", err
		}
	}
	kept := time.Since(began)
	for tick := time.NewTicker(20 * time.Millisecond); ; <-tick.C {
		n, err := s.Engine.System("counts what waits").Count(ctx, "mail", "state = taken")
		if err != nil || n == 0 {
			tick.Stop()
			took, cpu := time.Since(began), used()-spent
			return fmt.Sprintf("mail in: %d messages in %.1f s (%.0f a second, kept after %.1f s), %.2f ms CPU each: on the disk, read, an incident", benchMails, took.Seconds(), benchMails/took.Seconds(), kept.Seconds(), float64(cpu.Milliseconds())/benchMails), err
		}
	}
}

// used is the CPU time of this process so far.
func used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
