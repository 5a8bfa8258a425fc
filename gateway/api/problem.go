package api

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"

	"steward/kernel/fault"
	"steward/kernel/query"
)

// statuses maps kinds of faults to HTTP.
var statuses = map[fault.Kind]int{
	fault.Internal: http.StatusInternalServerError, fault.Invalid: http.StatusUnprocessableEntity,
	fault.Unauthenticated: http.StatusUnauthorized, fault.Forbidden: http.StatusForbidden, fault.NotFound: http.StatusNotFound,
	fault.Conflict: http.StatusConflict, fault.Duplicate: http.StatusConflict, fault.TooLarge: http.StatusRequestEntityTooLarge,
	fault.TooMany: http.StatusTooManyRequests, fault.OverBudget: http.StatusUnprocessableEntity, fault.Unavailable: http.StatusServiceUnavailable,
}

// problem is a problem document (RFC 9457), with one entry for every refusal.
type problem struct {
	Type   string    `json:"type"`
	Title  string    `json:"title"`
	Status int       `json:"status"`
	Detail string    `json:"detail"`
	Errors []refusal `json:"errors,omitempty"`
}

type refusal struct {
	Field  string         `json:"field,omitempty"`
	Code   string         `json:"code"`
	Detail string         `json:"detail"`
	Args   map[string]any `json:"args,omitempty"`
}

// strict marks a conflict found by If-Match, which HTTP answers with 412.
type strict struct{ error }

func (s strict) Unwrap() error { return s.error }

func (c *call) problem(err error) {
	faults := fault.All(err)
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		faults = fault.List{fault.New(fault.TooLarge, "api", "body-too-large", "most", tooLarge.Limit)}
	}
	var syntax *query.SyntaxError
	if errors.As(err, &syntax) {
		faults = fault.List{syntax.Fault().On(cmp.Or(syntax.Part, "filter"))}
	}
	status := statuses[faults[0].Kind]
	var s strict
	if errors.As(err, &s) {
		status = http.StatusPreconditionFailed
	}
	language := c.language()
	p := problem{Type: "about:blank", Title: http.StatusText(status), Status: status}
	for _, f := range faults {
		text := c.Words.Refusal(language, f)
		if p.Detail == "" {
			p.Detail = text
		}
		p.Errors = append(p.Errors, refusal{Field: f.Field, Code: f.Key, Detail: text, Args: f.Args})
	}
	if status == http.StatusInternalServerError {
		c.Log.Error("request failed", "method", c.r.Method, "path", c.r.URL.Path, "error", err)
	}
	if status == http.StatusUnauthorized {
		c.w.Header().Set("WWW-Authenticate", `Bearer realm="steward"`)
	}
	c.w.Header().Set("Content-Type", "application/problem+json")
	c.w.WriteHeader(status)
	if err := json.NewEncoder(c.w).Encode(p); err != nil {
		c.Log.Debug("the client left", "error", err)
	}
}

func (c *call) language() string {
	if c.actor.Language != "" {
		return c.actor.Language
	}
	return "en"
}
