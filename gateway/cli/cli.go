// Package cli is the shell's way in: steward serve, demo, import, export and the rest.
//
// Its one rule: it translates words of the command line into calls of the engine and answers in
// text; it decides nothing that a page would decide otherwise. Exit codes: 0 done, 1 refused or
// failed, 2 wrong use.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/alecthomas/kong"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/page"
	"steward/kernel/record"
	"steward/kernel/word"
)

// Host is the program around the command line: it opens installations and runs servers.
type Host interface {
	// Open opens the installation for one command.
	Open(ctx context.Context, at Place) (Installation, error)
	// Serve runs the product until the context ends.
	Serve(ctx context.Context, o ServeOptions) error
	// Demo runs the product on a living demo organisation until the context ends.
	Demo(ctx context.Context, o DemoOptions) error
	// Restore restores a backup into an empty place.
	Restore(ctx context.Context, o RestoreOptions) (*Restored, error)
}

// Installation is an opened installation.
type Installation interface {
	Engine() *engine.Engine
	// AddPerson makes a person who can sign in, and gives the id.
	AddPerson(ctx context.Context, p NewPerson) (id string, err error)
	SetPassword(ctx context.Context, email, password string) error
	// ActorOf gives the actor of the person with this e-mail address.
	ActorOf(ctx context.Context, email string) (record.Actor, error)
	// CreateToken makes an API token of a person; expires may be the zero time.
	CreateToken(ctx context.Context, email, name string, scopes []string, expires time.Time) (string, error)
	// Page loads a page as the actor sees it.
	Page(ctx context.Context, actor record.Actor, path string, params map[string]string) (page.Blocks, error)
	// ReplayClocks puts the clocks that go, or all, where their events say that they stand, and tells how
	// many it looked at and moved.
	ReplayClocks(ctx context.Context, all bool) (replayed, moved int, err error)
	Close() error
}

// NewPerson is somebody who is to sign in; roles are keys.
type NewPerson struct {
	Name, Email, Password string
	Roles                 []string
}

// Place says where an installation keeps its data.
type Place struct {
	Data     string `help:"Folder of the embedded database, attachments and keys." default:"./steward-data" env:"STEWARD_DATA" type:"path"`
	Database string `help:"Address of a PostgreSQL database (postgres://...). Empty uses the embedded one." env:"STEWARD_DATABASE"`
}

// Encryption says how a server speaks TLS; empty: not at all.
type Encryption struct {
	Certificate string   `help:"File of the TLS certificate and its chain (PEM); it is read again when it changes." name:"tls-certificate" env:"STEWARD_TLS_CERTIFICATE" type:"path"`
	Key         string   `help:"File of the key of the TLS certificate (PEM)." name:"tls-key" env:"STEWARD_TLS_KEY" type:"path"`
	Domains     []string `help:"Name for which to get a certificate by ACME; the server must be reachable under it on port 443. May stand several times." name:"acme-domain" env:"STEWARD_ACME_DOMAIN" placeholder:"steward.example.org"`
	Contact     string   `help:"E-mail address to which the authority writes about certificates." name:"acme-email" env:"STEWARD_ACME_EMAIL"`
	Authority   string   `help:"Address of the directory of the ACME authority." name:"acme-directory" env:"STEWARD_ACME_DIRECTORY" default:"https://acme-v02.api.letsencrypt.org/directory"`
	Plain       string   `help:"Address on which plain HTTP leads to TLS, such as :80." name:"redirect-listen" env:"STEWARD_REDIRECT_LISTEN"`
}

// ServeOptions are the flags of steward serve.
type ServeOptions struct {
	Place
	Encryption
	Listen   string `help:"Address to listen on." default:"127.0.0.1:8080" env:"STEWARD_LISTEN"`
	Address  string `help:"Address at which people open the pages, for links in mails." name:"public-address" env:"STEWARD_PUBLIC_ADDRESS" placeholder:"https://steward.example.org"`
	Zone     string `help:"Time zone of the organisation." default:"UTC" env:"STEWARD_ZONE"`
	Email    string `help:"E-mail address of the first administrator, at the first start." name:"admin-email" env:"STEWARD_ADMIN_EMAIL"`
	Password string `help:"Password of the first administrator, at the first start." name:"admin-password" env:"STEWARD_ADMIN_PASSWORD"`
}

// DemoOptions are the flags of steward demo.
type DemoOptions struct {
	Listen string `help:"Address to listen on." default:"127.0.0.1:8080" env:"STEWARD_LISTEN"`
	Data   string `help:"Folder to keep the demo in; a throw-away folder when empty." type:"path"`
	Seed   int64  `help:"Another number makes another organisation." default:"1"`
}

// Streams are where a command reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// grammar is the whole command line.
type grammar struct {
	Serve serveCommand `cmd:"" help:"Run the product."`
	Demo  demoCommand  `cmd:"" help:"Run the product on a demo organisation in a throw-away folder."`

	Import importCommand `cmd:"" help:"Make records of a table, with their history."`
	Export exportCommand `cmd:"" help:"Write records as CSV or JSON."`
	Act    actCommand    `cmd:"" help:"Run an action of a record, or list what may be done with a type."`
	Redact redactCommand `cmd:"" help:"Take values of a record away for good, from its history too."`
	Erase  eraseCommand  `cmd:"" help:"Take away everything about a person, from all records and their files."`
	Jobs   jobsCommand   `cmd:"" help:"See what waits to be done, and let run again what failed for good."`
	Config configCommand `cmd:"" help:"Export, compare and apply what configures the installation."`
	Clock  clockCommand  `cmd:"" help:"Say why a service level clock stands where it stands, and replay clocks."`
	Count  countCommand  `cmd:"" help:"Count records, in all or by a field."`
	Calc   calcCommand   `cmd:"" help:"Calculate: JSON on the standard input, JSON on the standard output."`
	Access accessCommand `cmd:"" help:"Tell why a person may read, change or remove a record."`
	Start  startCommand  `cmd:"" help:"Begin something with a verb of a type, such as phone or take_next."`
	Ask    askCommand    `cmd:"" help:"Put a question of a type, such as which records are similar."`
	Undo   undoCommand   `cmd:"" help:"Take an import or a bulk edit back."`
	User   userCommand   `cmd:"" help:"Keep the people who can sign in."`
	Token  tokenCommand  `cmd:"" help:"Keep API tokens."`

	Audit   auditCommand   `cmd:"" help:"Check, seal and export the history of all records."`
	Check   checkCommand   `cmd:"" help:"Look whether everything in the database fits together."`
	Backup  backupCommand  `cmd:"" help:"Write everything into one file, also while the product runs."`
	Restore restoreCommand `cmd:"" help:"Restore a backup into an empty place, on either database."`
}

type serveCommand struct{ ServeOptions }

func (c *serveCommand) Run(r *run) error { return r.host.Serve(r.ctx, c.ServeOptions) }

type demoCommand struct{ DemoOptions }

func (c *demoCommand) Run(r *run) error { return r.host.Demo(r.ctx, c.DemoOptions) }

// run is what every command is given.
type run struct {
	ctx  context.Context
	host Host
	io   Streams
	say  *word.Catalogue
}

// Main runs one command line and gives the exit code.
func Main(ctx context.Context, args []string, host Host, words *word.Catalogue, s Streams) int {
	var g grammar
	exit := -1
	parser, err := kong.New(&g, kong.Name("steward"), kong.Description("IT service management in one program."),
		kong.UsageOnError(), kong.Writers(s.Out, s.Err), kong.Exit(func(code int) { exit = code }))
	if err != nil {
		fmt.Fprintln(s.Err, err)
		return 2
	}
	command, err := parser.Parse(args)
	if exit >= 0 {
		return exit
	}
	if err != nil {
		parser.Errorf("%s", err)
		return 2
	}
	if err := command.Run(&run{ctx: ctx, host: host, io: s, say: words}); err != nil {
		tell(s.Err, words, err)
		return 1
	}
	return 0
}

// tell writes every refusal as its sentence; what is not a refusal goes to the log.
func tell(w io.Writer, words *word.Catalogue, err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	if errors.Is(err, errFindings) {
		return // said already
	}
	for _, f := range fault.All(err) {
		text := words.Refusal("en", f)
		if f.Field != "" {
			text = f.Field + ": " + text
		}
		fmt.Fprintln(w, text)
		if f.Kind == fault.Internal {
			slog.New(slog.NewTextHandler(os.Stderr, nil)).Error("command failed", "error", err)
		}
	}
}
