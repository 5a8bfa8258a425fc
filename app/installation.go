package app

import (
	"context"
	"strings"
	"time"

	"steward/gateway/cli"
	"steward/kernel/engine"
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
