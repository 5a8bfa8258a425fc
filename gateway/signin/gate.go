// Package signin tells who is asking: by password and session, or by API token.
//
// Its one rule: it says who somebody is, never what they may do; that is the engine's. A secret is
// stored only as a digest, and a refusal never tells which part was wrong.
package signin

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
)

// Config is what a gate needs.
type Config struct {
	Engine    *engine.Engine
	Directory engine.Directory
	// Fields of the types that the people's practice declares for sign-in.
	Types  Types
	Secure bool // cookies are sent over TLS only
}

// CookieName is the name of the session's cookie. Under TLS it says so: a browser takes it from this
// host only, and no subdomain can put another in its place.
func (g *Gate) CookieName() string {
	if g.Secure {
		return "__Host-steward_session"
	}
	return "steward_session"
}

// SessionLength is how long a session lasts; then people sign in again.
const SessionLength = 14 * 24 * time.Hour

// Gate lets people and programs in.
type Gate struct {
	Config
	hashing chan struct{} // at most two passwords are checked at once: each takes 19 MiB
	tries   attempts

	lock      sync.Mutex
	known     map[string]known // digest of a session or API token
	forgotten int              // how often all were forgotten
}

type known struct {
	actor   record.Actor
	session string
	expires time.Time
	until   time.Time // from then on it is asked again
}

// knownFor is how long somebody is known at most without being asked for again, where another node's
// news do not come through.
const knownFor = time.Minute

// New makes a gate. Who is known is forgotten as soon as a record that decides it changes.
func New(c Config) *Gate {
	g := &Gate{Config: c, hashing: make(chan struct{}, 2), known: map[string]known{}}
	c.Engine.Store().OnNews(g.hear)
	return g
}

const mostKnown = 10_000

// hear takes what this node and others have committed, and that some of it was missed.
func (g *Gate) hear(n store.News) {
	if n.Missed || slices.ContainsFunc(n.Changes, g.decides) {
		g.lock.Lock()
		clear(g.known)
		g.forgotten++
		g.lock.Unlock()
	}
}

func (g *Gate) decides(c store.Changed) bool {
	return c.Type == g.Types.Session || c.Type == g.Types.Token || g.Types.Decide[c.Type]
}

// Actor tells who sends a request; Unauthenticated when nobody who is known does.
func (g *Gate) Actor(r *http.Request) (record.Actor, error) {
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		a, _, err := g.who(r.Context(), strings.TrimSpace(token), g.byToken)
		a.Gateway = "api"
		return a, err
	}
	c, err := r.Cookie(g.CookieName())
	if err != nil || c.Value == "" {
		return record.Actor{}, nobody()
	}
	a, _, err := g.who(r.Context(), c.Value, g.bySession)
	a.Gateway = "page"
	return a, err
}

// Session gives the id of the session of a request, empty when there is none.
func (g *Gate) Session(r *http.Request) string {
	c, err := r.Cookie(g.CookieName())
	if err != nil {
		return ""
	}
	_, id, err := g.who(r.Context(), c.Value, g.bySession)
	if err != nil {
		return ""
	}
	return id
}

func nobody() error { return fault.New(fault.Unauthenticated, "signin", "not-signed-in") }

func (g *Gate) who(ctx context.Context, secret string, find func(context.Context, string) (known, error)) (record.Actor, string, error) {
	key, now := digest(secret), g.Engine.Now()
	g.lock.Lock()
	k, ok := g.known[key]
	forgotten := g.forgotten
	g.lock.Unlock()
	if !ok || now.After(k.until) {
		var err error
		if k, err = find(ctx, key); err != nil {
			return record.Actor{}, "", err
		}
		k.until = now.Add(knownFor)
		g.know(key, k, forgotten)
	}
	if !k.expires.IsZero() && now.After(k.expires) {
		return record.Actor{}, "", nobody()
	}
	return k.actor, k.session, nil
}

// know keeps who was found, unless something that decides it has changed while it was looked for.
func (g *Gate) know(key string, k known, forgotten int) {
	g.lock.Lock()
	defer g.lock.Unlock()
	if g.forgotten != forgotten {
		return
	}
	if len(g.known) > mostKnown {
		clear(g.known)
	}
	g.known[key] = k
}

func (g *Gate) system() record.Reader {
	return g.Engine.System("who somebody is must be known before what they may see")
}

func (g *Gate) bySession(ctx context.Context, key string) (known, error) {
	found, err := g.system().Find(ctx, g.Types.Session, `token_hash = "`+key+`"`, 1)
	if err != nil || len(found) == 0 {
		return known{}, orNobody(err)
	}
	s := found[0]
	k := known{session: s.ID(), expires: time.UnixMicro(s.Named("expires_at").Int())}
	k.actor, err = g.actor(ctx, s.Named("person").Text())
	return k, err
}

func (g *Gate) byToken(ctx context.Context, key string) (known, error) {
	found, err := g.system().Find(ctx, g.Types.Token, `token_hash = "`+key+`"`, 1)
	if err != nil || len(found) == 0 {
		return known{}, orNobody(err)
	}
	t := found[0]
	var k known
	if v := t.Named("expires_at"); !v.IsEmpty() {
		k.expires = time.UnixMicro(v.Int())
	}
	k.actor, err = g.actor(ctx, t.Named("person").Text())
	k.actor.Scopes = strings.Fields(t.Named("scopes").Text())
	return k, err
}

func orNobody(err error) error {
	if err == nil {
		return nobody()
	}
	return err
}

// PersonActor builds the actor of a person, for the shell and for jobs.
func (g *Gate) PersonActor(ctx context.Context, person string) (record.Actor, error) {
	return g.actor(ctx, person)
}

func (g *Gate) actor(ctx context.Context, person string) (record.Actor, error) {
	a, err := g.Directory.Actor(ctx, g.system(), person)
	if err != nil {
		return a, err
	}
	a.House = g.Engine.House()
	a.Roles = append(a.Roles, record.Everyone)
	if a.Zone == nil {
		a.Zone = g.Engine.Zone()
	}
	return a, nil
}
