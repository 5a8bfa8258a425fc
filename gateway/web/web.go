// Package web is the pages: it fills the models of package view from the engine for every declared
// type.
//
// Its one rule: it translates. What a form posts becomes a command, what the engine answers becomes
// a model; no permission, rule or calculation stands here, and no practice is named.
package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"steward/gateway/web/asset"
	"steward/gateway/web/view"
	"steward/gateway/web/view/words"
	"steward/kernel/engine"
	"steward/kernel/page"
	"steward/kernel/record"
	"steward/kernel/word"
)

// Gate says who is asking and lets people in and out.
type Gate interface {
	Actor(r *http.Request) (record.Actor, error)
	SignIn(w http.ResponseWriter, r *http.Request, email, password string) error
	SignOut(w http.ResponseWriter, r *http.Request) error
	NeedsSetUp(ctx context.Context) (bool, error)
	SetUp(w http.ResponseWriter, r *http.Request, f Founding) error
	// Session gives the id of the session of a request.
	Session(r *http.Request) string
	SetPassword(ctx context.Context, actor record.Actor, person, email, password string) error
	CreateToken(ctx context.Context, actor record.Actor, person, name string, scopes []string, expires time.Time) (string, error)
	// PersonActor builds the actor of a person, to explain what they may.
	PersonActor(ctx context.Context, person string) (record.Actor, error)
}

// Founding is what the first set-up asks.
type Founding struct{ Secret, Organisation, Name, Email, Password string }

// Config is what the pages need.
type Config struct {
	Engine *engine.Engine
	Words  *word.Catalogue
	Assets *asset.Set
	Gate   Gate
	Log    *slog.Logger
	Now    func() time.Time
	Pages  *page.Book // pages and slots of practices and abilities; nil where there are none
	// Secure says that cookies travel over TLS only.
	Secure bool
}

// site answers requests for pages.
type site struct {
	Config
	fixed     map[string]view.Words // words of the templates by language
	streams   *streams
	rooms     *rooms
	sheets    *sync.Pool // of *sheet
	languages []string
}

// New gives the handler of all pages.
func New(c Config) (http.Handler, error) {
	if c.Engine == nil || c.Words == nil || c.Assets == nil || c.Gate == nil || c.Log == nil || c.Now == nil {
		return nil, errors.New("web: engine, words, assets, gate, log and clock are needed")
	}
	s := &site{Config: c, fixed: map[string]view.Words{}, streams: &streams{open: map[string]int{}}, rooms: newRooms(), sheets: &sync.Pool{New: newSheet}, languages: c.Words.Languages()}
	for _, l := range s.languages {
		w, err := words.In(l)
		if err != nil {
			w, err = words.In(record.LastLanguage)
		}
		if err != nil {
			return nil, err
		}
		s.fixed[l] = w
	}
	return s.routes(), nil
}
