package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// installed is a filled installation.
type installed struct {
	folder, address string
	filled          filled
	leave           func() // removes what is not kept
}

// install fills an installation, or takes the one that a former run kept.
func install(ctx context.Context, o options, t *table, d *database, binary string, n int) (installed, error) {
	if o.keep == "" || d.kind != "sqlite" {
		folder, address, err := d.place()
		if err != nil {
			return installed{}, err
		}
		p := installed{folder: folder, address: address, leave: func() { _ = os.RemoveAll(folder) }}
		return p, p.fill(ctx, o, t, d, binary, n)
	}
	p := installed{folder: filepath.Join(o.keep, fmt.Sprintf("%s-%d", d.kind, n)), leave: func() {}}
	note := p.folder + ".json"
	raw, err := os.ReadFile(note)
	if err == nil {
		return p, json.Unmarshal(raw, &p.filled)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return p, err
	}
	if err := errors.Join(os.RemoveAll(p.folder), p.fill(ctx, o, t, d, binary, n)); err != nil {
		return p, err
	}
	if raw, err = json.Marshal(p.filled); err != nil {
		return p, err
	}
	return p, os.WriteFile(note, raw, 0o600)
}

func (p *installed) fill(ctx context.Context, o options, t *table, d *database, binary string, n int) error {
	f, took, err := fill(ctx, p.folder, p.address, n)
	if err != nil {
		return err
	}
	p.filled = f
	t.note("%s, %d incidents: made through the engine in %.1f s (%.0f a second)", d.kind, n, took.Seconds(), float64(n)/took.Seconds())
	if err := makeUser(binary, p.folder, p.address); err != nil || o.only != nil {
		return err
	}
	mails, err := mailIn(ctx, p.folder, p.address)
	if err == nil {
		t.note("%s, %d incidents: %s", d.kind, n, mails)
	}
	return err
}
