package web

import (
	"bytes"
	"net/http"
	"strings"

	"github.com/a-h/templ"
	"github.com/klauspost/compress/gzip"

	"steward/gateway/web/view"
)

// regions are the parts of a page that can be asked for alone, by their ids.
type regions map[string]templ.Component

// show answers with a whole page, or with the parts of it that were asked for.
func (v *visit) show(title string, body templ.Component, parts regions) error {
	return v.showWith(v.status, title, body, parts)
}

func (v *visit) showWith(status int, title string, body templ.Component, parts regions) error {
	if wanted := v.wanted(parts); len(wanted) > 0 {
		return v.send(status, "text/html; charset=utf-8", templ.Join(wanted...))
	}
	return v.send(status, "text/html; charset=utf-8", view.Page(v.shell(title), body))
}

// wanted gives the parts that the header names, nothing where one of them is not a part.
func (v *visit) wanted(parts regions) []templ.Component {
	var out []templ.Component
	for _, id := range strings.Fields(v.r.Header.Get("X-Region")) {
		part, ok := parts[id]
		if !ok {
			return nil
		}
		out = append(out, part)
	}
	return out
}

// asks tells whether the answer needs the part with this id.
func (v *visit) asks(id string) bool {
	wanted := strings.Fields(v.r.Header.Get("X-Region"))
	if len(wanted) == 0 {
		return true
	}
	for _, w := range wanted {
		if w == id || w == "main" {
			return true
		}
	}
	return false
}

func (v *visit) send(status int, contentType string, c templ.Component) error {
	return v.site.send(v.w, v.r, v.Language, status, contentType, c)
}

// smallest is the length from which an answer is compressed.
const smallest = 1400

// send renders before the first byte goes out, so that a failure can still become a page of its own.
func (s *site) send(w http.ResponseWriter, r *http.Request, language string, status int, contentType string, c templ.Component) error {
	body := s.sheets.Get().(*sheet)
	defer s.sheets.Put(body)
	body.Reset()
	ctx := view.With(r.Context(), view.Setting{Words: s.fixed[language], Assets: s.Assets})
	if err := c.Render(ctx, body); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Cache-Control", "no-store")
	h.Add("Vary", "X-Region, Accept-Encoding, Cookie")
	if body.Len() < smallest || !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.WriteHeader(status)
		_, _ = w.Write(body.Bytes()) // an error means that the browser went away
		return nil
	}
	h.Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	body.zip.Reset(w)
	_, _ = body.zip.Write(body.Bytes())
	_ = body.zip.Close()
	return nil
}

// sheet is what an answer is written on. It is used again, because a compressor alone takes more
// memory than all else that a page needs.
type sheet struct {
	bytes.Buffer
	zip *gzip.Writer
}

func newSheet() any {
	z, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // the level is one of the package's own
	}
	return &sheet{zip: z}
}

// seeOther answers a form that succeeded.
func (v *visit) seeOther(to string) error {
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
	return nil
}
