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

// at is how the command line names an installation.
func at(folder, address string) []string {
	if address == "" {
		return []string{"--data", folder}
	}
	return []string{"--data", folder, "--database", address}
}

// run runs a command of the program on an installation.
func run(binary, folder, address string, args ...string) (string, error) {
	out, err := exec.Command(binary, append(args, at(folder, address)...)...).Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w", args[0], args[1], err)
	}
	return strings.TrimSpace(string(out)), nil
}

// makeUser makes the person who sees all.
func makeUser(binary, folder, address string) error {
	_, err := run(binary, folder, address, "user", "create", email, "--name", "Bench", "--role", "manager", "--password", password)
	return err
}

func start(ctx context.Context, binary, folder, address string) (*server, error) {
	all, err := run(binary, folder, address, "token", "create", "--user", email)
	if err != nil {
		return nil, err
	}
	few, err := run(binary, folder, address, "token", "create", "--user", fewEmail)
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	listen := l.Addr().String()
	l.Close()
	s := &server{base: "http://" + listen, all: all, few: few, api: manyConnections(nil),
		process: exec.CommandContext(ctx, binary, append([]string{"serve", "--listen", listen}, at(folder, address)...)...)}
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
