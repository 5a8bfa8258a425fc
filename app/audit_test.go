package app

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"steward/gateway/cli"
)

// shell runs one command line and gives its exit code and what it wrote.
func shell(t *testing.T, line ...string) (int, string) {
	t.Helper()
	words, err := Words()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	h := &host{log: slog.New(slog.DiscardHandler)}
	code := cli.Main(context.Background(), line, h, words, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &out})
	return code, out.String()
}

func TestTheShellSealsVerifiesAndExportsTheAudit(t *testing.T) {
	data := t.TempDir()
	run := func(want int, line ...string) string {
		t.Helper()
		code, out := shell(t, append(line, "--data", data)...)
		if code != want {
			t.Fatalf("%v: exit code %d: %s", line, code, out)
		}
		return out
	}
	run(0, "user", "create", "ann@example.org", "--name", "Ann", "--password", "correct horse battery staple")
	if out := run(0, "audit", "seal"); !strings.Contains(out, "sealed in") {
		t.Fatal(out)
	}
	if out := run(0, "audit", "verify"); !strings.HasPrefix(out, "0 findings") {
		t.Fatal(out)
	}
	kept := filepath.Join(t.TempDir(), "seals")
	run(0, "audit", "export", kept)
	run(0, "audit", "verify", "--against", kept, "--json")
	run(1, "audit", "export", kept) // an export is never written over
	elsewhere := t.TempDir()
	if code, out := shell(t, "audit", "verify", "--against", kept, "--data", elsewhere); code != 1 || !strings.Contains(out, "Seal 1 is missing") {
		t.Fatalf("another installation: exit code %d: %s", code, out)
	}
}

func TestTheShellBacksUpAndRestores(t *testing.T) {
	data, place := t.TempDir(), t.TempDir()
	file, secret := filepath.Join(place, "backup"), filepath.Join(place, "secret")
	if err := os.WriteFile(secret, []byte("open sesame\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(want int, line ...string) string {
		t.Helper()
		code, out := shell(t, line...)
		if code != want {
			t.Fatalf("%v: exit code %d: %s", line, code, out)
		}
		return out
	}
	run(0, "user", "create", "ann@example.org", "--name", "Ann", "--password", "correct horse battery staple", "--data", data)
	key := strings.TrimSuffix(run(0, "backup", file, "--data", data, "--passphrase-file", secret), ".\n")
	key = key[strings.LastIndex(key, " ")+1:]
	run(1, "backup", file, "--data", data) // a backup is never written over

	cut, there := filepath.Join(place, "cut"), filepath.Join(place, "there")
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(cut, raw[:len(raw)-100], 0o600); err != nil {
		t.Fatal(err)
	}
	run(1, "restore", cut, "--data", there)
	run(1, "restore", file, "--data", there, "--key", strings.Repeat("0", 64))
	if _, err := os.Stat(there); !os.IsNotExist(err) {
		t.Fatalf("a refused backup has touched the place: %v", err)
	}
	out := run(0, "restore", file, "--data", there, "--key", key, "--passphrase-file", secret)
	if !strings.Contains(out, "0 findings") || !strings.Contains(out, "in the search index") {
		t.Fatal(out)
	}
	if out := run(0, "user", "list", "--data", there); !strings.Contains(out, "ann@example.org") {
		t.Fatal(out)
	}
	run(0, "audit", "verify", "--data", there)
	run(1, "restore", file, "--data", there)
}
