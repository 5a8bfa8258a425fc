package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// ticksPerSecond is the unit of /proc's CPU times on Linux (USER_HZ).
const ticksPerSecond = 100

// cpuOf gives the CPU time of a process and, when asked, of its children that still run.
func cpuOf(pid int, children bool) time.Duration {
	total := ownCPU(pid)
	if !children {
		return total
	}
	all, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return total
	}
	for _, path := range all {
		id, err := strconv.Atoi(strings.Split(path, "/")[2])
		if err == nil && parentOf(id) == pid {
			total += ownCPU(id)
		}
	}
	return total
}

// stat gives the fields of /proc/PID/stat behind the name, the first of which is the state.
func stat(pid int) []string {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return nil
	}
	return strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:]))
}

func ownCPU(pid int) time.Duration {
	f := stat(pid)
	if len(f) < 13 {
		return 0
	}
	user, _ := strconv.ParseInt(f[11], 10, 64)
	system, _ := strconv.ParseInt(f[12], 10, 64)
	return time.Duration(user+system) * time.Second / ticksPerSecond
}

func parentOf(pid int) int {
	f := stat(pid)
	if len(f) < 2 {
		return 0
	}
	n, _ := strconv.Atoi(f[1])
	return n
}

// memoryOf gives the resident memory of a process in bytes.
func memoryOf(pid int) int64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0
	}
	pages, _ := strconv.ParseInt(strings.Fields(string(raw))[1], 10, 64)
	return pages * int64(os.Getpagesize())
}

// server is the program under load.
type server struct {
	process *exec.Cmd
	base    string
	token   string
	cookies *http.Client // signed in as a person
}

const (
	email    = "bench@example.com"
	password = "a long enough phrase"
)

func start(ctx context.Context, binary, data, database string) (*server, error) {
	place := []string{"--data", data}
	if database != "" {
		place = append(place, "--database", database)
	}
	run := func(args ...string) (string, error) {
		out, err := exec.Command(binary, append(args, place...)...).Output()
		return strings.TrimSpace(string(out)), err
	}
	if _, err := run("user", "create", email, "--name", "Bench", "--role", "manager", "--password", password); err != nil {
		return nil, fmt.Errorf("user create: %w", err)
	}
	token, err := run("token", "create", "--user", email)
	if err != nil {
		return nil, fmt.Errorf("token create: %w", err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := l.Addr().String()
	l.Close()
	s := &server{base: "http://" + address, token: token, process: exec.CommandContext(ctx, binary, append([]string{"serve", "--listen", address}, place...)...)}
	s.process.Stderr = os.Stderr
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	if err := s.ready(); err != nil {
		return nil, err
	}
	return s, s.signIn()
}

func (s *server) ready() error {
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
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
	s.cookies = &http.Client{Jar: jar, Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
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
