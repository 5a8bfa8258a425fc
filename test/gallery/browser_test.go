//go:build browser

package main

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"steward/gateway/web/view/gallery"
)

// Every view shows in light and dark, wide and narrow, without an error, a breach of the policy or sideways scrolling.
func TestEveryViewShowsCleanly(t *testing.T) {
	v := newVisitor(t)
	for _, width := range []int64{1440, 390} {
		for _, scheme := range []string{"light", "dark"} {
			v.size(width)
			v.scheme(scheme)
			for _, p := range gallery.Pages(time.Now()) {
				v.open(p.Path)
				wide, err := chromedp.Run(v.ctx, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > innerWidth`))
				if err != nil || wide {
					t.Errorf("%s at %d scrolls sideways (%v)", p.Name, width, err)
				}
				v.quiet()
			}
		}
	}
}

// longer are words of a language that needs more room, with letters above and below the line.
type longer struct{}

func (longer) T(key string, args ...any) string {
	return "Åñģstrőm" + strings.Repeat("gjęwört", len(key)/8) + " " + fmt.Sprint(args...)
}

// No view scrolls sideways where words are longer, or where it is read from the right.
func TestViewsHoldLongerWordsAndTheOtherDirection(t *testing.T) {
	v := newVisitorReading(t, longer{})
	for _, width := range []int64{1440, 390} {
		v.size(width)
		for _, p := range gallery.Pages(time.Now()) {
			v.open(p.Path)
			for _, direction := range []string{"ltr", "rtl"} {
				v.js(`document.documentElement.dir = "` + direction + `"`)
				wide, err := chromedp.Run(v.ctx, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollLeft < 0`))
				if err != nil || wide {
					t.Errorf("%s, %s, at %d scrolls sideways (%v)", p.Name, direction, width, err)
				}
			}
		}
	}
}

// A row opens beside the list without another page, Back closes it, and the focus is where it was.
func TestRowOpensBesideTheListAndBackCloses(t *testing.T) {
	v := newVisitor(t)
	v.open("/queue")
	v.js(`(window.stayed = true)`)
	v.key("jj")
	v.is(`document.activeElement.closest('.r')?.id === 'row-0371'`)
	v.key("j\r")
	v.is(`location.search === '?sel=0412' && document.querySelector('#pane h2')?.textContent.startsWith('VPN drops')`)
	v.is(`document.querySelector('#row-0412').classList.contains('cur')`)
	v.back()
	v.is(`location.search === '' && document.querySelector('#pane').hidden && document.activeElement.closest('.r')?.id === 'row-0412'`)
	v.is(`window.stayed === true`)
	if !v.wasAsked("GET /queue?sel=0412 pane") {
		t.Errorf("the pane was not asked for alone: %v", v.asked)
	}
	v.quiet()
}

// Another page comes without a reload and Back brings the list where it was scrolled.
func TestBackBringsTheListAsItWas(t *testing.T) {
	v := newVisitor(t)
	v.do(chromedp.EmulateViewport(1440, 500))
	v.open("/queue")
	v.js(`(window.stayed = true, document.querySelector('.qlist').scrollTop = 240)`)
	v.click(`#side a[href="/t/problems"]`)
	v.is(`location.pathname === '/t/problems' && document.title.startsWith('Problems')`)
	v.back()
	v.is(`location.pathname === '/queue' && document.querySelector('.qlist').scrollTop === 240 && window.stayed`)
	v.click(`#side a[href="/t/problems"]`) // fetched a moment ago, and remembered
	v.is(`location.pathname === '/t/problems' && document.querySelector('.empty') && window.stayed`)
	v.quiet()
}

// Rows are chosen by key, the bar counts them, and Escape gives them back.
func TestChoosingRowsByKey(t *testing.T) {
	v := newVisitor(t)
	v.open("/queue")
	v.key("jxjx")
	v.is(`document.querySelector('[data-selected]').textContent === '2 selected' && getComputedStyle(document.querySelector('.bulk')).display === 'flex'`)
	v.key("\x1b")
	v.is(`getComputedStyle(document.querySelector('.bulk')).display === 'none'`)
	v.key("xs")
	v.is(`document.querySelector('#main')`)
	if !v.wasAsked("POST /t/incidents/bulk main") {
		t.Errorf("the chosen rows were not sent where the form says: %v", v.asked)
	}
	v.quiet()
}

// The palette answers while typing and leads on by Enter.
func TestPalette(t *testing.T) {
	v := newVisitor(t)
	v.open("/queue")
	v.click(`[data-open=palette]`)
	v.is(`document.querySelectorAll('#palette .cmd-r').length === 7`)
	v.write(`#palette-q`, "assi")
	v.is(`document.querySelector('#palette-list').dataset.answers === 'assi'`)
	for range 3 {
		v.write(`#palette-q`, "\u0301") // arrow down
	}
	v.write(`#palette-q`, "\r")
	v.is(`location.search === '?view=unassigned' && !document.querySelector('#palette').open`)
	if !v.wasAsked("/palette?q=assi") {
		t.Error("the palette did not ask the server")
	}
	v.quiet()
}

// A reference is found by typing and becomes a chip that the form sends.
func TestReferencePicker(t *testing.T) {
	v := newVisitor(t)
	v.open("/t/incidents/new")
	v.write(`#f-requester`, "ama")
	v.is(`document.querySelectorAll('.picklist [role=option]').length === 3`)
	v.write(`#f-requester`, "\u0301\r")
	v.is(`new FormData(document.querySelector('#form form')).getAll('requester').join() === '15'`)
	v.quiet()
}

// A refused form comes back in place: the errors have the focus, nothing typed is lost and nothing is reloaded.
func TestRefusedFormKeepsWhatWasTyped(t *testing.T) {
	v := newVisitor(t)
	v.open("/t/incidents/new")
	v.js(`(window.stayed = true)`)
	v.click(`[data-submit]`)
	v.is(`document.activeElement.id === 'errors' && window.stayed`)
	v.write("#f-requester", "ama") // the page was morphed, and its inputs still work
	v.is(`document.querySelectorAll('.picklist [role=option]').length === 3`)
	if !v.wasAsked("POST /t/incidents main") {
		t.Errorf("the form was not sent by the script: %v", v.asked)
	}
	v.quiet()
}

// A card moves by Alt and arrow and by mouse, only into columns that take it; each move is sent.
func TestCardsMove(t *testing.T) {
	v := newVisitor(t)
	v.open("/t/incidents/board")
	v.do(chromedp.Focus(chromedp.CSS(`#card-0371 .bcard-t`)))
	v.js(`document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', altKey: true, bubbles: true}))`)
	v.is(`document.querySelector('#toasts .toast')?.textContent.includes('INC0000371 moved to In progress')`)
	if !v.wasAsked("POST /t/incidents/move") {
		t.Error("the move was not sent")
	}
	v.open("/t/incidents/board")
	box, err := chromedp.Run(v.ctx, chromedp.Evaluate[struct{ X, Y, ToX float64 }](`(() => { const c = document.querySelector('#card-0381').getBoundingClientRect(), l = document.querySelectorAll('.lane')[3].getBoundingClientRect(); return {X: c.left + 40, Y: c.bottom - 8, ToX: l.left + 60} })()`))
	if err != nil {
		t.Fatal(err)
	}
	v.do(chromedp.MouseEvent(chromedp.MousePressed, box.X, box.Y, chromedp.ButtonLeft))
	for step := range 6 {
		v.do(chromedp.MouseEvent(chromedp.MouseMoved, box.X+(box.ToX-box.X)*float64(step+1)/6, box.Y, chromedp.ButtonLeft))
	}
	v.is(`document.querySelectorAll('.lane')[3].classList.contains('target') && document.querySelectorAll('.lane')[0].classList.contains('closed')`)
	v.do(chromedp.MouseEvent(chromedp.MouseReleased, box.ToX, box.Y, chromedp.ButtonLeft))
	v.is(`document.querySelector('#toasts .toast')?.textContent.includes('INC0000381 moved to Resolved')`)
	v.quiet()
}

// News of a record fetches the list; what came waits behind a button, and the key shows it.
func TestNewsWaitsBehindAButton(t *testing.T) {
	v := newVisitor(t)
	v.open("/queue")
	v.js(`document.querySelector('#row-0412').remove()`)
	v.ring(`{"type":"incident","id":"0999","version":1}`)
	v.is(`document.querySelector('[data-fresh]')?.hidden === false && document.querySelector('[data-fresh-text]').textContent === '1 new'`)
	v.is(`!document.querySelector('#row-0412')`)
	v.key(".")
	v.is(`Boolean(document.querySelector('#row-0412'))`)
	v.quiet()
}

// ring says something on the live stream as soon as somebody listens.
func (v *visitor) ring(message string) {
	v.t.Helper()
	for range 100 {
		if v.wasAsked("GET /live") {
			break
		}
		v.is(`fetch('/palette').then(() => true)`)
	}
	v.js(fmt.Sprintf(`void fetch('/ring', {method: 'POST', body: new URLSearchParams(%q)})`, url.Values{"message": {message}}.Encode()))
}

// What is written in the composer is kept in the browser, and a note to the team looks like one.
func TestComposerKeepsADraft(t *testing.T) {
	v := newVisitor(t)
	v.open("/t/incidents/INC0000412")
	v.key("n")
	v.is(`document.querySelector('[data-composer] [value=internal]').checked && document.activeElement.id === 'composer-text'`)
	v.write(`#composer-text`, " soon")
	v.is(`(localStorage.getItem('draft/incident/0412') ?? '').includes(' soon')`)
	v.open("/t/incidents/INC0000412")
	v.is(`document.querySelector('#composer-text').value.includes(' soon')`)
	v.quiet()
}

// Without a script a list is still links and forms.
func TestWithoutAScript(t *testing.T) {
	v := newVisitor(t)
	v.do(chromedp.Navigate("about:blank"))
	if _, err := chromedp.Call(v.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	v.do(chromedp.Navigate(v.base + "/queue"))
	v.click(`#row-0412 .c-subj`)
	v.do(chromedp.WaitVisible(chromedp.CSS(`#pane h2`)))
	v.click(`.filter-m > summary`)
	v.do(chromedp.WaitVisible(chromedp.CSS(`#filter-text`)))
}

// A condition that is wrong opens its menu with the place marked; one that is right leaves the list in sight.
func TestConditionIsAskedInPlace(t *testing.T) {
	v := newVisitor(t)
	v.open("/t/configuration-items")
	v.js(`window.stayed = true`)
	v.key("f")
	v.is(`document.activeElement.id === 'filter-text'`)
	v.js(`document.activeElement.value = 'state is in use and cots > 500'`)
	v.key("\r")
	v.is(`document.querySelector('.filter-m').open && document.querySelector('#filter-error mark').textContent === 'cots' && window.stayed`)
	v.js(`document.querySelector('#filter-text').value = 'cost > 500'; document.querySelector('#filter-text').focus()`)
	v.key("\r")
	v.is(`!document.querySelector('.filter-m').open && !document.querySelector('#filter-error') && window.stayed`)
	v.quiet()
}
