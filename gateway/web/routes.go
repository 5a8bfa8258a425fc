package web

import (
	"net/http"

	"steward/gateway/web/asset"
)

// routes lists every address of the pages.
func (s *site) routes() http.Handler {
	m := http.NewServeMux()
	m.Handle("GET "+asset.Prefix, s.Assets)

	m.HandleFunc("GET /signin", s.signInPage)
	m.HandleFunc("POST /signin", s.signIn)
	m.HandleFunc("POST /signout", s.signOut)
	m.HandleFunc("GET /setup", s.setUpPage)
	m.HandleFunc("POST /setup", s.setUp)

	m.HandleFunc("GET /{$}", s.page(start))
	m.HandleFunc("POST /prefer", s.page(prefer))
	m.HandleFunc("POST /preview", s.page(preview))
	m.HandleFunc("GET /pick/{type}", s.page(pick))

	m.HandleFunc("GET /p/{page}", s.page(canvas))
	m.HandleFunc("POST /p/{page}/do", s.page(canvasDo))
	m.HandleFunc("POST /p/{page}/hints", s.page(canvasHints))

	m.HandleFunc("GET /queue", s.page(queue))
	m.HandleFunc("POST /begin/{plural}/{verb}", s.page(begin))
	m.HandleFunc("GET /live", s.page(live))
	m.HandleFunc("GET /search", s.page(find))
	m.HandleFunc("GET /palette", s.page(palette))
	m.HandleFunc("GET /files/{id}", s.page(download))
	m.HandleFunc("POST /bulk", s.page(bulkEdit))
	m.HandleFunc("POST /bulk/apply", s.page(bulkApply))
	m.HandleFunc("POST /batch/{batch}/undo", s.page(undoBatch))

	m.HandleFunc("POST /views", s.page(saveView))
	m.HandleFunc("GET /t/{plural}", s.page(list))
	m.HandleFunc("GET /t/{plural}/columns", s.page(columnsForm))
	m.HandleFunc("POST /t/{plural}/columns", s.page(setColumns))
	m.HandleFunc("GET /t/{plural}/board", s.page(board))
	m.HandleFunc("POST /t/{plural}/board", s.page(boardMove))
	m.HandleFunc("GET /t/{plural}/new", s.page(newForm))
	m.HandleFunc("POST /t/{plural}/new", s.page(create))
	m.HandleFunc("GET /t/{plural}/{id}", s.page(show))
	m.HandleFunc("GET /t/{plural}/{id}/edit", s.page(editForm))
	m.HandleFunc("POST /t/{plural}/{id}/edit", s.page(change))
	m.HandleFunc("POST /t/{plural}/{id}/remove", s.page(remove))
	m.HandleFunc("GET /t/{plural}/{id}/move", s.page(moveForm))
	m.HandleFunc("POST /t/{plural}/{id}/move", s.page(move))
	m.HandleFunc("GET /t/{plural}/{id}/act/{action}", s.page(actForm))
	m.HandleFunc("POST /t/{plural}/{id}/act/{action}", s.page(act))
	m.HandleFunc("POST /t/{plural}/{id}/say", s.page(say))
	m.HandleFunc("GET /t/{plural}/{id}/suggest", s.page(suggest))
	m.HandleFunc("POST /t/{plural}/{id}/do", s.page(slotDo))
	m.HandleFunc("POST /t/{plural}/{id}/here", s.page(presentHere))
	m.HandleFunc("POST /t/{plural}/{id}/draft", s.page(keepDraft))
	m.HandleFunc("GET /t/{plural}/{id}/redact", s.page(redactForm))
	m.HandleFunc("POST /t/{plural}/{id}/redact", s.page(redact))
	m.HandleFunc("GET /t/{plural}/{id}/history", s.page(history))
	m.HandleFunc("POST /t/{plural}/{id}/undo", s.page(undo))

	s.settingsRoutes(m)
	m.HandleFunc("/", s.page(nowhere))
	return s.guard(m)
}

// settingsRoutes lists the addresses of a person's own settings and of administration.
func (s *site) settingsRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /account", s.page(profile))
	m.HandleFunc("POST /account/password", s.page(setPassword))
	m.HandleFunc("GET /account/sessions", s.page(sessions))
	m.HandleFunc("POST /account/sessions/{id}/revoke", s.page(endSession))
	m.HandleFunc("GET /account/tokens", s.page(tokens))
	m.HandleFunc("POST /account/tokens", s.page(makeToken))
	m.HandleFunc("POST /account/tokens/{id}/revoke", s.page(revokeToken))

	m.HandleFunc("GET /admin", s.page(adminOnly(admin)))
	m.HandleFunc("GET /admin/fields", s.page(adminOnly(fieldsPage)))
	m.HandleFunc("GET /admin/fields/new", s.page(adminOnly(newField)))
	m.HandleFunc("POST /admin/fields/new", s.page(adminOnly(makeField)))
	m.HandleFunc("GET /admin/roles", s.page(adminOnly(rolesPage)))
	m.HandleFunc("GET /admin/roles/{key}", s.page(adminOnly(rolePage)))
	m.HandleFunc("GET /admin/jobs", s.page(adminOnly(jobsPage)))
	m.HandleFunc("POST /admin/jobs/{id}/retry", s.page(adminOnly(retryJob)))
	m.HandleFunc("GET /admin/why", s.page(adminOnly(why)))
	m.HandleFunc("POST /admin/why", s.page(adminOnly(askWhy)))
}
