package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

func build(work string) (string, error) {
	binary := filepath.Join(work, "steward")
	out, err := exec.Command("go", "build", "-o", binary, "steward").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build: %w: %s", err, out)
	}
	return binary, nil
}

// server is the program under load.
type server struct {
	process *exec.Cmd
	base    string
	all     string       // token of somebody who sees all
	few     string       // token of somebody who sees 20 incidents
	cookies *http.Client // signed in as the one who sees all
	api     *http.Client
}

const (
	email    = "bench@example.com"
	fewEmail = "few@example.com"
	password = "a long enough phrase"
)

func start(ctx context.Context, binary, folder, address string) (*server, error) {
	place := []string{"--data", folder}
	if address != "" {
		place = append(place, "--database", address)
	}
	run := func(args ...string) (string, error) {
		out, err := exec.Command(binary, append(args, place...)...).Output()
		return strings.TrimSpace(string(out)), err
	}
	if _, err := run("user", "create", email, "--name", "Bench", "--role", "manager", "--password", password); err != nil {
		return nil, fmt.Errorf("user create: %w", err)
	}
	all, err := run("token", "create", "--user", email)
	if err != nil {
		return nil, fmt.Errorf("token create: %w", err)
	}
	few, err := run("token", "create", "--user", fewEmail)
	if err != nil {
		return nil, fmt.Errorf("token create: %w", err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	listen := l.Addr().String()
	l.Close()
	s := &server{base: "http://" + listen, all: all, few: few, api: manyConnections(nil),
		process: exec.CommandContext(ctx, binary, append([]string{"serve", "--listen", listen}, place...)...)}
	s.process.Stderr = os.Stderr
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	if err := s.ready(); err != nil {
		return nil, err
	}
	return s, s.signIn()
}

func manyConnections(jar http.CookieJar) *http.Client {
	return &http.Client{Jar: jar, Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
}

func (s *server) ready() error {
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		r, err := http.Get(s.base + "/readyz")
		if err == nil {
			r.Body.Close()
			if r.StatusCode == http.StatusOK {
				return nil
			}
		}
	}
	return fmt.Errorf("the program does not answer")
}

func (s *server) signIn() error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	s.cookies = manyConnections(jar)
	r, err := s.cookies.PostForm(s.base+"/signin", url.Values{"email": {email}, "password": {password}})
	if err != nil {
		return err
	}
	return r.Body.Close()
}

func (s *server) stop() {
	_ = s.process.Process.Signal(os.Interrupt)
	_ = s.process.Wait()
}
