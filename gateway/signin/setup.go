package signin

import (
	"context"
	"crypto/subtle"
	"net/http"
	"strings"
	"time"

	"steward/kernel/engine"
	"steward/kernel/fault"
)

const setUpSecret = "set-up-secret"

// NeedsSetUp tells whether nobody can sign in yet.
func (g *Gate) NeedsSetUp(ctx context.Context) (bool, error) {
	n, err := g.system().Count(ctx, g.Types.Credential, "")
	return n == 0, err
}

// SetUpSecret gives a new one-time secret for the first set-up; an earlier one no longer holds.
func (g *Gate) SetUpSecret(ctx context.Context) (string, error) {
	secret := newSecret("")
	return secret, g.Engine.Store().SetMeta(ctx, setUpSecret, digest(secret))
}

// FirstAdministrator makes the person who sets up the installation, with a password.
type FirstAdministrator struct{ Organisation, Name, Email, Password string }

// SetUp makes the first administrator and signs them in. It works once, with the secret that the
// first start printed.
func (g *Gate) SetUp(w http.ResponseWriter, r *http.Request, secret string, f FirstAdministrator) error {
	ctx := r.Context()
	want, err := g.Engine.Store().Meta(ctx, setUpSecret)
	if err != nil {
		return err
	}
	if want == "" || subtle.ConstantTimeCompare([]byte(want), []byte(digest(secret))) != 1 {
		return fault.New(fault.Forbidden, "signin.set-up", "set-up-link-spent")
	}
	id, err := g.MakeAdministrator(ctx, f)
	if err != nil {
		return err
	}
	if err := g.Engine.Store().SetMeta(ctx, setUpSecret, ""); err != nil {
		return err
	}
	return g.start(ctx, w, id, remote(r), r.UserAgent())
}

// MakeAdministrator makes organisation, administrator and password in one transaction; only while
// nobody can sign in.
func (g *Gate) MakeAdministrator(ctx context.Context, f FirstAdministrator) (person string, err error) {
	needed, err := g.NeedsSetUp(ctx)
	if err != nil {
		return "", err
	}
	if !needed {
		return "", fault.New(fault.Forbidden, "signin.set-up", "set-up-done")
	}
	if err := CheckPassword(f.Password, f.Email); err != nil {
		return "", err
	}
	id := engine.NewID()
	values := map[string]any{"name": f.Name, "email": f.Email}
	actor := g.Engine.SystemActor("page")
	roles, err := g.RoleValues(ctx, []string{g.Types.Administrator})
	if err != nil {
		return "", err
	}
	values["roles"] = roles
	commands := []engine.Command{
		{Do: engine.Create, Type: g.Types.Person, ID: id, Values: values},
		{Do: engine.Create, Type: g.Types.Credential, Values: map[string]any{"person": id, "password_hash": Hash(f.Password), "password_set_at": g.Engine.Now().Format(time.RFC3339)}},
	}
	if f.Organisation != "" {
		commands = append(commands, engine.Command{Do: engine.Create, Type: g.Types.Organisation, Values: map[string]any{"name": f.Organisation}})
	}
	_, err = g.Engine.Do(ctx, actor, engine.Options{}, commands...)
	return id, err
}

// RoleValues gives what the person's field for roles takes for role keys: ids of role records where
// roles are references, else the keys themselves.
func (g *Gate) RoleValues(ctx context.Context, keys []string) (any, error) {
	t, ok := g.Engine.Catalogue().Type(g.Types.Person)
	if !ok {
		return nil, fault.New(fault.Internal, "signin.roles", "no-such-type", "type", g.Types.Person)
	}
	d, ok := t.Field("roles")
	if !ok || d.Target == "" {
		return strings.Join(keys, " "), nil
	}
	var ids []string
	for _, k := range keys {
		role, err := g.system().Get(ctx, d.Target, k)
		if err != nil {
			return nil, err
		}
		ids = append(ids, role.ID())
	}
	return ids, nil
}
