package signin

import (
	"context"
	"net"
	"net/http"
	"strings"
	"time"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// SignIn checks a password and starts a session. Whatever is wrong, the refusal is the same.
func (g *Gate) SignIn(w http.ResponseWriter, r *http.Request, email, password string) error {
	ctx, email := r.Context(), strings.ToLower(strings.TrimSpace(email))
	address := remote(r)
	if !g.tries.allow(g.Engine.Now(), "e:"+email, "a:"+address) {
		return fault.New(fault.TooMany, "signin", "too-many-tries")
	}
	person, err := g.checked(ctx, email, password)
	if err != nil {
		return err
	}
	g.tries.succeeded("e:" + email)
	if err := g.end(r); err != nil {
		return err
	}
	return g.start(ctx, w, person, address, r.UserAgent())
}

// unmatched is a hash that no password matches: an unknown address takes as long as a known one.
var unmatched = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

func (g *Gate) checked(ctx context.Context, email, password string) (person string, err error) {
	hash, id, err := g.credential(ctx, email)
	if err != nil {
		return "", err
	}
	if hash == "" {
		hash = unmatched
	}
	select {
	case g.hashing <- struct{}{}:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	ok := matches(hash, password)
	<-g.hashing
	if !ok || id == "" {
		return "", fault.New(fault.Unauthenticated, "signin", "wrong-credentials")
	}
	return id, nil
}

func (g *Gate) credential(ctx context.Context, email string) (hash, person string, err error) {
	p, err := g.system().Get(ctx, g.Types.Person, email)
	if err != nil || email == "" || record.IsID(email) {
		return "", "", onlyFailures(err)
	}
	found, err := g.system().Find(ctx, g.Types.Credential, `person = "`+p.ID()+`"`, 1)
	if err != nil || len(found) == 0 {
		return "", "", err
	}
	return found[0].Named("password_hash").Text(), p.ID(), nil
}

func onlyFailures(err error) error {
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

func (g *Gate) start(ctx context.Context, w http.ResponseWriter, person, address, device string) error {
	if _, err := g.actor(ctx, person); err != nil {
		return err
	}
	token, now := newSecret("ses_"), g.Engine.Now()
	if r := []rune(device); len(r) > 200 {
		device = string(r[:200])
	}
	_, err := g.Engine.CreateOne(ctx, g.Engine.SystemActor("page"), g.Types.Session, map[string]any{
		"person": person, "token_hash": digest(token), "expires_at": now.Add(SessionLength).Format(time.RFC3339),
		"seen_at": now.Format(time.RFC3339), "address": address, "device": device})
	if err != nil {
		return err
	}
	http.SetCookie(w, &http.Cookie{Name: g.CookieName(), Value: token, Path: "/", HttpOnly: true, Secure: g.Secure, SameSite: http.SameSiteLaxMode, MaxAge: int(SessionLength.Seconds())})
	return nil
}

// SignOut ends the session of a request.
func (g *Gate) SignOut(w http.ResponseWriter, r *http.Request) error {
	http.SetCookie(w, &http.Cookie{Name: g.CookieName(), Path: "/", HttpOnly: true, Secure: g.Secure, SameSite: http.SameSiteLaxMode, MaxAge: -1})
	return g.end(r)
}

// end ends the session that a request comes with, if any.
func (g *Gate) end(r *http.Request) error {
	id := g.Session(r)
	if id == "" {
		return nil
	}
	return onlyFailures(g.Engine.RemoveOne(r.Context(), g.Engine.SystemActor("page"), g.Types.Session, id, 0))
}

func remote(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// SetPassword gives a person a new password and ends their sessions.
func (g *Gate) SetPassword(ctx context.Context, actor record.Actor, person, email, password string) error {
	if err := CheckPassword(password, email); err != nil {
		return err
	}
	found, err := g.system().Find(ctx, g.Types.Credential, `person = "`+person+`"`, 1)
	if err != nil {
		return err
	}
	values := map[string]any{"person": person, "password_hash": Hash(password), "password_set_at": g.Engine.Now().Format(time.RFC3339)}
	command := engine.Command{Do: engine.Create, Type: g.Types.Credential, Values: values}
	if len(found) > 0 {
		command.Do, command.ID = engine.Change, found[0].ID()
	}
	commands := []engine.Command{command}
	sessions, err := g.system().Find(ctx, g.Types.Session, `person = "`+person+`"`, 500)
	if err != nil {
		return err
	}
	for _, s := range sessions {
		commands = append(commands, engine.Command{Do: engine.Remove, Type: g.Types.Session, ID: s.ID()})
	}
	actor.System = true
	_, err = g.Engine.Do(ctx, actor, engine.Options{}, commands...)
	return err
}

// CreateToken makes an API token for a person and gives it once; only its digest is stored.
func (g *Gate) CreateToken(ctx context.Context, actor record.Actor, person, name string, scopes []string, expires time.Time) (string, error) {
	token := newSecret("stw_")
	values := map[string]any{"person": person, "name": name, "token_hash": digest(token), "scopes": strings.Join(scopes, " ")}
	if !expires.IsZero() {
		values["expires_at"] = expires.Format(time.RFC3339)
	}
	actor.System = true
	_, err := g.Engine.CreateOne(ctx, actor, g.Types.Token, values)
	return token, err
}
