//go:build browser

package browser_test

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// begin opens an office with one new incident, and a browser in it.
func begin(t *testing.T, values map[string]any) (*office, *visitor, string) {
	t.Helper()
	o := openOffice(t)
	row, err := o.Engine.CreateOne(t.Context(), o.Engine.SystemActor("test"), "incident", values)
	if err != nil {
		t.Fatal(err)
	}
	return o, o.visitor(t), "#row-" + row.ID()
}

var urgent = map[string]any{"title": "VPN drops", "impact": "high", "urgency": "high"}

// Somebody signs in, opens a ticket beside the queue, then in full, and answers.
func TestFromSignInToAnAnswer(t *testing.T) {
	_, v, row := begin(t, urgent)
	v.signIn("ada@example.com", password)
	v.open("/queue")
	v.click(row + " .row-a")
	v.do(chromedp.WaitVisible(css("#pane[data-id] .pane-t")))
	v.click("#pane [data-full]")
	v.do(chromedp.WaitVisible(css("#composer-text")))
	v.write("#composer-text", "Are you at home?")
	v.click("[data-composer] [data-submit]")
	v.do(chromedp.WaitVisible("//article[contains(., 'Are you at home?')]"))
	v.quiet("the ticket")
}

// By keyboard alone: sign in, walk the queue, open, answer, take the ticket, and look at its states.
func TestByKeyboardAlone(t *testing.T) {
	_, v, row := begin(t, urgent)
	v.open("/signin")
	v.keys("ada@example.com\t" + password + "\r")
	v.do(chromedp.WaitReady(css("#side")))
	v.open("/queue")
	v.keys("j")
	for range 60 {
		if asks[bool](v, `document.activeElement.closest('`+row+`') !== null`) {
			break
		}
		v.keys("j")
	}
	v.is(`document.activeElement.closest('` + row + `')`)
	v.keys("\r")
	v.is(`document.querySelector('#pane[data-id] .pane-t')`)
	v.keys("o")
	v.is(`document.querySelector('#composer-text') && location.pathname.startsWith('/t/incidents/')`)
	v.keys("r")
	v.is(`document.activeElement.id === 'composer-text'`)
	v.keys("Please start it again.")
	v.do(chromedp.KeyEvent("\r", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	v.is(`[...document.querySelectorAll('article')].some((a) => a.textContent.includes('Please start it again.'))`)
	v.keys("a")
	v.is(`(document.activeElement.dataset.action ?? '').startsWith('assignee')`)
	v.keys("\r")
	v.is(`document.querySelector('[data-property=assignee] summary').textContent.includes('Ada Lovelace')`)
	v.keys("s")
	v.is(`document.activeElement.closest('[data-property=state]') && document.activeElement.matches('.mi')`)
	v.keys("\u001b")
	v.is(`!document.querySelector('[data-property=state]').open`)
	v.quiet("the ticket")
}

// In German, in the dark, on a phone, by touch.
func TestInGermanInTheDarkOnAPhone(t *testing.T) {
	o, v, row := begin(t, urgent)
	ada, err := o.Engine.System("the test looks").Get(t.Context(), "person", "ada@example.com")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Engine.ChangeOne(t.Context(), o.Engine.SystemActor("test"), "person", ada.ID(), 0, map[string]any{"language": "de"}); err != nil {
		t.Fatal(err)
	}
	v.size(390, 844)
	v.scheme("dark")
	if _, err := chromedp.Call(v.ctx, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	v.signIn("ada@example.com", password)
	v.open("/queue")
	v.is(`document.documentElement.lang === 'de' && document.querySelector('.bar h1').textContent === 'Warteschlange'`)
	v.tap(row + " .row-a")
	v.is(`location.pathname.startsWith('/t/incidents/') && document.querySelector('#composer-text')`)
	v.tap("#composer-text")
	v.is(`document.activeElement.id === 'composer-text'`)
	v.keys("Bitte neu starten.")
	v.tap("[data-composer] [data-submit]")
	v.is(`[...document.querySelectorAll('article')].some((a) => a.textContent.includes('Bitte neu starten.'))`)
	v.tap(".tabbar a[href='#side']")
	v.is(`document.querySelector('#side.open')`)
	v.quiet("the phone")
}
