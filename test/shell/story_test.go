// Package shell uses the command line as an administrator does: each command is a process of its own.
package shell

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"steward/app"
	"steward/kernel/engine"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/store/storetest"
)

const asSteward = "STEWARD_TEST_IS_STEWARD"

func TestMain(m *testing.M) {
	if os.Getenv(asSteward) != "" {
		os.Exit(app.Main(os.Args[1:]))
	}
	os.Exit(m.Run())
}

// house is an installation that is used by the shell.
type house struct {
	*testing.T
	config store.Config
}

// run gives what a command writes; it must end with the exit code.
func (h house) run(code int, args ...string) string {
	h.Helper()
	c := exec.Command(os.Args[0], args...)
	c.Env = append(os.Environ(), asSteward+"=1", "STEWARD_DATA="+h.config.Folder, "STEWARD_DATABASE="+h.config.URL, "STEWARD_PASSWORD=correct horse battery")
	var out, errors bytes.Buffer
	c.Stdout, c.Stderr = &out, &errors
	err := c.Run()
	if c.ProcessState == nil || c.ProcessState.ExitCode() != code {
		h.Fatalf("steward %s: %v\n%s%s", strings.Join(args, " "), err, out.String(), errors.String())
	}
	return out.String() + errors.String()
}

// inside opens the installation for a moment.
func (h house) inside(do func(s *app.System)) {
	h.Helper()
	s, err := app.Open(h.Context(), app.Settings{Data: h.config.Folder, Database: h.config.URL})
	if err != nil {
		h.Fatal(err)
	}
	do(s)
	if err := s.Close(); err != nil {
		h.Fatal(err)
	}
}

func (h house) one(r *record.Record, err error) *record.Record {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
	return r
}

func each(t *testing.T, story func(h house)) {
	storetest.Each(t, func(t *testing.T, c store.Config) { story(house{t, c}) })
}

// configured makes one of everything that configures an installation.
func (h house) configured(s *app.System) {
	a, ctx := s.Engine.SystemActor("cli"), h.Context()
	role := h.one(s.Engine.CreateOne(ctx, a, "role", map[string]any{"key": "approver", "name": "Approver", "note": "Who says yes.\nOr no."}))
	h.one(s.Engine.CreateOne(ctx, a, "custom_field", map[string]any{"record_type": "incident", "name": "x_floor", "kind": "choice", "label": map[string]any{"en": "Floor", "de": "Etage"},
		"options": []any{map[string]any{"key": "ground", "label": map[string]any{"en": "Ground"}}, map[string]any{"key": "1", "label": map[string]any{"en": "First"}}}, "sortable": true}))
	h.one(s.Engine.CreateOne(ctx, a, "custom_field", map[string]any{"record_type": "team", "name": "x_weight", "kind": "decimal", "scale": "2", "label": map[string]any{"en": "Weight"}}))
	h.one(s.Engine.CreateOne(ctx, a, "permission", map[string]any{"role": role.ID(), "record_type": "incident", "operations": []any{"read"}, "rows": "x_floor = ground"}))
	above := h.one(s.Engine.CreateOne(ctx, a, "category", map[string]any{"name": "Printing"}))
	h.one(s.Engine.CreateOne(ctx, a, "category", map[string]any{"name": "Colour", "parent": above.ID()}))
	h.one(s.Engine.CreateOne(ctx, a, "team", map[string]any{"name": "Printers", "x_weight": "1.50"}))
	ada := h.one(s.Engine.As(a).Get(ctx, "person", "ada@example.com"))
	for name, shared := range map[string]bool{"Ground floor": true, "Mine alone": false} {
		h.one(s.Engine.CreateOne(ctx, a, "saved_view", map[string]any{"owner": ada.ID(), "of_type": "incident", "name": name, "filter": "x_floor = ground", "order_by": "-x_floor", "shared": shared}))
	}
}

func TestAllConfigurationMovesIntoAnEmptyInstallationAndBackOut(t *testing.T) {
	each(t, func(h house) {
		h.run(0, "user", "create", "ada@example.com", "--name", "Ada", "--role", "administrator")
		h.inside(h.configured)
		file := filepath.Join(h.TempDir(), "steward.yaml")
		h.run(0, "config", "export", file)
		text, err := os.ReadFile(file)
		if err != nil {
			h.Fatal(err)
		}
		for _, want := range []string{"key: approver", "name: x_floor", "role: approver", "parent: Printing", "name: Ground floor", "owner: ada@example.com"} {
			if !strings.Contains(string(text), want) {
				h.Errorf("the export does not hold %q:\n%s", want, text)
			}
		}
		if strings.Contains(string(text), "Mine alone") {
			h.Error("a view of one's own is configuration")
		}
		h.run(0, "config", "diff", file)
		storetest.Each(h.T, func(t *testing.T, c store.Config) { empty(house{t, c}, file, string(text)) })
	})
}

// empty applies a configuration to an empty installation and takes it back.
func empty(h house, file, text string) {
	h.run(0, "user", "create", "bo@example.com", "--name", "Bo", "--role", "administrator")
	before := h.run(0, "config", "export")
	h.run(1, "config", "diff", file)
	if out := h.run(0, "config", "apply", "--dry-run", "--user", "bo@example.com", file); !strings.Contains(out, "+ permission approver") {
		h.Fatalf("the dry run says %s", out)
	}
	if after := h.run(0, "config", "export"); after != before {
		h.Fatalf("a dry run changed\n%s\nto\n%s", before, after)
	}
	out := h.run(0, "config", "apply", "--user", "bo@example.com", file)
	if again := h.run(0, "config", "export"); again != strings.ReplaceAll(text, "ada@example.com", "bo@example.com") {
		h.Fatalf("applied is\n%s\nnot\n%s", again, text)
	}
	h.run(0, "config", "apply", "--user", "bo@example.com", file)
	_, batch, _ := strings.Cut(out, "--batch ")
	h.run(0, "undo", "--batch", strings.TrimSpace(batch))
	if after := h.run(0, "config", "export"); after != before {
		h.Fatalf("taken back is\n%s\nnot\n%s", after, before)
	}
}

func TestAFileThatIsNoConfigurationIsRefusedWithThePlace(t *testing.T) {
	h := house{t, store.Config{Folder: t.TempDir()}}
	for text, want := range map[string]string{
		"incident:\n  - title: x\n":                                 "incident",
		"role:\n  - key: a\n    name: A\n  - key: a\n    name: B\n": "Entry 2",
		"role: [":                            "not a configuration",
		"role:\n  - key: a\n    colour: x\n": "role.colour",
	} {
		file := filepath.Join(t.TempDir(), "bad.yaml")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if out := h.run(1, "config", "apply", file); !strings.Contains(out, want) {
			t.Errorf("%q says %q", text, out)
		}
	}
}

func TestAnActionIsAShellVerbUnderThePersonsPermissions(t *testing.T) {
	h := house{t, store.Config{Folder: t.TempDir()}}
	h.run(0, "user", "create", "ada@example.com", "--name", "Ada", "--role", "agent")
	h.run(0, "user", "create", "rita@example.com", "--name", "Rita", "--role", "requester")
	var number string
	h.inside(func(s *app.System) {
		h.one(s.Engine.CreateOne(h.Context(), s.Engine.SystemActor("cli"), "service", map[string]any{"name": "Mail"}))
		number = h.one(s.Engine.CreateOne(h.Context(), s.Engine.SystemActor("cli"), "incident", map[string]any{"title": "No mail", "requester": "rita@example.com", "service": "Mail"})).Number()
	})
	if out := h.run(0, "act", "incident"); !strings.Contains(out, "--body") || !strings.Contains(out, "reply") || !strings.Contains(out, "resolve") {
		t.Fatalf("the help says %s", out)
	}
	for range 2 {
		h.run(0, "act", "--user", "ada@example.com", "--key", "k1", "incident", number, "note", "--body", "Looked at it")
	}
	h.run(1, "act", "--user", "rita@example.com", "incident", number, "note", "--body", "I may not")
	h.run(1, "act", "--user", "ada@example.com", "incident", number, "resolve")
	h.run(0, "act", "--user", "ada@example.com", "incident", number, "resolve", "--resolution_code", "user_error", "--resolution=Started again")
	h.run(1, "act", "incident", number, "fly")
	if out := h.run(0, "access", "--person", "rita@example.com", "incident", number); !strings.Contains(out, "requester = me") || !strings.Contains(out, "may remove  no") {
		t.Fatalf("why Rita sees her own incident: %s", out)
	}
	h.inside(func(s *app.System) {
		row := h.one(s.Engine.System("test").Get(h.Context(), "incident", number))
		n, err := s.Engine.System("test").Count(h.Context(), "message", "visibility = internal")
		if err != nil || n != 1 || row.State() != "resolved" {
			t.Fatalf("%d notes, %s (%v)", n, row.State(), err)
		}
	})
}

// TestEverythingAboutAPersonIsErased: by the privacy officer, from records, messages, files and search.
func TestEverythingAboutAPersonIsErased(t *testing.T) {
	each(t, func(h house) {
		for email, role := range map[string]string{"ada": "agent", "rita": "requester", "pia": "privacy_officer"} {
			h.run(0, "user", "create", email+"@example.com", "--name", strings.ToUpper(email), "--role", role)
		}
		var id, number, digest string
		h.inside(func(s *app.System) { id, number, digest = h.told(s) })
		h.run(1, "erase", "--user", "ada@example.com", "person", id, "--reason", "she asked")
		out := h.run(0, "erase", "--user", "pia@example.com", "person", id, "--reason", "she asked")
		if !strings.Contains(out, "4 records") {
			h.Fatalf("%s", out)
		}
		h.run(0, "redact", "--user", "pia@example.com", "incident", number, "--field", "resolution", "--reason", "a password")
		h.inside(func(s *app.System) { h.erased(s, digest) })
		h.run(0, "audit", "verify")
	})
}

// told lets Rita report an incident, write to it and attach a file.
func (h house) told(s *app.System) (id, number, digest string) {
	ctx, e := h.Context(), s.Engine
	rita := h.one(e.System("test").Get(ctx, "person", "rita@example.com"))
	a, err := s.Gate.PersonActor(ctx, rita.ID())
	if err != nil {
		h.Fatal(err)
	}
	mail := h.one(e.CreateOne(ctx, e.SystemActor("cli"), "service", map[string]any{"name": "Mail"}))
	r := h.one(e.CreateOne(ctx, a, "incident", map[string]any{"title": "xyzzy is broken", "description": "xyzzy at home", "requester": rita.ID(), "service": mail.ID()}))
	h.one(e.ChangeOne(ctx, e.SystemActor("cli"), "incident", r.ID(), 0, map[string]any{"state": "resolved", "resolution_code": "user_error", "resolution": "xyzzy is the password"}))
	h.one(e.ActOn(ctx, a, "incident", r.ID(), "reply", map[string]any{"body": "xyzzy again"}))
	commands, ids, err := e.Receive(ctx, "incident", r.ID(), engine.Upload{Name: "xyzzy.txt", MediaType: "text/plain", Content: strings.NewReader("xyzzy in a file")})
	if err == nil {
		_, err = e.Do(ctx, a, engine.Options{}, commands...)
	}
	if err != nil {
		h.Fatal(err)
	}
	file := h.one(e.System("test").Get(ctx, "attachment", ids[0]))
	return rita.ID(), r.Number(), file.Named("sha256").Text()
}

func (h house) erased(s *app.System, digest string) {
	ctx := h.Context()
	page, err := s.Engine.Search(ctx, s.Engine.SystemActor("test"), engine.SearchAsk{Words: "xyzzy"})
	if err != nil || len(page.Hits) > 0 {
		h.Fatalf("search finds %d (%v)", len(page.Hits), err)
	}
	if held, err := s.Engine.Refers(ctx, digest); held || err != nil {
		h.Fatalf("the file is still referred to (%v)", err)
	}
	if _, err := os.Stat(filepath.Join(h.config.Folder, "files", "kept", digest[:2], digest)); !os.IsNotExist(err) {
		h.Fatalf("the content is still in use: %v", err)
	}
	job := &store.Job{Topic: engine.EraseFileTopic, Data: []byte(`{"digest":"` + digest + `"}`), RunAt: time.Now().UnixMicro()}
	if err := s.Engine.Handlers()[engine.EraseFileTopic](ctx, job); err != nil {
		h.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(h.config.Folder, "files", "aside", digest[:2], digest)); !os.IsNotExist(err) {
		h.Fatalf("the content is still on the disk: %v", err)
	}
}

// TestARestoreRunsNothingTwiceThatActsOutside: what may have been done since the backup waits for a
// person; upkeep of the installation itself goes on.
func TestARestoreRunsNothingTwiceThatActsOutside(t *testing.T) {
	each(t, func(h house) {
		h.run(0, "user", "create", "ada@example.com", "--name", "Ada", "--role", "administrator")
		later := time.Now().Add(24 * time.Hour).UnixMicro()
		h.inside(func(s *app.System) {
			err := s.Store.AddJobs(h.Context(), app.House, store.Line{Topic: "mail", Data: map[string]any{"to": "rita"}, RunAt: later}, store.Line{Topic: engine.MergeTopic, RunAt: later})
			if err != nil {
				h.Fatal(err)
			}
		})
		file := filepath.Join(h.TempDir(), "backup")
		h.run(0, "backup", file)
		storetest.Each(h.T, func(t *testing.T, c store.Config) {
			to := house{t, c}
			if out := to.run(0, "restore", file); !strings.Contains(out, "One job waits") {
				t.Fatalf("the restore says %s", out)
			}
			out := to.run(0, "jobs", "list")
			if !strings.Contains(out, "mail") || !strings.Contains(out, "held back by a restore") || strings.Contains(out, engine.MergeTopic) {
				t.Fatalf("what waits for a person: %s", out)
			}
			to.run(0, "jobs", "retry", strings.Fields(out)[0])
			if out := to.run(0, "jobs", "list", "--state", "waiting"); !strings.Contains(out, "mail") {
				t.Fatalf("what waits: %s", out)
			}
		})
	})
}
