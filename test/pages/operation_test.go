package pages_test

import (
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"steward/app"
	"steward/gateway/api"
	"steward/kernel/record"
	"steward/kernel/record/sample"
)

// operations says by which operation of the API a program does what a page sends. {type} is the type
// in the address and {action} the action.
var operations = map[string]string{
	"POST /t/{plural}/new":               "{type}.create",
	"POST /t/{plural}/board":             "{type}.change",
	"POST /t/{plural}/{id}/edit":         "{type}.change",
	"POST /t/{plural}/{id}/move":         "{type}.change",
	"POST /t/{plural}/{id}/remove":       "{type}.remove",
	"POST /t/{plural}/{id}/act/{action}": "{type}.action.{action}",
	"POST /begin/{plural}/{verb}":        "{type}.start.{action}",
	"POST /t/{plural}/{id}/redact":       "{type}.redact",
	"POST /t/{plural}/{id}/say":          "{type}.action.reply {type}.action.note",
	"POST /t/{plural}/{id}/draft":        "draft.create draft.change draft.remove",
	"POST /t/{plural}/{id}/undo":         "{type}.undo",
	"POST /bulk":                         "batch", // with preview
	"POST /bulk/apply":                   "batch",
	"POST /p/{page}/do":                  "batch", // one command; create, change or act of the type
	"POST /t/{plural}/{id}/do":           "batch",
	"POST /batch/{batch}/undo":           "batch.undo",
	"POST /views":                        "saved_view.create",
	"POST /admin/fields/new":             "custom_field.create",
}

// ownToPages needs no operation: it is about the browser, not about records.
var ownToPages = map[string]string{
	"POST /signin":                       "a program sends its token with each request",
	"POST /signout":                      "a program sends its token with each request",
	"POST /setup":                        "made once, before there is anybody who could have a token",
	"POST /prefer":                       "a cookie of this browser: colours and width",
	"POST /account/password":             "a program has no password; its token is made and revoked by a person",
	"POST /account/sessions/{id}/revoke": "a program has no session",
	"POST /account/tokens":               "a token must not make another one; the shell makes it too",
	"POST /account/tokens/{id}/revoke":   "a token must not revoke another one; the shell revokes it too",
	"POST /admin/jobs/{id}/retry":        "runs the installation, not its records: an operator's page",
	"POST /admin/why":                    "leads to the address of the question; nothing is changed",
	"POST /p/{page}/hints":               "reads what helps while somebody types; nothing is kept",
	"POST /preview":                      "shows Markdown as it will look; nothing is kept",
	"POST /t/{plural}/{id}/here":         "who has a page open: a program opens none",
	"POST /t/{plural}/columns":           "a cookie of this browser: the columns of a list; a saved view keeps them as a record",
}

var registered = regexp.MustCompile(`"(POST /[^"]*)"`)

// routes reads the addresses that the pages register for sending.
func routes(t *testing.T) []string {
	t.Helper()
	code, err := os.ReadFile("../../gateway/web/routes.go")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range registered.FindAllStringSubmatch(string(code), -1) {
		out = append(out, m[1])
	}
	if len(out) < 10 {
		t.Fatalf("only %d addresses found", len(out))
	}
	return out
}

// Everything that a form or a button of a page does, a program can do.
func TestEveryFormAndButtonHasItsOperation(t *testing.T) {
	s, b := start(t)
	described := operationIDs(t, func() ([]byte, error) { return api.Describe(s.Engine.Catalogue(), s.Words) })
	mux := http.NewServeMux()
	for _, r := range routes(t) {
		if operations[r] == "" && ownToPages[r] == "" {
			t.Errorf("%s: which operation of the API does this?", r)
		}
		mux.HandleFunc(r, func(http.ResponseWriter, *http.Request) {})
	}
	seen := map[string]bool{}
	for _, address := range everyPage(t, s, b) {
		b.send(http.MethodGet, address, nil)
		if b.status != http.StatusOK {
			continue // an action that does not fit the record says so
		}
		for _, to := range b.sends() {
			r, err := http.NewRequest(http.MethodPost, to, nil)
			if err != nil {
				t.Fatal(err)
			}
			_, pattern := mux.Handler(r)
			if pattern == "" {
				t.Errorf("%s sends to %s, which is no address of the pages", address, to)
				continue
			}
			seen[pattern] = true
			if ownToPages[pattern] != "" {
				continue
			}
			for _, id := range strings.Fields(operation(s.Engine.Catalogue(), pattern, r.URL.Path)) {
				if !described[id] {
					t.Errorf("%s: the form to %s has no operation %q in the API", address, to, id)
				}
			}
		}
	}
	for _, wanted := range []string{"POST /t/{plural}/new", "POST /t/{plural}/{id}/edit", "POST /t/{plural}/{id}/move", "POST /t/{plural}/{id}/remove", "POST /bulk", "POST /t/{plural}/{id}/undo"} {
		if !seen[wanted] {
			t.Errorf("no page was seen that sends to %s", wanted)
		}
	}
}

func operationIDs(t *testing.T, describe func() ([]byte, error)) map[string]bool {
	t.Helper()
	raw, err := describe()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Paths map[string]map[string]struct{ OperationID string }
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, methods := range doc.Paths {
		for _, o := range methods {
			out[o.OperationID] = true
		}
	}
	return out
}

// everyPage makes a record of every type and lists the pages that it has.
func everyPage(t *testing.T, s *app.System, b *browser) []string {
	t.Helper()
	out, made := []string{"/", "/queue", "/queue?menu=filter", "/search?q=a"}, 0
	for _, of := range s.Engine.Catalogue().Types() {
		if of.Internal {
			continue
		}
		if attempt(t, s, of) {
			made++
		}
		list := "/t/" + of.Plural
		out = append(out, list, list+"?menu=filter", list+"/board", list+"/new", list+"/columns")
		for _, one := range b.records(list) {
			out = append(out, one, one+"?menu=team", one+"/edit", one+"/history")
			for _, a := range of.AllActions() {
				out = append(out, one+"/act/"+a.Name)
			}
			if of.States != nil {
				for _, s := range of.States.States {
					out = append(out, one+"/move?to="+s.Key)
				}
			}
		}
	}
	if made < 10 {
		t.Fatalf("only %d types have a record to look at", made)
	}
	return out
}

// attempt makes a record that was changed once, of types whose records are made by themselves and
// whose rules take any sample.
func attempt(t *testing.T, s *app.System, of *record.Type) bool {
	t.Helper()
	random, values := rand.New(rand.NewPCG(9, 9)), map[string]any{}
	for _, d := range of.Defs() {
		if d.Required && !d.Computed && d.Name != record.StateName {
			values[d.Name] = sample.Raw(sample.API, d, sample.Value(random, d, func(n string) []string { return []string{some(t, s, n)} }))
		}
	}
	system := s.Engine.SystemActor("test")
	row, err := s.Engine.CreateOne(t.Context(), system, of.Name, values)
	if err != nil {
		return false
	}
	if title := of.TitleDef(); !title.Computed && title.Kind == record.TextKind {
		if _, err := s.Engine.ChangeOne(t.Context(), system, of.Name, row.ID(), 0, map[string]any{title.Name: "Another name"}); err != nil {
			return false
		}
	}
	return true
}

// records lists the addresses of the records on a list.
func (b *browser) records(list string) []string {
	b.send(http.MethodGet, list, nil)
	var out []string
	for _, n := range find(b.page, func(n *html.Node) bool { return n.Data == "a" && strings.HasPrefix(attribute(n, "href"), list+"/") }) {
		one, _, _ := strings.Cut(attribute(n, "href"), "?")
		if rest := strings.TrimPrefix(one, list+"/"); !strings.Contains(rest, "/") && !slices.Contains([]string{"new", "board", "columns"}, rest) && !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out[:min(len(out), 2)]
}

// sends lists where the forms and buttons of the page send to.
func (b *browser) sends() []string {
	var out []string
	for _, n := range find(b.page, func(n *html.Node) bool { return n.Data == "form" || has(n, "formaction") }) {
		to := attribute(n, "formaction")
		if n.Data == "form" && strings.EqualFold(attribute(n, "method"), "post") {
			to = attribute(n, "action")
		}
		if to != "" && !slices.Contains(out, to) {
			out = append(out, to)
		}
	}
	return out
}

// operation fills in the type and the action of an address.
func operation(c *record.Catalogue, pattern, path string) string {
	id := operations[pattern]
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if len(parts) > 1 && (parts[0] == "t" || parts[0] == "begin") {
		if of, ok := c.ByPlural(parts[1]); ok {
			id = strings.ReplaceAll(id, "{type}", of.Name)
		}
	}
	return strings.ReplaceAll(id, "{action}", parts[len(parts)-1])
}
