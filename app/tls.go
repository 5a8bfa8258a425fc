package app

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"

	"steward/gateway/cli"
	"steward/kernel/fault"
)

// encryption is how a server speaks TLS; the zero value does not.
type encryption struct {
	config   *tls.Config
	plain    string       // address of plain HTTP
	redirect http.Handler // what plain HTTP answers; nil: nobody listens there
}

func (e encryption) on() bool { return e.config != nil }

// encrypted reads the flags. Certificates that were got by ACME stay in the folder of the data.
func encrypted(o cli.ServeOptions) (encryption, error) {
	var e encryption
	toTLS := leadToTLS(o.Address)
	switch byFile := o.Certificate != "" || o.Key != ""; {
	case byFile && len(o.Domains) > 0:
		return e, fault.New(fault.Invalid, "app.tls", "tls-twice").On("acme-domain")
	case byFile && o.Certificate == "":
		return e, fault.New(fault.Invalid, "app.tls", "required").On("tls-certificate")
	case byFile && o.Key == "":
		return e, fault.New(fault.Invalid, "app.tls", "required").On("tls-key")
	case byFile:
		pair := &pairOfFiles{certificate: o.Certificate, key: o.Key}
		if _, err := pair.get(nil); err != nil {
			return e, fault.New(fault.Invalid, "app.tls", "tls-unreadable", "reason", err.Error()).On("tls-certificate").Because(err)
		}
		e.config = &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: pair.get, NextProtos: []string{"h2", "http/1.1"}}
	case len(o.Domains) > 0:
		m := &autocert.Manager{Prompt: autocert.AcceptTOS, HostPolicy: autocert.HostWhitelist(o.Domains...), Email: o.Contact,
			Cache: autocert.DirCache(filepath.Join(o.Data, "acme")), Client: &acme.Client{DirectoryURL: o.Authority}}
		e.config = m.TLSConfig()
		e.config.MinVersion = tls.VersionTLS12
		toTLS = m.HTTPHandler(toTLS)
	}
	if o.Plain != "" {
		if !e.on() {
			return e, fault.New(fault.Invalid, "app.tls", "tls-off").On("redirect-listen")
		}
		e.plain, e.redirect = o.Plain, toTLS
	}
	return e, nil
}

// leadToTLS sends who asks by plain HTTP to the public address, or to the name they asked for.
func leadToTLS(public string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		to := strings.TrimSuffix(public, "/")
		if !strings.HasPrefix(to, "https://") {
			host := r.Host
			if name, _, err := net.SplitHostPort(host); err == nil {
				host = name
			}
			to = "https://" + host
		}
		http.Redirect(w, r, to+r.URL.RequestURI(), http.StatusPermanentRedirect)
	})
}

// pairOfFiles is a certificate and its key on the disk. What renews them needs not tell the server.
type pairOfFiles struct {
	certificate, key string

	lock    sync.Mutex
	written time.Time
	loaded  *tls.Certificate
}

// get gives the pair as it is on the disk. Where a new one cannot be read yet, the one before serves.
func (p *pairOfFiles) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	p.lock.Lock()
	defer p.lock.Unlock()
	written, err := newest(p.certificate, p.key)
	if err == nil && (p.loaded == nil || !written.Equal(p.written)) {
		var pair tls.Certificate
		if pair, err = tls.LoadX509KeyPair(p.certificate, p.key); err == nil {
			p.loaded, p.written = &pair, written
		}
	}
	if p.loaded == nil {
		return nil, err
	}
	return p.loaded, nil
}

func newest(files ...string) (time.Time, error) {
	var last time.Time
	for _, name := range files {
		info, err := os.Stat(name)
		if err != nil {
			return last, fmt.Errorf("app.tls: %w", err)
		}
		if info.ModTime().After(last) {
			last = info.ModTime()
		}
	}
	return last, nil
}
