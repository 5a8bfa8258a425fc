package main

import (
	"fmt"
	"net/http"
	"sync"
)

// bell sends what POST /ring says to everybody who listens, as the product's live stream does.
type bell struct {
	mu   sync.Mutex
	ears map[chan string]bool
}

func newBell() *bell { return &bell{ears: map[chan string]bool{}} }

func (b *bell) listen(w http.ResponseWriter, r *http.Request) {
	ear := make(chan string, 8)
	b.mu.Lock()
	b.ears[ear] = true
	b.mu.Unlock()
	defer func() {
		b.mu.Lock()
		delete(b.ears, ear)
		b.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	stream := http.NewResponseController(w)
	fmt.Fprint(w, ": listening\n\n")
	for _ = stream.Flush(); ; _ = stream.Flush() {
		select {
		case <-r.Context().Done():
			return
		case message := <-ear:
			fmt.Fprintf(w, "data: %s\n\n", message)
		}
	}
}

// ring takes {"type": ..., "id": ..., "version": ...} as the form value "message".
func (b *bell) ring(_ http.ResponseWriter, r *http.Request) {
	message := r.FormValue("message")
	b.mu.Lock()
	defer b.mu.Unlock()
	for ear := range b.ears {
		ear <- message
	}
}
