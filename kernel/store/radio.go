package store

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// radio carries news between nodes by NOTIFY and LISTEN. What is sent holds ids only.
//
// News goes out after the commit in a statement of its own: a NOTIFY inside the transaction would
// make all commits of the database queue behind one lock. What a node that dies in between leaves
// unsaid is only news; nothing that must happen depends on it.
type radio struct {
	store   *Store
	pool    *pgxpool.Pool
	channel string
	node    string
	wake    chan struct{}
	stop    context.CancelFunc
	running sync.WaitGroup

	lock    sync.Mutex
	waiting News
}

// message is what one NOTIFY holds.
type message struct {
	Node      string   `json:"n"`
	Jobs      bool     `json:"j,omitempty"`
	Catalogue bool     `json:"c,omitempty"`
	Missed    bool     `json:"m,omitempty"`
	Changes   []spoken `json:"x,omitempty"`
}

type spoken struct {
	House   string   `json:"h"`
	Type    string   `json:"t"`
	ID      string   `json:"i"`
	Version int64    `json:"v"`
	Removed bool     `json:"r,omitempty"`
	Was     []string `json:"w,omitempty"`
}

const (
	// payloadLimit is below the 8000 bytes that PostgreSQL takes.
	payloadLimit = 7800
	// radioBacklog is how many changes wait for a slow database before the others are told to look anew.
	radioBacklog = 10_000
	firstWait    = 100 * time.Millisecond
	longestWait  = 5 * time.Second
)

func newRadio(ctx context.Context, s *Store, pool *pgxpool.Pool) (*radio, error) {
	r := &radio{store: s, pool: pool, node: uuid.NewString(), wake: make(chan struct{}, 1)}
	if err := pool.QueryRow(ctx, `SELECT 'steward_' || current_schema()`).Scan(&r.channel); err != nil {
		return nil, err
	}
	conn, err := r.connect(ctx)
	if err != nil {
		return nil, err
	}
	own, stop := context.WithCancel(context.Background())
	r.stop = stop
	r.running.Add(2)
	go r.speak(own)
	go r.listen(own, conn)
	return r, nil
}

func (r *radio) close() {
	r.stop()
	r.running.Wait()
}

func (r *radio) send(n News) {
	r.lock.Lock()
	defer r.lock.Unlock()
	w := &r.waiting
	w.Jobs, w.Catalogue = w.Jobs || n.Jobs, w.Catalogue || n.Catalogue
	w.Changes = append(w.Changes, n.Changes...)
	if len(w.Changes) > radioBacklog {
		w.Changes, w.Missed = nil, true
	}
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

func (r *radio) take() News {
	r.lock.Lock()
	defer r.lock.Unlock()
	n := r.waiting
	r.waiting = News{}
	return n
}

// speak sends what waits, as few messages as hold it.
func (r *radio) speak(ctx context.Context) {
	defer r.running.Done()
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.wake:
		}
		for _, payload := range r.payloads(r.take()) {
			if _, err := r.pool.Exec(ctx, `SELECT pg_notify($1, $2)`, r.channel, payload); err != nil {
				r.unsaid(ctx, err)
				break
			}
		}
	}
}

// unsaid remembers that news was lost, and says so with the next news.
func (r *radio) unsaid(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	r.store.config.Log.Warn("other nodes were not told of changes", "error", err)
	r.lock.Lock()
	defer r.lock.Unlock()
	r.waiting.Missed, r.waiting.Catalogue = true, true
}

func (r *radio) payloads(n News) []string {
	m := message{Node: r.node, Jobs: n.Jobs, Catalogue: n.Catalogue, Missed: n.Missed}
	var out []string
	size := 0
	flush := func() {
		if !m.Jobs && !m.Catalogue && !m.Missed && len(m.Changes) == 0 {
			return
		}
		raw, err := json.Marshal(m)
		if err == nil {
			out = append(out, string(raw))
		}
		m, size = message{Node: r.node}, 0
	}
	for _, c := range n.Changes {
		s := spoken{House: c.House, Type: c.Type, ID: c.ID, Version: c.Version, Removed: c.Removed, Was: c.Was}
		raw, err := json.Marshal(s)
		if err != nil || len(raw) > payloadLimit/2 {
			s.Was, m.Missed = nil, true
			raw, _ = json.Marshal(s)
		}
		if size += len(raw) + 1; size > payloadLimit-200 {
			flush()
			size = len(raw) + 1
		}
		m.Changes = append(m.Changes, s)
	}
	flush()
	return out
}

func (r *radio) connect(ctx context.Context) (*pgx.Conn, error) {
	conn, err := pgx.ConnectConfig(ctx, r.pool.Config().ConnConfig)
	if err != nil {
		return nil, err
	}
	if _, err := conn.Exec(ctx, "LISTEN "+pgx.Identifier{r.channel}.Sanitize()); err != nil {
		conn.Close(ctx)
		return nil, err
	}
	return conn, nil
}

// listen hears the other nodes on a connection of its own, and connects anew when it breaks. What
// was said meanwhile is lost, so that everybody is told to look anew.
func (r *radio) listen(ctx context.Context, conn *pgx.Conn) {
	defer r.running.Done()
	for ctx.Err() == nil {
		err := r.hearAll(ctx, conn)
		_ = conn.Close(context.WithoutCancel(ctx))
		if ctx.Err() != nil {
			return
		}
		r.store.config.Log.Warn("the connection to the other nodes broke", "error", err)
		if conn = r.reconnect(ctx); conn == nil {
			return
		}
		r.store.hear(News{Missed: true, Jobs: true, Catalogue: true})
	}
}

func (r *radio) reconnect(ctx context.Context) *pgx.Conn {
	for wait := firstWait; ; wait = min(2*wait, longestWait) {
		conn, err := r.connect(ctx)
		if err == nil {
			return conn
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
	}
}

func (r *radio) hearAll(ctx context.Context, conn *pgx.Conn) error {
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			return err
		}
		var m message
		if err := json.Unmarshal([]byte(n.Payload), &m); err != nil {
			return fmt.Errorf("radio: %w", err)
		}
		if m.Node != r.node {
			r.store.hear(m.news())
		}
	}
}

func (m message) news() News {
	n := News{Jobs: m.Jobs, Catalogue: m.Catalogue, Missed: m.Missed}
	for _, s := range m.Changes {
		n.Changes = append(n.Changes, Changed{House: s.House, Type: s.Type, ID: s.ID, Version: s.Version, Removed: s.Removed, Was: s.Was})
	}
	return n
}
