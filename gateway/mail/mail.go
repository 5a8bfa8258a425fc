// Package mail takes in what is mailed to the house and mails out what people are told.
//
// Its one rule: a mail is kept as it came, on the disk, before anything is decided and before the
// server hears that it was taken; what cannot become part of a record waits in quarantine with its
// reason. Who may write what is the engine's to say: a mail acts as the person who sent it.
package mail

import (
	"context"
	"crypto/tls"
	"log/slog"
	"sync"
	"time"

	"steward/kernel/engine"
	"steward/kernel/job"
	"steward/kernel/record"
	"steward/kernel/word"
)

// Config is what a post office needs.
type Config struct {
	Engine *engine.Engine
	// Actor gives an active person as they are now, with the roles and teams of this moment.
	Actor func(ctx context.Context, person string) (record.Actor, error)
	Words *word.Catalogue
	// Pages is the address of the pages, such as https://steward.example.org; empty where mails carry
	// no links.
	Pages string
	// Newcomer is the key of the role that a sender gets of whom a mailbox makes a person.
	Newcomer string
	// Largest is how many bytes a mail may have; engine.MostFile when zero.
	Largest int64
	TLS     *tls.Config // whom to trust; the machine's authorities when nil
	Log     *slog.Logger
}

// Post is the post office: it reads mailboxes, decides what becomes of mails, and sends notices.
type Post struct {
	Config
	status status
	lines  lines
}

// New makes a post office. It does nothing before Run or a job asks it to.
func New(c Config) *Post {
	if c.Largest == 0 {
		c.Largest = engine.MostFile
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Post{Config: c, status: status{boxes: map[string]*boxStatus{}}, lines: lines{open: map[string]*line{}}}
}

// The topics of the jobs, as the declarations name them, and of the sweep.
const (
	processTopic = "mail.process"
	sendTopic    = "notice.mail"
	sweepTopic   = "mail.sweep"
	largeTopic   = "mail.too-large"
)

// Handlers are the jobs that the post office does.
func (p *Post) Handlers() map[string]job.Handler {
	return map[string]job.Handler{processTopic: p.process, sendTopic: p.send, sweepTopic: p.sweep, largeTopic: p.refuseLarge}
}

// Schedules say when the post office looks for what was left lying.
func (p *Post) Schedules() []job.Schedule {
	return []job.Schedule{{Name: sweepTopic, Topic: sweepTopic, Every: sweepEvery}}
}

// system acts for the post office itself.
func (p *Post) system() record.Actor { return p.Engine.SystemActor(gatewayName) }

const gatewayName = "mail"

// The types and fields that the gateway works on, as the practices declare them.
const (
	mailboxType, mailType, noticeType, attachmentType, personType, messageType = "mailbox", "mail", "notice", "attachment", "person", "message"

	replyAction, noteAction, bodyField, quotedField, sourceField, filesField = "reply", "note", "body", "quoted", "source_id", "files"
)

// mostBoxes is how many mailboxes an installation may have.
const mostBoxes = 200

// boxes gives the mailboxes as they are stored.
func (p *Post) boxes(ctx context.Context) ([]*record.Record, error) {
	return p.Engine.System("reads how mailboxes are reached").Find(ctx, mailboxType, "", mostBoxes)
}

// Run reads the mailboxes until the context ends. Mailboxes may be made and changed meanwhile.
func (p *Post) Run(ctx context.Context) {
	running := map[string]watcher{}
	var all sync.WaitGroup
	defer all.Wait()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for ctx.Err() == nil {
		boxes, err := p.boxes(ctx)
		if err != nil && ctx.Err() == nil {
			p.Log.Error("the mailboxes cannot be looked up", "error", err)
		}
		if err == nil {
			p.reconcile(ctx, running, boxes, &all)
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
}

// lookEvery is how long a change of a mailbox takes to be acted on.
const lookEvery = 2 * time.Second

type watcher struct {
	setup string
	stop  context.CancelFunc
}

// reconcile lets one watcher run for each mailbox that is in use, with the settings of now.
func (p *Post) reconcile(ctx context.Context, running map[string]watcher, boxes []*record.Record, all *sync.WaitGroup) {
	wanted := map[string]bool{}
	for _, b := range boxes {
		if !b.Named("active").Yes() {
			continue
		}
		wanted[b.ID()] = true
		setup := setupOf(b)
		if w, there := running[b.ID()]; there && w.setup == setup {
			continue
		} else if there {
			w.stop()
		}
		inner, stop := context.WithCancel(ctx)
		running[b.ID()] = watcher{setup, stop}
		all.Add(1)
		go func() {
			defer all.Done()
			p.watch(inner, b)
		}()
	}
	for id, w := range running {
		if !wanted[id] {
			w.stop()
			delete(running, id)
			p.status.forget(id)
		}
	}
}

// setupOf is everything of a mailbox by which it is reached: when it changes, a new watcher begins.
func setupOf(b *record.Record) string {
	var out []byte
	for _, name := range []string{"imap_host", "imap_port", "imap_security", "imap_user", "imap_secret", "imap_folder", "after_reading", "done_folder",
		"smtp_host", "smtp_port", "smtp_security", "smtp_user", "smtp_secret", "secret_kind", "address", "team"} {
		out = append(b.Named(name).Append(out), 0)
	}
	return string(out)
}
