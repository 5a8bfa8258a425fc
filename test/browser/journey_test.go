//go:build browser

// Package browser_test goes through the main journeys in a real Chromium.
//
// Its one rule: a page that writes to the console, or holds what its security policy refuses, fails.
package browser_test

import (
	"context"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"steward/app"
	"steward/gateway/signin"
)

const password = "a long enough sentence"

// open starts an installation with one incident and a browser that is at its sign-in page.
func open(t *testing.T) (context.Context, string) {
	t.Helper()
	s, err := app.Open(t.Context(), app.Settings{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if _, err := s.Gate.MakeAdministrator(t.Context(), signin.FirstAdministrator{Name: "Ada Lovelace", Email: "ada@example.com", Password: password}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Engine.CreateOne(t.Context(), s.Engine.SystemActor("test"), "incident", map[string]any{"title": "VPN drops"}); err != nil {
		t.Fatal(err)
	}
	h, err := s.Handler()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	t.Cleanup(server.CloseClientConnections)
	return chromium(t), server.URL
}

func chromium(t *testing.T) context.Context {
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
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, time.Minute)
	t.Cleanup(stop)
	do(t, ctx)
	go func() {
		for m, err := range chromedp.Console(ctx) {
			if err != nil {
				return
			}
			t.Errorf("console: %s", m)
		}
	}()
	return ctx
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

type css = chromedp.CSS

// Somebody signs in, opens a ticket beside the queue, then in full, and answers.
func TestFromSignInToAnAnswer(t *testing.T) {
	ctx, address := open(t)
	do(t, ctx, chromedp.Navigate(address+"/signin"),
		chromedp.SendKeys(css("input[name=email]"), "ada@example.com"), chromedp.SendKeys(css("input[name=password]"), password),
		chromedp.Click(css("form button.primary")),
		chromedp.Click(css(".qlist .row-a")), chromedp.WaitVisible(css("#pane[data-id] .pane-t")),
		chromedp.Click(css("#pane [data-full]")), chromedp.WaitVisible(css("#composer-text")),
		chromedp.SendKeys(css("#composer-text"), "Are you at home?"), chromedp.Click(css("[data-composer] [data-submit]")),
		chromedp.WaitVisible("//article[contains(., 'Are you at home?')]"))
}
