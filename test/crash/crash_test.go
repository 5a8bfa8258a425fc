//go:build crash

// Package crash kills the running program under write load, again and again, and holds it to its
// first promise: what was acknowledged is there, once.
package crash

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const writers = 8

// kills is how often the program is killed; STEWARD_CRASH_KILLS asks for another number.
func kills(t *testing.T) int {
	text := os.Getenv("STEWARD_CRASH_KILLS")
	if text == "" {
		return 50
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// victim is the program under test.
type victim struct {
	t       *testing.T
	binary  string
	data    string
	address string
	token   string
	process *exec.Cmd
}

func build(t *testing.T) *victim {
	t.Helper()
	v := &victim{t: t, binary: filepath.Join(t.TempDir(), "steward"), data: filepath.Join(t.TempDir(), "data")}
	if out, err := exec.Command("go", "build", "-o", v.binary, "../..").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	v.run("user", "create", "crash@example.com", "--name", "Crash", "--role", "administrator", "--password", "a long enough phrase")
	v.token = strings.TrimSpace(v.run("token", "create", "--user", "crash@example.com"))
	return v
}

func (v *victim) place() []string {
	args := []string{"--data", v.data}
	if url := os.Getenv("STEWARD_CRASH_DATABASE"); url != "" {
		args = append(args, "--database", url)
	}
	return args
}

func (v *victim) run(args ...string) string {
	v.t.Helper()
	command := exec.Command(v.binary, append(args, v.place()...)...)
	var errors bytes.Buffer
	command.Stderr = &errors
	out, err := command.Output()
	if err != nil {
		v.t.Fatalf("%v: %v\n%s", args, err, errors.String())
	}
	return string(out)
}

// start runs the server on a free port and waits until it answers.
func (v *victim) start() {
	v.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		v.t.Fatal(err)
	}
	v.address = l.Addr().String()
	l.Close()
	v.process = exec.Command(v.binary, append([]string{"serve", "--listen", v.address}, v.place()...)...)
	v.process.Stderr = os.Stderr
	if err := v.process.Start(); err != nil {
		v.t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(v.t.Context(), 30*time.Second)
	defer stop()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		if r, err := http.Get("http://" + v.address + "/readyz"); err == nil {
			r.Body.Close()
			if r.StatusCode == http.StatusOK {
				return
			}
		}
		select {
		case <-ctx.Done():
			v.t.Fatal("the program does not come up again")
		case <-tick.C:
		}
	}
}

func (v *victim) kill() {
	if err := v.process.Process.Kill(); err != nil {
		v.t.Fatal(err)
	}
	_ = v.process.Wait()
}

// ledger is what the clients know: every key that was sent, and what was acknowledged.
type ledger struct {
	lock  sync.Mutex
	sent  map[string]bool
	acked map[string]string // key -> id
}

// create sends one create with its key, and notes the answer.
func (v *victim) create(book *ledger, key string) bool {
	book.lock.Lock()
	book.sent[key] = true
	book.lock.Unlock()
	r, err := http.NewRequest("POST", "http://"+v.address+"/api/v1/incidents", strings.NewReader(`{"title":"`+key+`","description":"written while the power may fail","urgency":"high"}`))
	if err != nil {
		v.t.Error(err)
		return false
	}
	r.Header.Set("Authorization", "Bearer "+v.token)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", key)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return false
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return false
	}
	if answer.StatusCode != http.StatusCreated {
		if answer.StatusCode < 500 {
			v.t.Errorf("%s: %d %s", key, answer.StatusCode, body)
		}
		return false
	}
	var made struct{ ID string }
	if err := json.Unmarshal(body, &made); err != nil {
		return false
	}
	book.lock.Lock()
	defer book.lock.Unlock()
	if before := book.acked[key]; before != "" && before != made.ID {
		v.t.Errorf("%s was answered as %s and again as %s", key, before, made.ID)
	}
	book.acked[key] = made.ID
	return true
}

// load writes from several clients until the program is gone.
func (v *victim) load(book *ledger, round int) *sync.WaitGroup {
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			for n := 0; v.create(book, fmt.Sprintf("round %d writer %d number %d", round, w, n)); n++ {
			}
		})
	}
	return &all
}

// retry sends again, with the same keys, what was never answered.
func (v *victim) retry(book *ledger) {
	book.lock.Lock()
	var open []string
	for key := range book.sent {
		if book.acked[key] == "" {
			open = append(open, key)
		}
	}
	book.lock.Unlock()
	for _, key := range open {
		if !v.create(book, key) {
			v.t.Errorf("%s cannot be written after the restart", key)
		}
	}
}

func TestWhatWasAcknowledgedIsThereOnce(t *testing.T) {
	v := build(t)
	book := &ledger{sent: map[string]bool{}, acked: map[string]string{}}
	random := rand.New(rand.NewPCG(3, 5))
	n := kills(t)
	for round := range n {
		v.start()
		v.retry(book)
		clients := v.load(book, round)
		<-time.After(time.Duration(100+random.IntN(500)) * time.Millisecond)
		v.kill()
		clients.Wait()
	}
	v.start()
	v.retry(book)
	v.kill()
	v.compare(book)
	t.Logf("%d kills, %d writes acknowledged, each there once", n, len(book.acked))
}

// compare reads everything that is stored through the shell and holds it to the ledger.
func (v *victim) compare(book *ledger) {
	v.t.Helper()
	stored := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(v.run("export", "--as", "incident", "--format", "json", "--fields", "id,title")), "\n") {
		var row struct{ ID, Title string }
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			v.t.Fatal(err)
		}
		if stored[row.Title] != "" {
			v.t.Errorf("%q is stored twice", row.Title)
		}
		stored[row.Title] = row.ID
	}
	for key, id := range book.acked {
		if stored[key] != id {
			v.t.Errorf("%q was acknowledged as %s and is stored as %q", key, id, stored[key])
		}
	}
	if len(stored) != len(book.acked) {
		v.t.Errorf("%d are stored, %d were acknowledged", len(stored), len(book.acked))
	}
}
