package mail_test

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"steward/gateway/mail"
	"steward/test/world"
)

// BenchmarkMailsTaken says how long a mail takes from the server's hand to the incident: kept on the
// disk, decided, with its clocks and the notice of its receipt. Every second answers the one before.
func BenchmarkMailsTaken(b *testing.B) {
	w := world.New(b)
	box := w.Make(w.SystemActor(), "mailbox", map[string]any{"name": "Help", "address": "help@house.example", "unknown_sender": "create", "others_reply": "join"})
	const batch = 64
	n := 0
	began := spent(b)
	for b.Loop() {
		mails := make([]mail.Raw, batch)
		for i := range mails {
			n++
			more := ""
			if n%2 == 1 && n > 1 {
				more = fmt.Sprintf("In-Reply-To: <%d@example.com>\n", n-1) // by the same person
			}
			raw := write(fmt.Sprintf("Person %d <p%d@example.com>", n/2%500, n/2%500), "help@house.example", fmt.Sprintf("Printer %d does not print", n), fmt.Sprintf("%d@example.com", n), more, strings.Repeat("It says that the tray is empty, but it is not. ", 20))
			mails[i] = mail.Raw{Key: fmt.Sprint(n), Content: []byte(strings.ReplaceAll(raw, "\n", "\r\n"))}
		}
		if err := w.Post.Keep(b.Context(), box, mails); err != nil {
			b.Fatal(err)
		}
		if _, err := w.Runner().Drain(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64((spent(b)-began).Milliseconds())/float64(n), "cpu-ms/mail")
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "mails/s")
}

// spent is the processor time of this process so far: on a machine that does much else the clock says
// little.
func spent(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
