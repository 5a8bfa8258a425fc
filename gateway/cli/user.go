package cli

import (
	"bufio"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// userCommand keeps the people who can sign in.
type userCommand struct {
	Create     userCreate     `cmd:"" help:"Add a person who can sign in."`
	Password   userPassword   `cmd:"" help:"Set a person's password; their sessions end."`
	List       userList       `cmd:"" help:"List the people."`
	Deactivate userDeactivate `cmd:"" help:"Lock a person out; their records stay."`
}

type userCreate struct {
	Place
	Email    string   `arg:"" help:"E-mail address, with which the person signs in."`
	Name     string   `help:"Full name." required:""`
	Role     []string `help:"Roles, by key: administrator, manager, agent, requester or your own." default:"requester"`
	Password string   `help:"Password; asked for on the standard input when it is not given." env:"STEWARD_PASSWORD"`
}

func (c *userCreate) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		password, err := r.password(c.Password)
		if err != nil {
			return err
		}
		id, err := i.AddPerson(r.ctx, NewPerson{Name: c.Name, Email: c.Email, Roles: c.Role, Password: password})
		if err != nil {
			return err
		}
		fmt.Fprintln(r.io.Out, id)
		return nil
	})
}

type userPassword struct {
	Place
	Email    string `arg:""`
	Password string `help:"Password; asked for on the standard input when it is not given." env:"STEWARD_PASSWORD"`
}

func (c *userPassword) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		password, err := r.password(c.Password)
		if err != nil {
			return err
		}
		return i.SetPassword(r.ctx, c.Email, password)
	})
}

type userList struct{ Place }

func (c *userList) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		out := tabwriter.NewWriter(r.io.Out, 0, 4, 2, ' ', 0)
		ask := engine.Ask{Type: "person", Order: "name", Limit: engine.MostRows, Background: true}
		err := eachPage(r, i, ask, func(p *record.Record) error {
			_, err := fmt.Fprintf(out, "%s\t%s\t%s\n", p.Named("email").Text(), p.Named("name").Text(), p.ID())
			return err
		})
		if err != nil {
			return err
		}
		return out.Flush()
	})
}

type userDeactivate struct {
	Place
	Email string `arg:""`
}

func (c *userDeactivate) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		_, err := i.Engine().ChangeOne(r.ctx, i.Engine().SystemActor("cli"), "person", c.Email, 0, map[string]any{"active": false})
		return err
	})
}

// tokenCommand keeps API tokens.
type tokenCommand struct {
	Create tokenCreate `cmd:"" help:"Make an API token; it is shown once."`
	List   tokenList   `cmd:"" help:"List the API tokens."`
	Revoke tokenRevoke `cmd:"" help:"Take an API token back."`
}

type tokenCreate struct {
	Place
	User    string        `help:"E-mail address of the person it acts as." required:""`
	Name    string        `help:"What it is for." default:"shell"`
	Scope   []string      `help:"read, create, change, remove, or TYPE:OPERATION; all that the person may do when none is given."`
	Expires time.Duration `help:"How long it holds, such as 720h; for ever when not given."`
}

func (c *tokenCreate) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		var expires time.Time
		if c.Expires > 0 {
			expires = i.Engine().Now().Add(c.Expires)
		}
		token, err := i.CreateToken(r.ctx, c.User, c.Name, c.Scope, expires)
		if err != nil {
			return err
		}
		fmt.Fprintln(r.io.Out, token)
		return nil
	})
}

type tokenList struct{ Place }

func (c *tokenList) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		out := tabwriter.NewWriter(r.io.Out, 0, 4, 2, ' ', 0)
		err := eachPage(r, i, engine.Ask{Type: "api_token", Background: true}, func(t *record.Record) error {
			_, err := fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", t.ID(), t.Named("name").Text(), t.Named("person").Text(), t.Named("scopes").Text())
			return err
		})
		if err != nil {
			return err
		}
		return out.Flush()
	})
}

type tokenRevoke struct {
	Place
	ID string `arg:"" help:"Id of the token, as the list shows it."`
}

func (c *tokenRevoke) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		return i.Engine().RemoveOne(r.ctx, i.Engine().SystemActor("cli"), "api_token", c.ID, 0)
	})
}

// with opens the installation for one command and closes it.
func (r *run) with(at Place, do func(Installation) error) error {
	i, err := r.host.Open(r.ctx, at)
	if err != nil {
		return err
	}
	err = do(i)
	if e := i.Close(); err == nil {
		err = e
	}
	return err
}

// password gives the password of the flag, or one line of the standard input.
func (r *run) password(flag string) (string, error) {
	if flag != "" {
		return flag, nil
	}
	line, err := bufio.NewReader(r.io.In).ReadString('\n')
	if line = strings.TrimRight(line, "\r\n"); line == "" {
		return "", fault.New(fault.Invalid, "cli.password", "required").On("password").Because(err)
	}
	return line, nil
}

// eachPage walks through a list page by page, as the system.
func eachPage(r *run, i Installation, ask engine.Ask, do func(*record.Record) error) error {
	for {
		page, err := i.Engine().List(r.ctx, i.Engine().SystemActor("cli"), ask)
		if err != nil {
			return err
		}
		for _, row := range page.Records {
			if err := do(row); err != nil {
				return err
			}
		}
		if page.Next == "" {
			return nil
		}
		ask.Cursor = page.Next
	}
}
