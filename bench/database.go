package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	"steward/kernel/store"
)

// database is a kind of database that is measured, and the server that was started for it.
type database struct {
	kind   string
	work   string
	bin    string // of PostgreSQL
	port   int
	pid    int
	fresh  int // databases made so far
	server *syscall.SysProcAttr
}

var errNotInstalled = errors.New("not installed")

func openDatabase(kind, work string) (*database, error) {
	d := &database{kind: kind, work: filepath.Join(work, kind)}
	switch kind {
	case "sqlite":
		return d, os.Mkdir(d.work, 0o750)
	case "postgres":
		return d, d.startPostgres()
	}
	return nil, fmt.Errorf("%q is no kind of database", kind)
}

// startPostgres starts a server on a free port with the settings that PostgreSQL comes with; as its
// own user where the program runs as root, which PostgreSQL refuses.
func (d *database) startPostgres() error {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil || len(found) == 0 {
		return errNotInstalled
	}
	slices.Sort(found)
	d.bin = found[len(found)-1]
	if err := os.Mkdir(d.work, 0o755); err != nil {
		return err
	}
	if os.Getuid() == 0 {
		if err := d.yield(); err != nil {
			return err
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	d.port = l.Addr().(*net.TCPAddr).Port
	l.Close()
	data := filepath.Join(d.work, "data")
	if err := d.run("initdb", "-D", data, "-A", "trust", "-U", "steward", "--locale=C", "--encoding=UTF8"); err != nil {
		return err
	}
	options := fmt.Sprintf("-p %d -k %s -c listen_addresses=127.0.0.1 -c max_connections=100", d.port, d.work)
	if err := d.run("pg_ctl", "-D", data, "-l", filepath.Join(d.work, "log"), "-w", "-t", "60", "-o", options, "start"); err != nil {
		return err
	}
	raw, err := os.ReadFile(filepath.Join(data, "postmaster.pid"))
	if err != nil {
		return err
	}
	first, _, _ := strings.Cut(string(raw), "\n")
	d.pid, err = strconv.Atoi(first)
	return err
}

// yield lets the server run as the user postgres.
func (d *database) yield() error {
	u, err := user.Lookup("postgres")
	if err != nil {
		return err
	}
	uid, first := strconv.Atoi(u.Uid)
	gid, second := strconv.Atoi(u.Gid)
	if err := errors.Join(first, second, os.Chmod(filepath.Dir(d.work), 0o755), os.Chown(d.work, uid, gid)); err != nil {
		return err
	}
	d.server = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	return nil
}

func (d *database) run(program string, args ...string) error {
	c := exec.Command(filepath.Join(d.bin, program), args...)
	c.SysProcAttr, c.Dir = d.server, "/"
	// No pipe: the server that is started keeps what it inherits open.
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w", program, err)
	}
	return nil
}

func (d *database) stop() error {
	if d.pid == 0 {
		return nil
	}
	return d.run("pg_ctl", "-D", filepath.Join(d.work, "data"), "-m", "fast", "-w", "stop")
}

// place gives a data folder, and on PostgreSQL an empty database, of its own.
func (d *database) place() (folder, address string, err error) {
	d.fresh++
	name := fmt.Sprintf("bench%d", d.fresh)
	folder = filepath.Join(d.work+"-data", name)
	if d.kind == "sqlite" {
		return folder, "", nil
	}
	err = d.run("createdb", "-h", "127.0.0.1", "-p", strconv.Itoa(d.port), "-U", "steward", name)
	return folder, fmt.Sprintf("postgres://steward@127.0.0.1:%d/%s?sslmode=disable", d.port, name), err
}

// raw opens a database through the bare driver, with the durability that the product uses.
func (d *database) raw(folder, address string) (*sql.DB, error) {
	driver := "pgx"
	if d.kind == "sqlite" {
		driver, address = "sqlite", "file:"+filepath.Join(folder, store.DatabaseFile)+"?"+rawPragmas
	}
	db, err := sql.Open(driver, address)
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

const rawPragmas = "_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=cache_size(-32000)"

// settings says how durable a commit is.
func (d *database) settings(ctx context.Context) (string, error) {
	if d.kind == "sqlite" {
		return "synchronous=FULL, journal_mode=WAL, one writer with group commit", nil
	}
	db, err := sql.Open("pgx", fmt.Sprintf("postgres://steward@127.0.0.1:%d/postgres?sslmode=disable", d.port))
	if err != nil {
		return "", err
	}
	defer db.Close()
	var out []string
	for _, name := range []string{"server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers"} {
		var is string
		if err := db.QueryRowContext(ctx, "SELECT current_setting($1)", name).Scan(&is); err != nil {
			return "", err
		}
		out = append(out, name+"="+is)
	}
	return strings.Join(out, ", ") + ", four writers with group commit", nil
}
