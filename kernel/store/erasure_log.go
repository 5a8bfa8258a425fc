package store

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"steward/kernel/fault"
)

// KeepErasures writes the tombstones that the house's log in the data folder does not hold yet. The
// log outlives the database: a restore reads it and erases again.
func (s *Store) KeepErasures(ctx context.Context, house string) error {
	all, err := s.Erasures(ctx, house)
	if err != nil || len(all) == 0 {
		return err
	}
	path := s.houseFile(house, ".erasures")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fault.Wrap("store.erasures", err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return fault.Wrap("store.erasures", err)
	}
	err = dropTorn(f)
	var kept []*Erasure
	if err == nil {
		kept, err = ReadErasures(f)
	}
	if err == nil {
		err = appendErasures(f, all, kept)
	}
	return fault.Wrap("store.erasures", errors.Join(err, f.Close()))
}

// dropTorn takes out a last line that a crash left unfinished; its tombstone is written again.
func dropTorn(f *os.File) error {
	raw, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	if err := f.Truncate(int64(bytes.LastIndexByte(raw, '\n') + 1)); err != nil {
		return err
	}
	_, err = f.Seek(0, io.SeekStart)
	return err
}

func appendErasures(f *os.File, all, kept []*Erasure) error {
	known := map[string]bool{}
	for _, e := range kept {
		known[string(e.Signature)] = true
	}
	out := json.NewEncoder(f)
	for _, e := range all {
		if known[string(e.Signature)] {
			continue
		}
		if err := out.Encode(e); err != nil {
			return err
		}
	}
	return f.Sync()
}

// longestErasure bounds one line of a log of erasures.
const longestErasure = 16 << 20

// ReadErasures reads a log of erasures. Each line must carry a signature that fits.
func ReadErasures(r io.Reader) ([]*Erasure, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longestErasure)
	var out []*Erasure
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var e Erasure
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil || !e.signed() {
			return nil, fault.New(fault.Invalid, "store.erasures", "erasure-log-damaged", "line", n).Because(err)
		}
		out = append(out, &e)
	}
	return out, fault.Wrap("store.erasures", lines.Err())
}

// ErasureLog reads the house's own log, empty when nothing was ever erased.
func (s *Store) ErasureLog(house string) ([]*Erasure, error) {
	f, err := os.Open(s.houseFile(house, ".erasures"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("store.erasures: %w", err)
	}
	defer f.Close()
	return ReadErasures(f)
}
