package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"

	"steward/kernel/record"
)

const (
	// firstPause and longestPause bound the wait before a mailbox that failed is tried again.
	firstPause   = 2 * time.Second
	longestPause = 2 * time.Minute
	// quiet is how long a connection waits for news before it looks by itself; poll is the same where
	// the server cannot tell.
	quiet = 5 * time.Minute
	poll  = 20 * time.Second
	// probeEvery is how often it is tried whether mail could be sent.
	probeEvery  = time.Hour
	dialTimeout = 20 * time.Second
)

// watch reads a mailbox until the context ends, and tries now and then whether it could send.
func (p *Post) watch(ctx context.Context, box *record.Record) {
	if box.Named("smtp_host").Text() != "" {
		go p.probing(ctx, box)
	}
	if box.Named("imap_host").Text() == "" {
		return
	}
	for pause := firstPause; ctx.Err() == nil; pause = min(pause*2, longestPause) {
		began := p.Engine.Now()
		err := p.session(ctx, box)
		if ctx.Err() != nil {
			return
		}
		p.report(ctx, box, reading, err)
		p.Log.Warn("reading a mailbox was broken off", "mailbox", box.Named("address").Text(), "error", err)
		if p.Engine.Now().Sub(began) > longestPause {
			pause = firstPause
		}
		rest(ctx, pause)
	}
}

// rest waits, but not beyond the end of the context.
func rest(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// session is one connection: what lies there is taken, then what comes, until something breaks.
func (p *Post) session(ctx context.Context, box *record.Record) error {
	news := make(chan struct{}, 1)
	c, err := p.dial(ctx, box, news)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	defer context.AfterFunc(ctx, func() { _ = c.Close() })()
	if err := signIn(c, box); err != nil {
		return err
	}
	in := &inbox{post: p, box: box, client: c}
	if err := in.open(); err != nil {
		return err
	}
	for ctx.Err() == nil {
		if err := in.take(ctx); err != nil {
			return err
		}
		p.report(ctx, box, reading, nil)
		if err := await(ctx, c, news); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (p *Post) dial(ctx context.Context, box *record.Record, news chan struct{}) (*imapclient.Client, error) {
	host := box.Named("imap_host").Text()
	address := net.JoinHostPort(host, strconv.FormatInt(box.Named("imap_port").Int(), 10))
	o := &imapclient.Options{TLSConfig: p.tls(host), Dialer: &net.Dialer{Timeout: dialTimeout}, UnilateralDataHandler: &imapclient.UnilateralDataHandler{
		Mailbox: func(d *imapclient.UnilateralDataMailbox) {
			if d.NumMessages != nil {
				select {
				case news <- struct{}{}:
				default:
				}
			}
		}}}
	switch box.Named("imap_security").Text() {
	case "none":
		return imapclient.DialInsecure(address, o)
	case "starttls":
		return imapclient.DialStartTLS(address, o)
	}
	return imapclient.DialTLS(address, o)
}

func (p *Post) tls(host string) *tls.Config {
	c := &tls.Config{MinVersion: tls.VersionTLS12}
	if p.TLS != nil {
		c = p.TLS.Clone()
	}
	c.ServerName = host
	return c
}

func signIn(c *imapclient.Client, box *record.Record) error {
	user, secret := box.Named("imap_user").Text(), box.Named("imap_secret").Text()
	if user == "" {
		return nil
	}
	var err error
	switch {
	case box.Named("secret_kind").Text() == "token" && c.Caps().Has(imap.AuthCap("OAUTHBEARER")):
		err = c.Authenticate(sasl.NewOAuthBearerClient(&sasl.OAuthBearerOptions{Username: user, Token: secret}))
	case box.Named("secret_kind").Text() == "token":
		err = c.Authenticate(&xoauth2{user, secret})
	case c.Caps().Has(imap.CapLoginDisabled) || c.Caps().Has(imap.AuthCap("PLAIN")):
		err = c.Authenticate(sasl.NewPlainClient("", user, secret))
	default:
		err = c.Login(user, secret).Wait()
	}
	var refused *imap.Error
	if errors.As(err, &refused) {
		return fmt.Errorf("%w: %s", errSignIn, refused.Text)
	}
	return err
}

// xoauth2 is the way of large providers to sign in with a token.
type xoauth2 struct{ user, token string }

func (x *xoauth2) Start() (string, []byte, error) {
	return "XOAUTH2", []byte("user=" + x.user + "\x01auth=Bearer " + x.token + "\x01\x01"), nil
}

// Next answers the server's reason for a refusal with nothing, as it asks.
func (x *xoauth2) Next([]byte) ([]byte, error) { return []byte{}, nil }

// await returns when mail may have come, or it is time to look.
func await(ctx context.Context, c *imapclient.Client, news chan struct{}) error {
	wait := poll
	if c.Caps().Has(imap.CapIdle) {
		idle, err := c.Idle()
		if err != nil {
			return err
		}
		defer func() {
			_ = idle.Close()
			_ = idle.Wait()
		}()
		wait = quiet
	}
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-news:
	case <-t.C:
	case <-c.Closed():
		return errors.New("the server ended the connection")
	}
	return nil
}
