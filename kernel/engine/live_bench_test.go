package engine_test

import (
	"fmt"
	"testing"

	"steward/kernel/engine"
	"steward/kernel/record"
)

// BenchmarkWatch measures what a change costs when a thousand watch, from the command to the moment at
// which the last of them has it: one in ten sees everything, the others only their own parcels.
//
//	go test -run '^$' -bench Watch ./kernel/engine
func BenchmarkWatch(b *testing.B) {
	for _, watchers := range []int{0, 1000} {
		b.Run(fmt.Sprint(watchers), func(b *testing.B) {
			e := open(b)
			owner, err := e.CreateOne(b.Context(), clerk(), "person", map[string]any{"name": "Ann"})
			if err != nil {
				b.Fatal(err)
			}
			last := e.Watch(b.Context(), clerk())
			heard := make(chan bool, 1<<16)
			for i := range watchers {
				actor := clerk()
				if i%10 > 0 {
					actor = record.Actor{Person: fmt.Sprintf("%032x", i), Roles: []string{"guest"}}
				}
				events := e.Watch(b.Context(), actor)
				go func() {
					for range events {
						heard <- true
					}
				}()
			}
			p, err := e.CreateOne(b.Context(), clerk(), "parcel", map[string]any{"subject": "Watched", "owner": owner.ID()})
			if err != nil {
				b.Fatal(err)
			}
			take(last, heard, watchers/10)
			i := 0
			for b.Loop() {
				i++
				if _, err := e.ChangeOne(b.Context(), clerk(), "parcel", p.ID(), 0, map[string]any{"note": fmt.Sprint(i)}); err != nil {
					b.Fatal(err)
				}
				take(last, heard, watchers/10)
			}
		})
	}
}

func take(last <-chan engine.Event, heard <-chan bool, n int) {
	<-last
	for range n {
		<-heard
	}
}
