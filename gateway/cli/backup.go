package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"steward/kernel/engine"
	"steward/kernel/fault"
)

type backupCommand struct {
	Place
	File           string `arg:"" help:"File to write; it must not be there yet." type:"path"`
	PassphraseFile string `help:"File whose first line locks the audit's key, which then goes along." type:"existingfile"`
}

func (c *backupCommand) Run(r *run) error {
	passphrase, err := firstLine(c.PassphraseFile)
	if err != nil {
		return err
	}
	return r.with(c.Place, func(i Installation) error {
		m, err := writeBackup(r.ctx, i.Engine(), c.File, passphrase)
		if err != nil {
			return err
		}
		info, err := os.Stat(c.File)
		if err != nil {
			return fmt.Errorf("cli.backup: %w", err)
		}
		fmt.Fprintln(r.io.Out, r.say.Say("en", "backup-written", map[string]any{"file": c.File, "rows": m.Rows(), "tables": len(m.Tables), "files": len(m.Files), "bytes": info.Size(), "key": m.Fingerprint()}))
		return nil
	})
}

// writeBackup lets the file appear when it is whole and on the disk, and not before.
func writeBackup(ctx context.Context, e *engine.Engine, path string, passphrase []byte) (*engine.Manifest, error) {
	if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
		return nil, fault.New(fault.Invalid, "cli.backup", "file-there", "file", path)
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".unfinished-*") // only the owner may read it
	if err != nil {
		return nil, fmt.Errorf("cli.backup: %w", err)
	}
	defer os.Remove(f.Name())
	out := bufio.NewWriterSize(f, 1<<20)
	m, err := e.Backup(ctx, out, passphrase)
	if err = errors.Join(err, out.Flush(), f.Sync(), f.Close()); err != nil {
		return nil, err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return nil, fmt.Errorf("cli.backup: %w", err)
	}
	return m, nil
}

func firstLine(path string) ([]byte, error) {
	if path == "" {
		return nil, nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("cli.backup: %w", err)
	}
	line, _, _ := strings.Cut(string(raw), "\n")
	if line = strings.TrimRight(line, "\r"); line == "" {
		return nil, fault.New(fault.Invalid, "cli.backup", "passphrase-empty", "file", path)
	}
	return []byte(line), nil
}

// RestoreOptions say what is restored, and where.
type RestoreOptions struct {
	Place
	File       string
	Passphrase []byte
	Key        string   // the fingerprint that the backup's key must have; any when empty
	Erasures   []string // logs of erasures that are repeated
}

// Restored says what a restore did.
type Restored struct {
	Manifest *engine.Manifest
	Erased   int   // records of which values were erased again
	Indexed  int64 // records in the search index
	Held     int64 // jobs that may have been done after the backup and wait for a person
	Report   *engine.AuditReport
}

type restoreCommand struct {
	Place
	File           string   `arg:"" help:"Backup to restore." type:"existingfile"`
	PassphraseFile string   `help:"File whose first line unlocks the audit's key." type:"existingfile"`
	Key            string   `help:"Fingerprint of the key that must have signed the backup; steward backup prints it."`
	Erasures       []string `help:"Logs of erasures; what they erased after the backup is erased again." type:"existingfile"`
}

func (c *restoreCommand) Run(r *run) error {
	passphrase, err := firstLine(c.PassphraseFile)
	if err != nil {
		return err
	}
	done, err := r.host.Restore(r.ctx, RestoreOptions{Place: c.Place, File: c.File, Passphrase: passphrase, Key: c.Key, Erasures: c.Erasures})
	if err != nil {
		return err
	}
	m, report := done.Manifest, done.Report
	r.findings(report)
	fmt.Fprintln(r.io.Out, r.say.Say("en", "backup-restored", map[string]any{"rows": m.Rows(), "tables": len(m.Tables), "files": len(m.Files), "erased": done.Erased, "indexed": done.Indexed, "key": m.Fingerprint()}))
	if done.Held > 0 {
		r.line("shell.restore.held", "n", done.Held)
	}
	if len(report.Findings) > 0 {
		return errFindings
	}
	return nil
}
