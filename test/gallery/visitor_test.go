//go:build browser

package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"steward/gateway/web/asset"
	"steward/gateway/web/view"
	"steward/gateway/web/view/words"
)

type step = chromedp.Action[chromedp.Void]

// visitor is a browser on the gallery, with what it complained about and what it asked for.
type visitor struct {
	t        *testing.T
	ctx      context.Context
	base     string
	mu       sync.Mutex
	troubles []string
	asked    []string
}

func newVisitor(t *testing.T) *visitor {
	t.Helper()
	english, err := words.In("en")
	if err != nil {
		t.Fatal(err)
	}
	return newVisitorReading(t, english)
}

// newVisitorReading reads the fixed words of the templates in words of their own.
func newVisitorReading(t *testing.T, w view.Words) *visitor {
	t.Helper()
	v := &visitor{t: t}
	v.serve(w)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true))
	browser, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	page, leave := chromedp.NewContext(browser)
	t.Cleanup(leave)
	v.ctx = page
	v.size(1440)
	go v.listen()
	return v
}

// serve starts the gallery and writes down every question.
func (v *visitor) serve(w view.Words) {
	set, err := asset.Build()
	if err != nil {
		v.t.Fatal(err)
	}
	routes := server{setting: view.Setting{Words: w, Assets: set}, bell: newBell()}.routes(set)
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v.mu.Lock()
		v.asked = append(v.asked, strings.TrimSpace(r.Method+" "+r.URL.RequestURI()+" "+r.Header.Get("X-Region")))
		v.mu.Unlock()
		routes.ServeHTTP(w, r)
	}))
	v.t.Cleanup(func() {
		web.CloseClientConnections()
		web.Close()
	})
	v.base = web.URL
}

// listen writes down what the console says in anger. An answer 422 is part of a test and no trouble.
func (v *visitor) listen() {
	for m, err := range chromedp.Console(v.ctx) {
		if err != nil {
			return
		}
		if (m.Type == chromedp.ConsoleError || m.Type == chromedp.ConsoleException) && !strings.Contains(m.Text, "422") {
			v.mu.Lock()
			v.troubles = append(v.troubles, m.Text+" "+m.URL)
			v.mu.Unlock()
		}
	}
}

func (v *visitor) do(steps ...step) {
	v.t.Helper()
	limited, end := context.WithTimeout(v.ctx, 30*time.Second)
	defer end()
	if v.ctx.Err() == nil && chromedp.FromContext(v.ctx).Target == nil {
		limited = v.ctx // the first step starts the browser, and its context is the browser's life
	}
	if err := chromedp.Do(limited, steps...); err != nil {
		v.t.Fatal(err)
	}
}

// js runs a script in the page.
func (v *visitor) js(script string) { v.t.Helper(); v.do(chromedp.Evaluate[chromedp.Void](script)) }

// is waits until an expression in the page is true.
func (v *visitor) is(expression string) {
	v.t.Helper()
	if _, err := chromedp.Run(v.ctx, chromedp.Poll[chromedp.Void](expression, chromedp.WithPollingTimeout(10*time.Second))); err != nil {
		v.t.Fatalf("never true: %s (%v)", expression, err)
	}
}

func (v *visitor) open(path string) {
	v.t.Helper()
	v.do(chromedp.Navigate(v.base+path), chromedp.WaitReady(chromedp.CSS("html.scripted")))
}

func (v *visitor) key(keys string)     { v.t.Helper(); v.do(chromedp.KeyEvent(keys)) }
func (v *visitor) click(css string)    { v.t.Helper(); v.do(chromedp.Click(chromedp.CSS(css))) }
func (v *visitor) back()               { v.t.Helper(); v.js("history.back()") }
func (v *visitor) size(width int64)    { v.t.Helper(); v.do(chromedp.EmulateViewport(width, 844)) }
func (v *visitor) write(css, s string) { v.t.Helper(); v.do(chromedp.SendKeys(chromedp.CSS(css), s)) }

func (v *visitor) scheme(name string) {
	v.t.Helper()
	feature := &emulation.MediaFeature{Name: "prefers-color-scheme", Value: name}
	if _, err := chromedp.Call(v.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{feature}}); err != nil {
		v.t.Fatal(err)
	}
}

// quiet fails where the console complained.
func (v *visitor) quiet() {
	v.t.Helper()
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, trouble := range v.troubles {
		v.t.Error(trouble)
	}
	v.troubles = nil
}

// wasAsked says whether the server got a question that contains a text.
func (v *visitor) wasAsked(part string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, a := range v.asked {
		if strings.Contains(a, part) {
			return true
		}
	}
	return false
}
