package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// visit is one request of a person who is signed in.
type visit struct {
	*site
	w     http.ResponseWriter
	r     *http.Request
	actor record.Actor
	*kind.Reader
	query url.Values
	on    *record.Record // what the page is about, for the palette
	kept  *engine.Page   // the saved views, once they were asked for
	// saying is a message that was refused, to be shown again; status is then the answer's.
	saying *view.Composer
	status int
	// refused is a form of a page that could not be done.
	refused *refusal
	// hints is the address that helps while forms of the page are filled.
	hints string
}

// answer answers one visit; an error becomes words at one place.
type answer func(*visit) error

// page lets a page be visited by people who are signed in.
func (s *site) page(show answer) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		actor, err := s.Gate.Actor(r)
		if fault.Is(err, fault.Unauthenticated) {
			s.toEntry(w, r)
			return
		}
		if err != nil {
			s.broken(w, r, err)
			return
		}
		v := s.visit(w, r, actor)
		defer v.recovered()
		if err := v.form(); err != nil {
			v.problem(err)
			return
		}
		if err := show(v); err != nil {
			v.problem(err)
		}
	}
}

// recovered turns a programming fault into a page that says so; the log has where it was.
func (v *visit) recovered() {
	if fault := recover(); fault != nil {
		v.problem(fmt.Errorf("web: %v\n%s", fault, debug.Stack()))
	}
}

func (s *site) visit(w http.ResponseWriter, r *http.Request, actor record.Actor) *visit {
	language := s.language(actor.Language, r)
	zone := actor.Zone
	if zone == nil {
		zone = s.Engine.Zone()
	}
	return &visit{site: s, w: w, r: r, actor: actor, query: r.URL.Query(), status: http.StatusOK,
		Reader: &kind.Reader{Language: language, Formats: actor.Formats, Zone: zone, Now: s.Now(), Words: s.Words, Names: kind.NewNames(), HTML: markdown, Languages: s.languages}}
}

// language chooses the person's language, else the first that the browser asks for and that has
// words.
func (s *site) language(chosen string, r *http.Request) string {
	wanted := append([]string{chosen}, strings.Split(r.Header.Get("Accept-Language"), ",")...)
	for _, w := range wanted {
		w, _, _ = strings.Cut(strings.TrimSpace(w), ";")
		base, _, _ := strings.Cut(w, "-")
		if _, ok := s.fixed[base]; ok {
			return base
		}
	}
	return record.LastLanguage
}

// form reads what was posted.
func (v *visit) form() error {
	if v.r.Method != http.MethodPost {
		return nil
	}
	var err error
	if strings.HasPrefix(v.r.Header.Get("Content-Type"), "multipart/form-data") {
		err = v.r.ParseMultipartForm(memoryBytes)
	} else {
		err = v.r.ParseForm()
	}
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return fault.New(fault.TooLarge, "web.form", "page.body-too-large", "most", large.Limit)
	}
	if err != nil {
		return fault.New(fault.Invalid, "web.form", "page.form-unreadable").Because(err)
	}
	return nil
}

// posted gives what the form sent in its body.
func (v *visit) posted() url.Values { return v.r.PostForm }

// kindOf finds the type in the address; types without pages are not found.
func (v *visit) kindOf() (*record.Type, error) {
	plural := v.r.PathValue("plural")
	t, ok := v.Engine.Catalogue().ByPlural(plural)
	if !ok || t.Internal {
		return nil, fault.New(fault.NotFound, "web", "no-such-type", "type", plural)
	}
	return t, nil
}

// recordOf finds the record in the address.
func (v *visit) recordOf() (*record.Type, *record.Record, error) {
	t, err := v.kindOf()
	if err != nil {
		return nil, nil, err
	}
	row, err := v.Engine.As(v.actor).Get(v.r.Context(), t.Name, v.r.PathValue("id"))
	return t, row, err
}

// field is a field of a type as kinds take it.
func field(t *record.Type, d *record.Def) kind.Field { return kind.Field{Of: t, Def: d} }

// cell shows a field of a record.
func (v *visit) cell(row *record.Record, d *record.Def) view.Cell {
	return kind.Cell(v.Reader, field(row.Type, d), row.ValueOf(d))
}

func (v *visit) may(t *record.Type, op record.Operation) bool {
	return v.Engine.May(v.actor, t.Name, op)
}

// cookieAge is how long a browser keeps preferences.
const cookieAge = 365 * 24 * time.Hour
