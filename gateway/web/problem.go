package web

import (
	"net/http"
	"strings"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// statuses map kinds of faults to HTTP.
var statuses = map[fault.Kind]int{
	fault.Invalid: http.StatusUnprocessableEntity, fault.Unauthenticated: http.StatusUnauthorized, fault.Forbidden: http.StatusForbidden,
	fault.NotFound: http.StatusNotFound, fault.Conflict: http.StatusConflict, fault.Duplicate: http.StatusUnprocessableEntity,
	fault.TooLarge: http.StatusRequestEntityTooLarge, fault.TooMany: http.StatusTooManyRequests, fault.OverBudget: http.StatusUnprocessableEntity,
	fault.Unavailable: http.StatusServiceUnavailable,
}

func statusOf(err error) int {
	if code, ok := statuses[fault.KindOf(err)]; ok {
		return code
	}
	return http.StatusInternalServerError
}

// sentence turns a fault into words, the one place of the pages where that happens.
func (v *visit) sentence(f *fault.Fault) string {
	args := make(map[string]any, len(f.Args))
	for name, a := range f.Args {
		args[name] = a
	}
	typeName, _, _ := strings.Cut(f.Op, ".")
	t, known := v.Engine.Catalogue().Type(typeName)
	if known {
		v.wordsOf(t, f, args)
	}
	if name, ok := args["type"].(string); ok {
		if of, ok := v.Engine.Catalogue().Type(name); ok {
			args["type"] = v.Type(of)
		}
	}
	return v.Words.Say(v.Language, f.Key, args)
}

// wordsOf replaces keys among the arguments by the words that people know.
func (v *visit) wordsOf(t *record.Type, f *fault.Fault, args map[string]any) {
	for _, name := range []string{"state", "from", "to"} {
		if key, ok := args[name].(string); ok && t.States != nil {
			args[name] = v.State(t, key).Label
		}
	}
	d, ok := t.Field(f.Field)
	if list, listed := args["options"].(string); ok && listed {
		var labels []string
		for key := range strings.SplitSeq(list, ", ") {
			labels = append(labels, v.Option(field(t, d), key))
		}
		args["options"] = strings.Join(labels, ", ")
	}
}

// label names the field of a fault, empty where it names none.
func (v *visit) label(t *record.Type, f *fault.Fault) string {
	if t == nil || f.Field == "" {
		return ""
	}
	if d, ok := t.Field(f.Field); ok {
		return v.Label(kind.Field{Of: t, Def: d})
	}
	return ""
}

// problem answers with a page that says what went wrong.
func (v *visit) problem(err error) {
	status, reference := statusOf(err), v.record(err)
	var sentences []string
	for _, f := range fault.All(err) {
		sentences = append(sentences, v.sentence(f))
	}
	p := view.Problem{Code: status, Title: v.Say("problem." + fault.KindOf(err).String()), Text: strings.Join(sentences, " "), Reference: reference,
		Links: []view.Link{{Label: v.Say("page.start"), Href: "/", Icon: "house"}}}
	if err := v.showWith(status, p.Title, view.ProblemPage(p), nil); err != nil {
		v.Log.Error("a page about a problem could not be drawn", "error", err)
		http.Error(v.w, p.Text, http.StatusInternalServerError)
	}
}

// record writes an internal error to the log and gives the reference under which it is found.
func (v *visit) record(err error) string {
	if fault.KindOf(err) != fault.Internal || v.r.Context().Err() != nil {
		return ""
	}
	reference := engine.NewID()[20:]
	v.Log.Error("a page failed", "reference", reference, "method", v.r.Method, "path", v.r.URL.Path, "error", err)
	return reference
}

// broken answers where not even the person is known.
func (s *site) broken(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() == nil {
		s.Log.Error("a page failed", "method", r.Method, "path", r.URL.Path, "error", err)
	}
	http.Error(w, s.Words.Say(s.language("", r), "internal", nil), http.StatusInternalServerError)
}

// crossSite refuses a write that another site sent.
func (s *site) crossSite(w http.ResponseWriter, r *http.Request) {
	http.Error(w, s.Words.Say(s.language("", r), "page.cross-site", nil), http.StatusForbidden)
}

func nowhere(v *visit) error {
	return fault.New(fault.NotFound, "web", "page.nowhere")
}
