package mail

import (
	"context"
	"errors"
	"fmt"
	"net/textproto"
	"sync"
	"time"

	gomail "github.com/wneessen/go-mail"

	"steward/kernel/record"
)

const (
	// lineIdle is how long a connection to a mail server stays open for the next mail.
	lineIdle    = 20 * time.Second
	lineTimeout = 60 * time.Second
)

// lines are the open connections to mail servers, one for each mailbox.
type lines struct {
	lock sync.Mutex
	open map[string]*line
}

type line struct {
	lock   sync.Mutex
	setup  string
	client *gomail.Client
	hangUp *time.Timer
}

func (l *lines) of(box *record.Record) *line {
	l.lock.Lock()
	defer l.lock.Unlock()
	one := l.open[box.ID()]
	if one == nil {
		one = &line{}
		l.open[box.ID()] = one
	}
	return one
}

// send hands a mail to the mailbox's server. A connection that the server closed meanwhile is made
// anew once.
func (l *lines) send(ctx context.Context, p *Post, box *record.Record, m *gomail.Msg) error {
	one := l.of(box)
	one.lock.Lock()
	defer one.lock.Unlock()
	used := one.client != nil && one.setup == setupOf(box)
	err := one.try(ctx, p, box, m)
	var refused *gomail.SendError
	if err != nil && used && (!errors.As(err, &refused) || refused.ErrorCode() == 0 || refused.ErrorCode() == 421) {
		err = one.try(ctx, p, box, m)
	}
	return err
}

func (o *line) try(ctx context.Context, p *Post, box *record.Record, m *gomail.Msg) error {
	if o.hangUp != nil {
		o.hangUp.Stop()
	}
	if o.client == nil || o.setup != setupOf(box) {
		o.close()
		c, err := p.client(ctx, box)
		if err != nil {
			return err
		}
		o.client, o.setup = c, setupOf(box)
	}
	if err := o.client.Send(m); err != nil {
		o.close()
		return err
	}
	o.hangUp = time.AfterFunc(lineIdle, func() {
		o.lock.Lock()
		defer o.lock.Unlock()
		o.close()
	})
	return nil
}

func (o *line) close() {
	if o.client != nil {
		_ = o.client.Close()
		o.client = nil
	}
}

// client connects and signs in.
func (p *Post) client(ctx context.Context, box *record.Record) (*gomail.Client, error) {
	host := box.Named("smtp_host").Text()
	options := []gomail.Option{gomail.WithPort(int(box.Named("smtp_port").Int())), gomail.WithTimeout(lineTimeout), gomail.WithTLSConfig(p.tls(host)), gomail.WithHELO(helo(box))}
	security := box.Named("smtp_security").Text()
	switch security {
	case "none":
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	case "starttls":
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	default:
		options = append(options, gomail.WithSSL())
	}
	if user := box.Named("smtp_user").Text(); user != "" {
		way := gomail.SMTPAuthAutoDiscover
		switch {
		case box.Named("secret_kind").Text() == "token":
			way = gomail.SMTPAuthXOAUTH2
		case security == "none":
			way = gomail.SMTPAuthPlainNoEnc
		}
		options = append(options, gomail.WithSMTPAuth(way), gomail.WithUsername(user), gomail.WithPassword(box.Named("smtp_secret").Text()))
	}
	c, err := gomail.NewClient(host, options...)
	if err != nil {
		return nil, err
	}
	if err := c.DialWithContext(ctx); err != nil {
		var said *textproto.Error
		if errors.As(err, &said) && (said.Code == 535 || said.Code == 534 || said.Code == 530) {
			return nil, fmt.Errorf("%w: %s", errSignIn, said.Msg)
		}
		return nil, err
	}
	return c, nil
}

func helo(box *record.Record) string {
	if d := domainOf(box); d != "" {
		return d
	}
	return "localhost"
}

// probing tries now and then whether a mailbox could send, so that it is known before somebody waits
// for an answer.
func (p *Post) probing(ctx context.Context, box *record.Record) {
	for wait := time.Duration(0); ctx.Err() == nil; {
		rest(ctx, wait)
		if ctx.Err() != nil {
			return
		}
		c, err := p.client(ctx, box)
		if err == nil {
			_ = c.Close()
			wait = probeEvery
		} else {
			wait = min(max(2*wait, firstPause), longestPause)
		}
		p.report(ctx, box, sending, err)
	}
}
