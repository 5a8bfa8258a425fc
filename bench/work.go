package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
)

// work is a kind of request.
type work struct {
	name   string
	writes bool
	run    request
}

// works are the kinds of requests, in the order in which they run.
func works(s *server, f *filled, n int) []work {
	open := func(fields string) string {
		q := url.Values{"filter": {"state is open"}, "order": {"priority,-created_at"}}
		if fields != "" {
			q.Set("fields", fields)
		}
		return "/api/v1/incidents?" + q.Encode()
	}
	get := func(token, path string) error { return s.ask(token, "GET", path, "", http.StatusOK) }
	number := func(r *rand.Rand) string { return fmt.Sprintf("INC%07d", seesFew+1+r.IntN(n)) }
	list, all := open("number,title,priority,requester,team,assignee,state"), open("")
	return []work{
		{"read one by API", false, func(r *rand.Rand) error { return get(s.all, "/api/v1/incidents/"+number(r)) }},
		{"list of 50 by API, list columns", false, func(*rand.Rand) error { return get(s.all, list) }},
		{"list of 50 by API, all columns", false, func(*rand.Rand) error { return get(s.all, all) }},
		{"the same by one who sees 20", false, func(*rand.Rand) error { return get(s.few, "/api/v1/incidents?order=-created_at") }},
		{"search by API, a word in one of 240", false, func(r *rand.Rand) error { return get(s.all, "/api/v1/search?q="+rareWord(r)) }},
		{"search by API, a word in every second", false, func(r *rand.Rand) error { return get(s.all, "/api/v1/search?q="+words[r.IntN(len(words))]) }},
		{"search by API, by one who sees 20", false, func(r *rand.Rand) error { return get(s.few, "/api/v1/search?q="+words[r.IntN(len(words))]) }},
		{"ticket page", false, func(r *rand.Rand) error { return s.page("/t/incidents/" + number(r)) }},
		{"queue page", false, func(*rand.Rand) error { return s.page("/queue") }},
		{"list page", false, func(*rand.Rand) error { return s.page("/t/incidents") }},
		{"create by API", true, func(r *rand.Rand) error {
			body, err := json.Marshal(f.incident(r))
			if err != nil {
				return err
			}
			return s.ask(s.all, "POST", "/api/v1/incidents", string(body), http.StatusCreated)
		}},
		{"comment by API", true, func(r *rand.Rand) error {
			body, err := json.Marshal(map[string]any{"body": text(r, 30)})
			if err != nil {
				return err
			}
			return s.ask(s.all, "POST", "/api/v1/incidents/"+number(r)+"/actions/reply", string(body), http.StatusOK)
		}},
	}
}

// measureSize fills an installation and drives every kind of work on it.
func measureSize(ctx context.Context, o options, t *table, d *database, binary string, n int) error {
	p, err := install(ctx, o, t, d, binary, n)
	if err != nil {
		return err
	}
	defer p.leave()
	folder, address, f := p.folder, p.address, p.filled
	s, err := start(ctx, binary, folder, address)
	if err != nil {
		return err
	}
	defer s.stop()
	if size := sizeOf(folder); size > 0 {
		t.note("%s, %d incidents: %d MB on the disk", d.kind, n, size>>20)
	}
	for _, clients := range o.clients {
		web, err := readyMade(o.seconds, clients)
		if err != nil {
			return err
		}
		raw, err := rawRows(ctx, o.seconds, clients, d)
		if err != nil {
			return err
		}
		for _, w := range works(s, &f, n) {
			if o.only != nil && !o.only.MatchString(w.name) {
				continue
			}
			if err := w.run(rand.New(rand.NewPCG(9, 9))); err != nil {
				t.note("%s is not measured: %v", w.name, err)
				continue
			}
			fig := drive(o.seconds, clients, system{s.process.Process.Pid, d.pid}, w.run)
			fig.work, fig.size, fig.database, fig.limit = w.name, n, d.kind, web
			if w.writes {
				fig.limit = raw
			}
			t.add(fig)
		}
	}
	return nil
}

func sizeOf(folder string) (total int64) {
	_ = filepath.WalkDir(folder, func(_ string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if info, err := e.Info(); err == nil && !e.IsDir() {
			total += info.Size()
		}
		return nil
	})
	return total
}
