package app

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"time"

	"steward/gateway/cli"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/store"
)

// Restore checks a backup whole, loads it into an empty place, erases again what was erased since,
// and verifies what stands there then.
func (h *host) Restore(ctx context.Context, o cli.RestoreOptions) (*cli.Restored, error) {
	f, err := os.Open(o.File)
	if err != nil {
		return nil, fmt.Errorf("app.restore: %w", err)
	}
	defer f.Close()
	m, err := store.CheckBackup(f)
	if err != nil {
		return nil, err
	}
	if o.Key != "" && o.Key != m.Fingerprint() {
		return nil, fault.New(fault.Invalid, "app.restore", "backup-other-key", "key", m.Fingerprint())
	}
	if err := m.Fits(engine.Format(moves())); err != nil {
		return nil, err
	}
	log, err := erasures(o.Erasures, m)
	if err != nil {
		return nil, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("app.restore: %w", err)
	}
	if err := h.load(ctx, o, f, m); err != nil {
		return nil, err
	}
	s, err := Open(ctx, Settings{Data: o.Data, Database: o.Database, Log: h.log})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	return s.afterRestore(ctx, m, log)
}

// load writes the backup before anything else is in the place.
func (h *host) load(ctx context.Context, o cli.RestoreOptions, from io.Reader, m *store.Manifest) error {
	st, err := store.Open(ctx, store.Config{Folder: o.Data, URL: o.Database, Now: time.Now, Log: h.log, Random: func(b []byte) { _, _ = rand.Read(b) }})
	if err != nil {
		return fmt.Errorf("app.restore: %w", err)
	}
	defer st.Close()
	return st.Restore(ctx, from, m, o.Passphrase)
}

func (s *System) afterRestore(ctx context.Context, m *store.Manifest, log []*store.Erasure) (*cli.Restored, error) {
	done := &cli.Restored{Manifest: m}
	var err error
	// A job that waited when the backup was made may have been done since: a mail would go out twice, and
	// nobody would know. What acts inside alone is safe to run again; everything else waits for a person.
	if done.Held, err = s.Store.HoldJobs(ctx, inside(), heldJob); err != nil {
		return nil, err
	}
	if done.Erased, err = s.Engine.EraseAgain(ctx, log); err != nil {
		return nil, err
	}
	if done.Indexed, err = s.Engine.Reindex(ctx); err != nil {
		return nil, err
	}
	if _, err = s.Engine.Seal(ctx); err != nil {
		return nil, err
	}
	done.Report, err = s.Engine.Verify(ctx)
	return done, err
}

// heldJob is what stands with a job that a restore holds back.
const heldJob = "held back by a restore: it may have been done after the backup was made"

// erasures reads logs of erasures, which must be signed by a key that the backup believes.
func erasures(paths []string, m *store.Manifest) ([]*store.Erasure, error) {
	var out []*store.Erasure
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return nil, fmt.Errorf("app.restore: %w", err)
		}
		log, err := store.ReadErasures(f)
		f.Close()
		if err != nil {
			return nil, err
		}
		for _, e := range log {
			if !m.Trusts(e.Key) {
				return nil, fault.New(fault.Invalid, "app.restore", "erasure-log-foreign", "file", path)
			}
		}
		out = append(out, log...)
	}
	return out, nil
}
