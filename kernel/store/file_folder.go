package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"steward/kernel/fault"
)

// FolderFiles keeps contents in a folder: kept/ab/abcd..., aside/ab/abcd..., and what is being
// written in coming/.
type FolderFiles struct {
	folder string
	now    func() time.Time
}

var _ Files = (*FolderFiles)(nil)

const (
	keptFolder   = "kept"
	asideFolder  = "aside"
	comingFolder = "coming"
)

// NewFolderFiles makes the folder and throws away what an earlier run left half written.
func NewFolderFiles(folder string, now func() time.Time) (*FolderFiles, error) {
	f := &FolderFiles{folder: folder, now: now}
	for _, name := range []string{keptFolder, asideFolder, comingFolder} {
		if err := os.MkdirAll(filepath.Join(folder, name), 0o700); err != nil {
			return nil, fmt.Errorf("store.files: %w", err)
		}
	}
	return f, f.sweep()
}

// sweep removes what has been coming for longer than any upload takes; another node may be writing
// beside.
func (f *FolderFiles) sweep() error {
	coming, err := os.ReadDir(filepath.Join(f.folder, comingFolder))
	for _, d := range coming {
		if info, e := d.Info(); e == nil && info.ModTime().Before(f.now().Add(-FileGrace)) {
			err = errors.Join(err, os.Remove(filepath.Join(f.folder, comingFolder, d.Name())))
		}
	}
	return fault.Wrap("store.files", err)
}

var digestPattern = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (f *FolderFiles) path(in, digest string) string {
	return filepath.Join(f.folder, in, digest[:2], digest)
}

// Put writes beside, syncs, and renames; then syncs the folder that holds the new name.
func (f *FolderFiles) Put(_ context.Context, content io.Reader, most int64) (Content, error) {
	file, err := os.CreateTemp(filepath.Join(f.folder, comingFolder), "file-")
	if err != nil {
		return Content{}, fmt.Errorf("store.put: %w", err)
	}
	defer os.Remove(file.Name())
	c, err := copied(file, content, most)
	if err == nil {
		err = file.Sync()
	}
	if e := file.Close(); err == nil {
		err = e
	}
	if err != nil {
		return Content{}, fmt.Errorf("store.put: %w", err)
	}
	if err := os.Chtimes(file.Name(), f.now(), f.now()); err != nil {
		return Content{}, fmt.Errorf("store.put: %w", err)
	}
	return c, fault.Wrap("store.put", f.move(file.Name(), f.path(keptFolder, c.Digest)))
}

func copied(to io.Writer, content io.Reader, most int64) (Content, error) {
	hash, head := sha256.New(), &start{}
	n, err := io.Copy(io.MultiWriter(to, hash, head), io.LimitReader(content, most+1))
	if err != nil {
		return Content{}, err
	}
	if n > most {
		return Content{}, fault.New(fault.TooLarge, "store.put", "file-too-large", "most", most)
	}
	return Content{Digest: hex.EncodeToString(hash.Sum(nil)), Size: n, Head: head.Bytes()}, nil
}

// start keeps the first bytes that are written to it.
type start struct{ bytes.Buffer }

func (s *start) Write(p []byte) (int, error) {
	if room := headSize - s.Len(); room > 0 {
		s.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// move renames a file to a place whose folder may not be there yet; when it returns, the new name is
// on the disk.
func (f *FolderFiles) move(from, to string) error {
	folder := filepath.Dir(to)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	if err := syncFolder(folder); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(folder))
}

func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	defer folder.Close()
	return folder.Sync()
}

// Open reads a content, and takes it back when it was set aside.
func (f *FolderFiles) Open(_ context.Context, digest string) (io.ReadSeekCloser, error) {
	if !digestPattern.MatchString(digest) {
		return nil, fault.New(fault.NotFound, "store.open-file", "file-missing")
	}
	file, err := os.Open(f.path(keptFolder, digest))
	if errors.Is(err, fs.ErrNotExist) {
		// A failed move means that it is not aside, or that somebody else has just taken it back.
		_ = f.moveAt(f.path(asideFolder, digest), f.path(keptFolder, digest))
		file, err = os.Open(f.path(keptFolder, digest))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "store.open-file", "file-missing").Because(err)
	}
	if err != nil {
		return nil, fmt.Errorf("store.open-file: %w", err)
	}
	return file, nil
}

// moveAt is move that makes the content new.
func (f *FolderFiles) moveAt(from, to string) error {
	if err := os.Chtimes(from, f.now(), f.now()); err != nil {
		return err
	}
	return f.move(from, to)
}

// List walks the contents of one kind.
func (f *FolderFiles) List(ctx context.Context, aside bool, before time.Time, call func(digest string) error) error {
	in := keptFolder
	if aside {
		in = asideFolder
	}
	err := filepath.WalkDir(filepath.Join(f.folder, in), func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !digestPattern.MatchString(d.Name()) {
			return err
		}
		info, err := d.Info()
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case !info.ModTime().Before(before):
			return ctx.Err()
		}
		return call(d.Name())
	})
	return fault.Wrap("store.list-files", err)
}

// SetAside takes a content out of use.
func (f *FolderFiles) SetAside(_ context.Context, digest string) error {
	return there("store.set-aside", digest, func() error {
		return f.moveAt(f.path(keptFolder, digest), f.path(asideFolder, digest))
	})
}

// Remove removes a content that is set aside.
func (f *FolderFiles) Remove(_ context.Context, digest string) error {
	return there("store.remove-file", digest, func() error { return os.Remove(f.path(asideFolder, digest)) })
}

// there does something with a content, and says when there is none.
func there(op, digest string, do func() error) error {
	err := fs.ErrNotExist
	if digestPattern.MatchString(digest) {
		err = do()
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.NotFound, op, "file-missing").Because(err)
	}
	return fault.Wrap(op, err)
}
