// Package app is the list of practices, abilities and gateways, and their wiring.
//
// Its one rule: it is the only place that imports everything, and it decides nothing.
package app

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"fmt"
	"log/slog"
	"time"

	"steward/gateway/mail"
	"steward/gateway/signin"
	"steward/kernel/engine"
	"steward/kernel/page"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/word"
	"steward/practice/administration"
	"steward/practice/people"
)

// House is the house of an installation that serves one.
const House = "main"

// Settings says how an installation runs.
type Settings struct {
	Data     string // folder of the embedded database, attachments and keys
	Database string // postgres:// address; empty: embedded
	Zone     *time.Location
	Secure   bool // cookies over TLS only
	Log      *slog.Logger
	Now      func() time.Time
	Address  string         // address of the pages for those who read mails, such as https://steward.example.org
	Trust    *tls.Config    // whom mail servers are trusted by; the machine's authorities when nil
	Also     []*record.Type // further record types, beside those of the practices
	Pages    []page.Page    // further pages and slots
	Slots    []page.Slot
}

// System is a running installation without its gateways.
type System struct {
	Settings Settings
	Store    *store.Store
	Files    store.Files
	Engine   *engine.Engine
	Gate     *signin.Gate
	Words    *word.Catalogue
	Pages    *page.Book
	Post     *mail.Post
}

// Open opens the store and the engine on the declared types.
func Open(ctx context.Context, s Settings) (*System, error) {
	if s.Now == nil {
		s.Now = time.Now
	}
	if s.Log == nil {
		s.Log = slog.New(slog.DiscardHandler)
	}
	words, err := Words()
	if err != nil {
		return nil, err
	}
	book, err := page.NewBook(append(pages(), s.Pages...), append(slots(), s.Slots...))
	if err != nil {
		return nil, fmt.Errorf("app: %w", err)
	}
	st, err := store.Open(ctx, store.Config{Folder: s.Data, URL: s.Database, Now: s.Now, Log: s.Log, Random: func(b []byte) { _, _ = rand.Read(b) }})
	if err != nil {
		return nil, fmt.Errorf("app: %w", err)
	}
	files, err := openFiles(s)
	if err != nil {
		st.Close()
		return nil, fmt.Errorf("app: %w", err)
	}
	e, err := engine.New(ctx, engine.Config{Store: st, Files: files, Declared: append(declared(), s.Also...), House: House, Moves: moves(), Zone: s.Zone, Now: s.Now, Log: s.Log,
		Operators: []string{people.Administrator}, Directory: people.Directory{}, Say: words.Say,
		Roles: administration.Granted, Custom: administration.Custom, Shapes: administration.Shapes()})
	if err != nil {
		st.Close()
		return nil, fmt.Errorf("app: %w", err)
	}
	if err := found(ctx, e); err != nil {
		st.Close()
		return nil, err
	}
	gate := signin.New(signin.Config{Engine: e, Directory: people.Directory{}, Secure: s.Secure, Types: signin.Types{
		Person: people.Person.Name, Organisation: people.Organisation.Name, Credential: people.Credential.Name, Session: people.Session.Name, Token: people.Token.Name,
		Administrator: people.Administrator, Decide: map[string]bool{people.Person.Name: true, people.Membership.Name: true, people.Role.Name: true}}})
	post := mail.New(mail.Config{Engine: e, Actor: gate.PersonActor, Words: words, Pages: s.Address, Newcomer: people.Requester, TLS: s.Trust, Log: s.Log})
	return &System{Settings: s, Store: st, Files: files, Engine: e, Gate: gate, Words: words, Pages: book, Post: post}, nil
}

// Close lets running writes finish and closes the store.
func (s *System) Close() error { return s.Store.Close() }
