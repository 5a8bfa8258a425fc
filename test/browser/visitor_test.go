//go:build browser

// Package browser_test goes through the pages in a real Chromium.
//
// Its one rule: a page that writes to the console, that holds what its security policy refuses, or
// that somebody with a screen reader or a keyboard cannot use, fails.
package browser_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"steward/app"
	"steward/demo"
	"steward/gateway/signin"
	"steward/kernel/record"
	"steward/kernel/record/sample"
)

const password = "a long enough sentence"

// office is an installation with a small demo organisation, its administrator, and a field of every
// kind on incidents.
type office struct {
	*app.System
	base string
}

func openOffice(t *testing.T) *office {
	t.Helper()
	ctx := t.Context()
	s, err := app.Open(ctx, app.Settings{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if _, err := demo.Build(ctx, s.Engine, 1, 40, func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Gate.MakeAdministrator(ctx, signin.FirstAdministrator{Name: "Ada Lovelace", Email: "ada@example.com", Password: password}); err != nil {
		t.Fatal(err)
	}
	return &office{s, serve(t, s)}
}

// serve answers for an installation at an address of its own.
func serve(t *testing.T, s *app.System) string {
	t.Helper()
	h, err := s.Handler()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	t.Cleanup(server.CloseClientConnections)
	return server.URL
}

// administrator is who signs in as ada@example.com.
func (o *office) administrator(t *testing.T) record.Actor {
	t.Helper()
	ada, err := o.Engine.System("the test looks").Get(t.Context(), "person", "ada@example.com")
	if err != nil {
		t.Fatal(err)
	}
	actor, err := o.Gate.PersonActor(t.Context(), ada.ID())
	if err != nil {
		t.Fatal(err)
	}
	return actor
}

// requester lets somebody in who only asks for help, with at least one ticket, and gives their e-mail.
func (o *office) requester(t *testing.T) string {
	t.Helper()
	ctx := t.Context()
	reader := o.Engine.System("the test looks")
	asked, err := reader.Find(ctx, "incident", `requester.roles = requester`, 1)
	if err != nil || len(asked) == 0 {
		t.Fatalf("nobody asked for help: %v", err)
	}
	person, err := reader.Get(ctx, "person", asked[0].Named("requester").Text())
	if err != nil {
		t.Fatal(err)
	}
	email := person.Named("email").Text()
	if err := o.Gate.SetPassword(ctx, o.Engine.SystemActor("test"), person.ID(), email, password); err != nil {
		t.Fatal(err)
	}
	return email
}

// everyKind gives incidents a field of every kind.
func (o *office) everyKind(t *testing.T) {
	t.Helper()
	for _, spec := range sample.Customs("team") {
		values := map[string]any{"record_type": "incident", "name": spec.Name, "kind": spec.Kind, "label": spec.Label, "target": spec.Target, "scale": spec.Scale}
		if spec.Options != nil {
			values["options"] = spec.Options
		}
		raw, err := json.Marshal(values)
		if err != nil {
			t.Fatal(err)
		}
		read := json.NewDecoder(bytes.NewReader(raw))
		read.UseNumber()
		if err := read.Decode(&values); err != nil {
			t.Fatal(err)
		}
		if _, err := o.Engine.CreateOne(t.Context(), o.Engine.SystemActor("test"), "custom_field", values); err != nil {
			t.Fatalf("%s: %v", spec.Kind, err)
		}
	}
}

// visitor is a tab of a browser, with what it complained about.
type visitor struct {
	t    *testing.T
	ctx  context.Context
	base string
	*console
}

// console is what a tab complained about.
type console struct {
	lock     sync.Mutex
	troubles []string
}

type step = chromedp.Action[chromedp.Void]

type css = chromedp.CSS

// patience is how long a page may take on a busy machine.
const patience = 30 * time.Second

func (o *office) visitor(t *testing.T) *visitor {
	t.Helper()
	folder, err := os.MkdirTemp("", "browser")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.DisableGPU, chromedp.NoSandbox, chromedp.UserDataDir(folder),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	return (&visitor{t: t, ctx: ctx, base: o.base}).tab(t)
}

// tab opens another tab, which shares what is signed in.
func (v *visitor) tab(t *testing.T) *visitor {
	t.Helper()
	ctx, stop := chromedp.NewContext(v.ctx)
	t.Cleanup(stop)
	v = &visitor{t: t, ctx: ctx, base: v.base, console: &console{}}
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	go v.listen()
	v.size(1440, 900)
	return v
}

// tells is the same tab, whose troubles are told to another test.
func (v *visitor) tells(t *testing.T) *visitor { return &visitor{t, v.ctx, v.base, v.console} }

// listen writes down every line of the console; what the policy refuses is one. A form that was
// refused answers 422, which browsers note, and is no trouble, nor is what they hint at only to those
// who ask for every detail.
func (v *visitor) listen() {
	for m, err := range chromedp.Console(v.ctx) {
		if err != nil {
			return
		}
		if m.Type == chromedp.ConsoleDebug || strings.Contains(m.Text, "status of 422") || strings.Contains(m.Text, "status of 404") && strings.Contains(m.URL, "/nowhere") {
			continue
		}
		v.lock.Lock()
		v.troubles = append(v.troubles, m.Text+" "+m.URL)
		v.lock.Unlock()
	}
}

func (v *visitor) do(steps ...step) {
	v.t.Helper()
	ctx, end := context.WithTimeout(v.ctx, patience)
	defer end()
	if err := chromedp.Do(ctx, steps...); err != nil {
		v.t.Fatal(err)
	}
}

// asks gives the value of an expression in the page.
func asks[T any](v *visitor, expression string) T {
	v.t.Helper()
	ctx, end := context.WithTimeout(v.ctx, patience)
	defer end()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		v.t.Fatalf("%.80s: %v", expression, err)
	}
	return got
}

// is waits until an expression in the page is true.
func (v *visitor) is(expression string) {
	v.t.Helper()
	ctx, end := context.WithTimeout(v.ctx, patience)
	defer end()
	if _, err := chromedp.Run(ctx, chromedp.Poll[chromedp.Void](expression, chromedp.WithPollingTimeout(patience))); err != nil {
		at := asks[string](v, `location.pathname + ": " + document.activeElement?.outerHTML.slice(0, 200)`)
		v.t.Fatalf("never true: %s (%v) at %s", expression, err, at)
	}
}

func (v *visitor) open(path string) {
	v.t.Helper()
	v.do(chromedp.Navigate(v.base+path), chromedp.WaitReady(css("html.scripted")))
}

func (v *visitor) keys(keys string)       { v.t.Helper(); v.do(chromedp.KeyEvent(keys)) }
func (v *visitor) size(wide, high int64)  { v.t.Helper(); v.do(chromedp.EmulateViewport(wide, high)) }
func (v *visitor) click(selector string)  { v.t.Helper(); v.do(chromedp.Click(css(selector))) }
func (v *visitor) write(field, as string) { v.t.Helper(); v.do(chromedp.SendKeys(css(field), as)) }

// tap touches the middle of an element.
func (v *visitor) tap(selector string) {
	v.t.Helper()
	v.do(chromedp.WaitVisible(css(selector)))
	at := asks[struct{ X, Y float64 }](v, `(() => { const e = [...document.querySelectorAll(`+quoted(selector)+`)].find((e) => e.offsetParent); e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect(); return {X: r.left + r.width / 2, Y: r.top + r.height / 2} })()`)
	v.do(chromedp.TapXY(at.X, at.Y))
}

func quoted(s string) string {
	raw, _ := json.Marshal(s)
	return string(raw)
}

func (v *visitor) scheme(name string) {
	v.t.Helper()
	feature := &emulation.MediaFeature{Name: "prefers-color-scheme", Value: name}
	if _, err := chromedp.Call(v.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{feature}}); err != nil {
		v.t.Fatal(err)
	}
}

func (v *visitor) signIn(email, password string) {
	v.t.Helper()
	v.open("/signin")
	v.write("input[name=email]", email)
	v.write("input[name=password]", password+"\r")
	v.do(chromedp.WaitReady(css("main, #main")), chromedp.WaitNotPresent(css("input[name=password]")))
}

// forgets is signed out: every cookie is gone.
func (v *visitor) forgets() {
	v.t.Helper()
	if _, err := chromedp.Call(v.ctx, network.ClearBrowserCookies, cdp.Empty{}); err != nil {
		v.t.Fatal(err)
	}
}

// quiet fails where the console said anything since the last time.
func (v *visitor) quiet(where string) {
	v.t.Helper()
	v.lock.Lock()
	defer v.lock.Unlock()
	for _, trouble := range v.troubles {
		v.t.Errorf("%s: %s", where, trouble)
	}
	v.troubles = nil
}
