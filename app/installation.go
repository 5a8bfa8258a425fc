package app

import (
	"context"
	"strings"
	"time"

	"steward/gateway/cli"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/page"
	"steward/kernel/record"
)

// installation is what shell commands see of an opened system.
type installation struct{ *System }

func (i installation) Engine() *engine.Engine { return i.System.Engine }

// AddPerson makes a person who can sign in.
func (i installation) AddPerson(ctx context.Context, p cli.NewPerson) (string, error) {
	actor := i.System.Engine.SystemActor("cli")
	roles, err := i.Gate.RoleValues(ctx, p.Roles)
	if err != nil {
		return "", err
	}
	row, err := i.System.Engine.CreateOne(ctx, actor, "person", map[string]any{"name": p.Name, "email": p.Email, "roles": roles})
	if err != nil {
		return "", err
	}
	return row.ID(), i.Gate.SetPassword(ctx, actor, row.ID(), p.Email, p.Password)
}

// ActorOf gives the actor of the person with this e-mail address.
func (i installation) ActorOf(ctx context.Context, email string) (record.Actor, error) {
	p, err := i.System.Engine.System("the shell acts for the administrator").Get(ctx, "person", strings.ToLower(email))
	if err != nil {
		return record.Actor{}, err
	}
	return i.Gate.PersonActor(ctx, p.ID())
}

// SetPassword gives a person a new password.
func (i installation) SetPassword(ctx context.Context, email, password string) error {
	p, err := i.System.Engine.System("the shell acts for the administrator").Get(ctx, "person", strings.ToLower(email))
	if err != nil {
		return err
	}
	return i.Gate.SetPassword(ctx, i.System.Engine.SystemActor("cli"), p.ID(), email, password)
}

// CreateToken makes an API token of a person.
func (i installation) CreateToken(ctx context.Context, email, name string, scopes []string, expires time.Time) (string, error) {
	p, err := i.System.Engine.System("the shell acts for the administrator").Get(ctx, "person", strings.ToLower(email))
	if err != nil {
		return "", err
	}
	return i.Gate.CreateToken(ctx, i.System.Engine.SystemActor("cli"), p.ID(), name, scopes, expires)
}

// Page loads a page as the actor sees it, in English and UTC.
func (i installation) Page(ctx context.Context, actor record.Actor, path string, params map[string]string) (page.Blocks, error) {
	p, ok := i.Pages.Page(actor, path)
	if !ok && !actor.System {
		return nil, fault.New(fault.NotFound, "app.page", "no-such-page", "page", path)
	}
	say := func(key string, args ...any) string {
		given := map[string]any{}
		for n := 0; n+1 < len(args); n += 2 {
			name, _ := args[n].(string)
			if at, is := args[n+1].(time.Time); is {
				args[n+1] = at.In(i.System.Engine.Zone()).Format("2006-01-02 15:04")
			}
			given[name] = args[n+1]
		}
		return i.Words.Say("en", key, given)
	}
	return p.Load(ctx, page.Reader{Source: i.System.Engine.View(actor), Say: say, Zone: i.System.Engine.Zone(), Language: "en"}, params)
}

// ReplayClocks puts clocks where their events say that they stand.
func (i installation) ReplayClocks(ctx context.Context, all bool) (replayed, moved int, err error) {
	return i.replayClocks(ctx, all)
}
