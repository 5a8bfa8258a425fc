package app

import (
	"bytes"
	"context"
	"log/slog"
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
