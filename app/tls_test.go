package app

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"steward/gateway/cli"
	"steward/kernel/fault"
)

// certify writes a certificate for 127.0.0.1 with this serial number, as an authority's tool would.
func certify(t *testing.T, folder string, serial int64, at time.Time) cli.Encryption {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	of := &x509.Certificate{SerialNumber: big.NewInt(serial), NotBefore: at.Add(-time.Hour), NotAfter: at.Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	certificate, err := x509.CreateCertificate(rand.Reader, of, of, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	e := cli.Encryption{Certificate: filepath.Join(folder, "cert.pem"), Key: filepath.Join(folder, "key.pem")}
	for name, block := range map[string]*pem.Block{e.Certificate: {Type: "CERTIFICATE", Bytes: certificate}, e.Key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, at, at); err != nil {
			t.Fatal(err)
		}
	}
	return e
}

// visit opens a page on a connection of its own and gives the answer and the serial number shown.
func visit(t *testing.T, address string) (*http.Response, int64) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.TLS == nil {
		return r, 0
	}
	return r, r.TLS.PeerCertificates[0].SerialNumber.Int64()
}

func TestPagesAreServedUnderTLSAndARenewedCertificateIsTakenWithoutARestart(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	folder, now := t.TempDir(), time.Now()
	o := cli.ServeOptions{Place: cli.Place{Data: t.TempDir()}, Encryption: certify(t, folder, 1, now)}
	e, err := encrypted(o)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(ctx, Settings{Data: o.Data, Secure: e.on()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	h := &host{log: slog.New(slog.DiscardHandler)}
	address, ended := make(chan string), make(chan error)
	go func() { ended <- h.run(ctx, s, listener{"127.0.0.1:0", e}, func(at string) { address <- at }) }()
	at := <-address
	r, serial := visit(t, at+"/signin")
	if serial != 1 || !strings.HasPrefix(at, "https://") || r.Header.Get("Strict-Transport-Security") == "" {
		t.Fatalf("%s shows %d with %v", at, serial, r.Header)
	}
	certify(t, folder, 2, now.Add(time.Minute))
	if _, serial = visit(t, at+"/signin"); serial != 2 {
		t.Fatalf("the renewed certificate is not shown: %d", serial)
	}
	if err := os.WriteFile(o.Key, []byte("half writ"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, serial = visit(t, at+"/signin"); serial != 2 {
		t.Fatalf("a key that is being written puts the server out: %d", serial)
	}
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
}

func TestPlainHTTPLeadsToTheAddressUnderTLS(t *testing.T) {
	given := certify(t, t.TempDir(), 1, time.Now())
	given.Plain = ":80"
	e, err := encrypted(cli.ServeOptions{Encryption: given, Address: "https://desk.example.org/"})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	e.redirect.ServeHTTP(w, httptest.NewRequest("GET", "http://elsewhere.example:80/queue?page=2", nil))
	if w.Code != http.StatusPermanentRedirect || w.Header().Get("Location") != "https://desk.example.org/queue?page=2" {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
}

func TestFlagsThatDoNotFitAreNamed(t *testing.T) {
	there := certify(t, t.TempDir(), 1, time.Now())
	for field, e := range map[string]cli.Encryption{
		"tls-key":         {Certificate: there.Certificate},
		"tls-certificate": {Certificate: there.Key, Key: there.Key},
		"acme-domain":     {Certificate: there.Certificate, Key: there.Key, Domains: []string{"desk.example.org"}},
		"redirect-listen": {Plain: ":80"},
	} {
		_, err := encrypted(cli.ServeOptions{Encryption: e})
		if all := fault.All(err); len(all) != 1 || all[0].Field != field || all[0].Kind != fault.Invalid {
			t.Errorf("%s: %v", field, err)
		}
	}
}
