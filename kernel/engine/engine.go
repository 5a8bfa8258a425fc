// Package engine is the one way in: every change of every record passes here, in one order.
//
// Its one rule: may, fill, check, follow, apply; nothing else writes. Pages, API, mail, imports and
// jobs call the same functions and so meet the same permissions, rules and audit.
package engine

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"steward/kernel/record"
	"steward/kernel/store"
)

// Directory tells who a person is: names, roles, teams. The practice that keeps people gives it.
type Directory interface {
	// Actor builds the actor of a person, with the roles and teams of this moment.
	Actor(ctx context.Context, r record.Reader, person string) (record.Actor, error)
}

// Config is what an engine needs.
type Config struct {
	Store    *store.Store
	Declared []*record.Type
	House    string
	Zone     *time.Location // the house's zone
	Currency string         // the house's currency (ISO 4217), EUR when empty
	Files    store.Files    // contents of attachments; nil where there are none
	Now      func() time.Time
	Log      *slog.Logger
	// Directory tells who a person is, for what is told only to those who may see it; see Reader.As.
	Directory Directory
	// Say gives a text of the message catalogue; see Reader.Say.
	Say func(language, key string, args map[string]any) string
	// Operators are the roles that may see and retry jobs.
	Operators []string
	// Roles lists the permissions made at run time; nil when there are none.
	Roles func(ctx context.Context, r record.Reader) (map[string][]record.Permission, error)
	// Custom lists the fields made at run time by type; nil when there are none.
	Custom func(ctx context.Context, r record.Reader) (map[string][]*record.Def, error)
	// Moves are the data moves, in the order of their numbers.
	Moves []record.DataMove
	// Shapes names the types whose records Roles and Custom read: a change of one of them makes
	// catalogue and permissions anew before the change is acknowledged.
	Shapes []string
}

// Engine runs commands against one store and one catalogue.
type Engine struct {
	config   Config
	store    *store.Store
	book     atomic.Pointer[book] // catalogue and permissions, swapped as one
	numbers  numbers
	reload   sync.Mutex
	hub      *hub
	counters counters
	figures  figures
	kept     keepers
}

// New makes an engine and brings the schema to the declarations.
func New(ctx context.Context, c Config) (*Engine, error) {
	e := &Engine{config: c, store: c.Store}
	e.hub = newHub(e)
	if e.config.Log == nil {
		e.config.Log = slog.New(slog.DiscardHandler)
	}
	if e.config.Zone == nil {
		e.config.Zone = time.UTC
	}
	if e.config.Currency == "" {
		e.config.Currency = "EUR"
	}
	if err := checkMoves(c.Moves); err != nil {
		return nil, err
	}
	if err := e.take(ctx, nil, nil); err != nil {
		return nil, err
	}
	if err := e.Reload(ctx); err != nil {
		return nil, err
	}
	if err := e.move(ctx); err != nil {
		return nil, err
	}
	e.store.OnNews(e.hear)
	return e, nil
}

// hear takes what this node and others have committed; it must not wait.
func (e *Engine) hear(n store.News) {
	if n.Missed || n.Catalogue || slices.ContainsFunc(n.Changes, func(c store.Changed) bool { return slices.Contains(e.config.Shapes, c.Type) }) {
		if err := e.Reload(context.Background()); err != nil {
			e.config.Log.Error("the catalogue could not be made anew; the former one stands", "error", err)
		}
	}
	if len(n.Changes) > 0 || n.Missed {
		e.counters.forget(n)
		e.kept.forget(n)
		e.hub.hear(n)
	}
}

// Reload reads the fields and permissions made at run time and swaps catalogue and access in whole.
func (e *Engine) Reload(ctx context.Context) error {
	e.reload.Lock()
	defer e.reload.Unlock()
	r := e.System("reads the fields and roles that administrators made")
	var custom map[string][]*record.Def
	var granted map[string][]record.Permission
	var err error
	if e.config.Custom != nil {
		if custom, err = e.config.Custom(ctx, r); err != nil {
			return fmt.Errorf("engine.reload: %w", err)
		}
	}
	if e.config.Roles != nil {
		if granted, err = e.config.Roles(ctx, r); err != nil {
			return fmt.Errorf("engine.reload: %w", err)
		}
	}
	return e.take(ctx, custom, granted)
}

func (e *Engine) take(ctx context.Context, custom map[string][]*record.Def, granted map[string][]record.Permission) error {
	c, err := record.NewCatalogue(e.config.Declared, custom)
	if err != nil {
		return fmt.Errorf("engine: %w", err)
	}
	b, err := newBook(c, granted)
	if err != nil {
		return fmt.Errorf("engine: %w", err)
	}
	if _, err := e.store.Migrate(ctx, c, e.format()); err != nil {
		return fmt.Errorf("engine: %w", err)
	}
	if err := e.compareMarks(ctx, c, b); err != nil {
		return fmt.Errorf("engine: %w", err)
	}
	e.book.Store(b)
	e.hub.reseat()
	return nil
}

// Catalogue gives the types as they are now. It is immutable; ask again for later changes.
func (e *Engine) Catalogue() *record.Catalogue { return e.book.Load().catalogue }

// Store gives the store, for jobs and shell commands of the kernel.
func (e *Engine) Store() *store.Store { return e.store }

// Now gives the engine's time.
func (e *Engine) Now() time.Time { return e.config.Now() }

// House gives the house that this engine serves.
func (e *Engine) House() string { return e.config.House }

// Currency gives the house's currency (ISO 4217).
func (e *Engine) Currency() string { return e.config.Currency }

// Zone gives the house's zone.
func (e *Engine) Zone() *time.Location { return e.config.Zone }

// NewID gives a new id: a UUIDv7 as 32 lower-case hex digits.
func NewID() string {
	id, err := uuid.NewV7()
	if err != nil {
		panic(fmt.Sprintf("engine: no randomness: %v", err))
	}
	return strings.ReplaceAll(id.String(), "-", "")
}

// SystemActor is the system itself, acting through a gateway.
func (e *Engine) SystemActor(gateway string) record.Actor {
	return record.Actor{System: true, House: e.config.House, Zone: e.config.Zone, Gateway: gateway, Language: "en"}
}
