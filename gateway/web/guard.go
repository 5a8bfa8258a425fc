package web

import (
	"net/http"
	"strings"

	"steward/kernel/engine"
)

// policy is the content security policy of every answer: nothing from elsewhere, no inline script
// or style, no frame.
const policy = "default-src 'none'; object-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
	"connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const (
	// formBytes bounds the body of a form without files; a long text of the most characters fits.
	formBytes = 6 << 20
	// uploadBytes bounds the body of a form with files.
	uploadBytes = engine.MostFile + formBytes
	// memoryBytes is how much of a form with files is held in memory.
	memoryBytes = 1 << 20
)

// guard sets the headers of every answer, bounds bodies, and refuses writes that another site sent.
func (s *site) guard(inner http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(http.HandlerFunc(s.crossSite))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		if s.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		if r.Body != nil {
			r.Body = http.MaxBytesReader(w, r.Body, mostOf(r))
		}
		cross.Handler(inner).ServeHTTP(w, r)
	})
}

// mostOf is how long the body of a request may be.
func mostOf(r *http.Request) int64 {
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		return uploadBytes
	}
	return formBytes
}
