package main

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"steward/app"
	"steward/gateway/sheet"
	"steward/gateway/sheet/load"
	"steward/kernel/engine"
)

// eventLog is how the columns of the log that is imported become fields.
const eventLog = `type: incident
kind: events
zone: UTC
case: case
order: [time]
time: {column: at, date: "yyyy-MM-dd HH:mm:ss"}
state:
  column: state
  initial: new
  from:
    new: new
    in_progress: in_progress
    pending: {state: pending, pending_reason: customer}
    resolved: resolved
    closed: closed
fields:
  external_key: case
  title: subject
  team: {column: team, reference: {type: team, key: name, create: true}}
  requester: {column: requester, reference: {type: person, key: name, create: true}}
  impact: impact
  urgency: urgency
  channel: {constant: import}
`

// lives are what befalls the cases: states and how often each is touched.
var lives = [][]string{
	{"new", "in_progress", "in_progress", "pending", "in_progress", "resolved", "closed"},
	{"new", "in_progress", "resolved", "in_progress", "resolved"},
	{"new", "in_progress", "resolved", "closed"},
}

// writeLog writes an event log and says how many events it has.
func writeLog(path string, cases int) (events int, err error) {
	r := rand.New(rand.NewPCG(6, 6))
	levels := []string{"high", "medium", "low"}
	at := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	var out strings.Builder
	out.WriteString("case,at,subject,state,team,requester,impact,urgency\n")
	for i := range cases {
		subject, team := text(r, 6), r.IntN(fillTeams)
		for step, state := range lives[i%len(lives)] {
			if r.IntN(3) == 0 {
				team = r.IntN(fillTeams)
			}
			fmt.Fprintf(&out, "C%06d,%s,%s,%s,Team %d,Person %d,%s,%s\n", i, at.Add(time.Duration(i)*time.Minute+time.Duration(step)*time.Hour).Format("2006-01-02 15:04:05"), subject, state, team, i%fillPeople, levels[i%3], levels[(i+step)%3])
			events++
		}
	}
	return events, os.WriteFile(path, []byte(out.String()), 0o600)
}

// measureImport imports an event log into an empty installation, and writes the rows that this made
// raw into another: the most that the driver can do.
func measureImport(ctx context.Context, o options, t *table, d *database) error {
	log := filepath.Join(d.work+"-data", "log.csv")
	if err := os.MkdirAll(filepath.Dir(log), 0o750); err != nil {
		return err
	}
	events, err := writeLog(log, o.cases)
	if err != nil {
		return err
	}
	mapping := filepath.Join(filepath.Dir(log), "log.yaml")
	if err := os.WriteFile(mapping, []byte(eventLog), 0o600); err != nil {
		return err
	}
	folder, address, err := d.place()
	if err != nil {
		return err
	}
	fig, err := importLog(ctx, d, folder, address, log, mapping)
	if err != nil {
		return err
	}
	if fig.limit, err = rawImport(ctx, d, folder, address, events); err != nil {
		return err
	}
	fig.work, fig.size, fig.database, fig.clients = "import of an event log, an event", events, d.kind, 1
	t.add(fig)
	return os.RemoveAll(folder)
}

func importLog(ctx context.Context, d *database, folder, address, log, mapping string) (figure, error) {
	var f figure
	s, err := app.Open(ctx, app.Settings{Data: folder, Database: address})
	if err != nil {
		return f, err
	}
	defer s.Close()
	words, err := app.Words()
	if err != nil {
		return f, err
	}
	of, _ := s.Engine.Catalogue().Type("incident")
	processes := system{os.Getpid(), d.pid}
	before, started := processes.cpu(), time.Now()
	source, err := load.Open(ctx, of, log, mapping, sheet.Options{})
	if err != nil {
		return f, err
	}
	defer func() { _ = source.Close() }()
	report, err := load.Load(ctx, s.Engine, source, load.Options{Actor: s.Engine.SystemActor(engine.ImportGateway), Words: words, Language: "en"})
	if err != nil {
		return f, err
	}
	took := time.Since(started)
	if report.Done.Refused > 0 || report.Done.RefusedCases > 0 {
		return f, fmt.Errorf("%d events were refused: %+v", report.Done.Refused, report.Problems)
	}
	f.requests, f.rate = report.Events.Planned, float64(report.Events.Planned)/took.Seconds()
	f.cpu = float64(processes.cpu()-before) / float64(time.Millisecond) / float64(f.requests)
	f.memory = processes.memory()
	return f, nil
}

// imported are the tables that an import writes.
var imported = []string{"incident", "incident__reader", "audit", "search_doc", "origin"}

// rawImport reads what an import wrote and writes it into an empty installation, row by row through
// the bare driver, in twenty transactions.
func rawImport(ctx context.Context, d *database, folder, address string, events int) (limit, error) {
	from, err := d.raw(folder, address)
	if err != nil {
		return limit{}, err
	}
	defer from.Close()
	toFolder, toAddress, err := d.place()
	if err != nil {
		return limit{}, err
	}
	defer os.RemoveAll(toFolder)
	s, err := app.Open(ctx, app.Settings{Data: toFolder, Database: toAddress})
	if err != nil {
		return limit{}, err
	}
	s.Close()
	to, err := d.raw(toFolder, toAddress)
	if err != nil {
		return limit{}, err
	}
	defer to.Close()
	if _, err := to.ExecContext(ctx, `DELETE FROM "audit"`); err != nil {
		return limit{}, err
	}
	if _, err := to.ExecContext(ctx, `DELETE FROM "search_doc"`); err != nil {
		return limit{}, err
	}
	var tables []content
	for _, name := range imported {
		c, err := readTable(ctx, from, name)
		if err != nil {
			return limit{}, err
		}
		tables = append(tables, c)
	}
	processes := system{os.Getpid(), d.pid}
	before, started := processes.cpu(), time.Now()
	if err := writeTables(ctx, to, tables); err != nil {
		return limit{}, err
	}
	took := time.Since(started)
	return limit{"its rows raw, row by row, in 20 commits", float64(processes.cpu()-before) / float64(time.Millisecond) / float64(events), float64(events) / took.Seconds()}, nil
}

// content is the rows of a table and the statement that inserts one.
type content struct {
	insert string
	rows   [][]any
}

func readTable(ctx context.Context, db *sql.DB, name string) (content, error) {
	var c content
	found, err := db.QueryContext(ctx, `SELECT * FROM "`+name+`"`)
	if err != nil {
		return c, err
	}
	defer found.Close()
	columns, err := found.Columns()
	if err != nil {
		return c, err
	}
	places := make([]string, len(columns))
	for i := range places {
		places[i] = fmt.Sprint("$", i+1)
	}
	c.insert = `INSERT INTO "` + name + `" ("` + strings.Join(columns, `", "`) + `") VALUES (` + strings.Join(places, ", ") + `)`
	for found.Next() {
		row, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := found.Scan(into...); err != nil {
			return c, err
		}
		c.rows = append(c.rows, row)
	}
	return c, found.Err()
}

const rawCommits = 20

func writeTables(ctx context.Context, db *sql.DB, tables []content) error {
	for n := range rawCommits {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		for _, t := range tables {
			insert, err := tx.PrepareContext(ctx, t.insert)
			if err != nil {
				return err
			}
			for _, row := range t.rows[len(t.rows)*n/rawCommits : len(t.rows)*(n+1)/rawCommits] {
				if _, err := insert.ExecContext(ctx, row...); err != nil {
					return err
				}
			}
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}
