package web

import (
	"net/http"
	"sync"
	"time"

	"github.com/a-h/templ"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/record"
)

const (
	// hereFor is how long somebody counts as present after their page last said so; a page says so
	// twice as often.
	hereFor = 45 * time.Second
	// emptyAfter is how often those who went away without a word are forgotten everywhere.
	emptyAfter = 5 * time.Minute
)

// guest is somebody who has a record open.
type guest struct {
	person, name string
	writing      bool
	since, until time.Time // since is when they began what they do
}

// rooms knows who has which record open, in the memory of this node: it is worth nothing later.
type rooms struct {
	lock    sync.Mutex
	guests  map[string][]guest // by "type/id"
	bells   map[string][]chan string
	cleared time.Time
}

func newRooms() *rooms {
	return &rooms{guests: map[string][]guest{}, bells: map[string][]chan string{}}
}

// enter says that somebody is there, and tells the others when that is news.
func (r *rooms) enter(key string, g guest, now time.Time) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.clear(now)
	g.since, g.until = now, now.Add(hereFor)
	for i, was := range r.guests[key] {
		if was.person != g.person {
			continue
		}
		news := was.writing != g.writing || now.After(was.until)
		if !news {
			g.since = was.since
		}
		r.guests[key][i] = g
		if news {
			r.ring(key, g.person)
		}
		return
	}
	r.guests[key] = append(r.guests[key], g)
	r.ring(key, g.person)
}

// leave says that somebody has gone.
func (r *rooms) leave(key, person string) {
	r.lock.Lock()
	defer r.lock.Unlock()
	for i, g := range r.guests[key] {
		if g.person == person {
			r.guests[key] = append(r.guests[key][:i:i], r.guests[key][i+1:]...)
			r.ring(key, person)
			break
		}
	}
	if len(r.guests[key]) == 0 {
		delete(r.guests, key)
	}
}

// others lists who else is there.
func (r *rooms) others(key, person string, now time.Time) []guest {
	r.lock.Lock()
	defer r.lock.Unlock()
	var out []guest
	for _, g := range r.guests[key] {
		if g.person != person && now.Before(g.until) {
			out = append(out, g)
		}
	}
	return out
}

// ring tells the streams of everybody else who is there; a stream that is behind hears it later.
func (r *rooms) ring(key, but string) {
	for _, g := range r.guests[key] {
		if g.person == but {
			continue
		}
		for _, bell := range r.bells[g.person] {
			select {
			case bell <- key:
			default:
			}
		}
	}
}

// clear forgets those who went away without a word.
func (r *rooms) clear(now time.Time) {
	if now.Sub(r.cleared) < emptyAfter {
		return
	}
	r.cleared = now
	for key, guests := range r.guests {
		var left []guest
		for _, g := range guests {
			if now.Before(g.until) {
				left = append(left, g)
			}
		}
		if r.guests[key] = left; len(left) == 0 {
			delete(r.guests, key)
		}
	}
}

// hear gives the keys of the records at which something changed among those who are there with the
// person, until stop is called.
func (r *rooms) hear(person string) (bell <-chan string, stop func()) {
	r.lock.Lock()
	defer r.lock.Unlock()
	mine := make(chan string, 8)
	r.bells[person] = append(r.bells[person], mine)
	return mine, func() {
		r.lock.Lock()
		defer r.lock.Unlock()
		var left []chan string
		for _, b := range r.bells[person] {
			if b != mine {
				left = append(left, b)
			}
		}
		if r.bells[person] = left; len(left) == 0 {
			delete(r.bells, person)
		}
	}
}

// presentHere says that the person has the record open, and answers with who else has. Only those who
// work on it are seen and see others: who asked is not told who reads.
func presentHere(v *visit) error {
	t, row, err := v.recordOf()
	if err != nil {
		return err
	}
	if err := v.seen(row); err != nil {
		return err
	}
	if !v.worksOn(t) {
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	key := t.Name + "/" + row.ID()
	if v.posted().Get("gone") != "" {
		v.rooms.leave(key, v.actor.Person)
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	v.rooms.enter(key, guest{person: v.actor.Person, name: v.actor.Name, writing: v.posted().Get("writing") == "1"}, v.Now)
	kept, err := v.draftsOf(row)
	if err != nil {
		return err
	}
	b, c := view.Bar{}, view.Composer{}
	v.company(t, row, kept, &b, &c)
	return v.send(http.StatusOK, "text/html; charset=utf-8", templ.Join(view.HereView(b), view.ClashView(c.Clash)))
}

// worksOn tells whether the person is one of those who work on records of the type.
func (v *visit) worksOn(t *record.Type) bool { return v.actor.Person != "" && v.mayAct(t, noteAction) }

// company shows who else has the record open and who writes.
func (v *visit) company(t *record.Type, row *record.Record, kept []*record.Record, b *view.Bar, c *view.Composer) {
	if !v.worksOn(t) {
		return
	}
	b.HereAt = kind.Path(t, row) + "/here"
	for _, g := range v.rooms.others(t.Name+"/"+row.ID(), v.actor.Person, v.Now) {
		who := view.Person{Name: g.name, Initials: initials(g.name), Hue: view.Hue(g.person)}
		b.Here = append(b.Here, who)
		if g.writing && c.Clash == nil {
			c.Clash = &view.Presence{Person: who, Text: v.Say("talk.writing", "time", g.since.In(v.Zone).Format(v.Format("time")))}
			c.Clash.Draft = v.draftLink(t, row, kept, g.person)
		}
	}
	if c.Clash == nil {
		c.Clash = v.leftDraft(t, row, kept)
	}
}
