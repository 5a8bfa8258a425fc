package store

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"steward/kernel/fault"
)

// Restore loads a backup that CheckBackup has read into an empty place, and proves by counts and
// checksums that the database holds what the backup does. The search index has to be built after it.
func (s *Store) Restore(ctx context.Context, from io.Reader, m *Manifest, passphrase []byte) error {
	if err := s.mustBeEmpty(ctx); err != nil {
		return err
	}
	private, err := m.unlock(passphrase)
	if err != nil {
		return err
	}
	if err := s.createTables(ctx, m); err != nil {
		return fault.Wrap("store.restore", err)
	}
	l := &loading{store: s, tables: map[string]*TableDump{}, files: map[string]FileDump{}}
	for _, t := range m.Tables {
		l.tables[t.Name] = t
	}
	for _, f := range m.Files {
		l.files[f.Name] = f
	}
	u, err := unpack(from)
	if err == nil {
		err = u.each(func(name string, size int64, content io.Reader) error { return l.take(ctx, name, content) })
	}
	if err != nil {
		return fault.Wrap("store.restore", err)
	}
	if err := s.restoreKeys(m, private); err != nil {
		return err
	}
	return s.compareTables(ctx, m)
}

// mustBeEmpty refuses a place in which something is.
func (s *Store) mustBeEmpty(ctx context.Context) error {
	tx, err := s.snapshot(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	tables, err := s.structure(ctx, tx)
	if err != nil {
		return fault.Wrap("store.restore", err)
	}
	for _, folder := range []string{auditFolder, AttachmentFolder} {
		inside, err := os.ReadDir(filepath.Join(s.config.Folder, folder))
		if err != nil && !os.IsNotExist(err) {
			return fault.Wrap("store.restore", err)
		}
		if len(inside) > 0 {
			return fault.New(fault.Invalid, "store.restore", "restore-not-empty", "place", filepath.Join(s.config.Folder, folder))
		}
	}
	if len(tables) > 0 {
		return fault.New(fault.Invalid, "store.restore", "restore-not-empty", "place", s.Database())
	}
	return nil
}

// createTables makes the tables as they stood; Migrate brings them to what is declared now.
func (s *Store) createTables(ctx context.Context, m *Manifest) error {
	byKey := map[string]bool{}
	for _, t := range kernelTables(s.dialect) {
		byKey[t.name] = t.byKey
	}
	kinds := map[string]string{textColumn: s.dialect.columnType(false), numberColumn: s.dialect.columnType(true), bytesColumn: s.dialect.blobType()}
	for _, d := range m.Tables {
		t := table{name: d.Name, byKey: byKey[d.Name] || len(d.Key) == len(d.Columns)}
		for _, c := range d.Columns {
			t.columns = append(t.columns, column{name: c.Name, kind: kinds[c.Kind], null: c.Null})
		}
		key := make([]string, len(d.Key))
		for i, k := range d.Key {
			key[i] = quote(k)
		}
		t.key = strings.Join(key, ", ")
		if _, err := s.write.ExecContext(ctx, t.create(s.dialect)); err != nil {
			return err
		}
	}
	return nil
}

// loading puts the entries of a backup where they belong.
type loading struct {
	store  *Store
	tables map[string]*TableDump
	files  map[string]FileDump
}

func (l *loading) take(ctx context.Context, name string, content io.Reader) error {
	switch table, isTable := tableOf(name); {
	case isTable:
		return l.store.loadPiece(ctx, l.tables[table], content)
	case isAttachment(name):
		sum := sha256.New()
		if err := writeFile(filepath.Join(l.store.config.Folder, filepath.FromSlash(name)), io.TeeReader(content, sum)); err != nil {
			return err
		}
		if !bytes.Equal(sum.Sum(nil), l.files[name].SHA256) {
			return damaged(errors.New("the file " + name + " has changed since it was checked"))
		}
	}
	return nil
}

// parametersAtOnce is below what both databases take in one statement.
const parametersAtOnce = 16_000

// loadPiece writes one piece of a table in one transaction.
func (s *Store) loadPiece(ctx context.Context, t *TableDump, content io.Reader) error {
	if t == nil {
		return errors.New("a table that the manifest does not name")
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	width := len(t.Columns)
	args := make([]any, 0, parametersAtOnce+width)
	err = eachLine(content, func(line []byte) error {
		row, err := t.decode(line)
		if err != nil {
			return err
		}
		if args = append(args, row...); len(args)+width <= parametersAtOnce {
			return nil
		}
		err = t.insert(ctx, tx, args)
		args = args[:0]
		return err
	})
	if err == nil && len(args) > 0 {
		err = t.insert(ctx, tx, args)
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

func (t *TableDump) insert(ctx context.Context, tx *sql.Tx, args []any) error {
	var b strings.Builder
	b.WriteString("INSERT INTO " + quote(t.Name) + " (" + t.list() + ") VALUES ")
	for at := 1; at <= len(args); at += len(t.Columns) {
		if at > 1 {
			b.WriteString(", ")
		}
		b.WriteString("(" + places(at, len(t.Columns)) + ")")
	}
	_, err := tx.ExecContext(ctx, b.String(), args...)
	return err
}

func writeFile(path string, content io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, content)
	return errors.Join(err, f.Sync(), f.Close())
}

// restoreKeys believes the keys that the backup believed, and takes the one that went along; else a
// new key is made at the next seal.
func (s *Store) restoreKeys(m *Manifest, private ed25519.PrivateKey) error {
	folder := filepath.Join(s.config.Folder, auditFolder)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fault.Wrap("store.restore", err)
	}
	for _, key := range m.Trusted {
		if err := s.trust(key); err != nil {
			return err
		}
	}
	if private != nil {
		if err := s.keepKey(&auditKeys{folder: folder}, private); err != nil {
			return err
		}
	}
	for _, seal := range m.Seals {
		if err := s.writeMark(seal); err != nil {
			return err
		}
	}
	return nil
}

// unlock gives the key that went along, nil when there is none or no passphrase for it.
func (m *Manifest) unlock(passphrase []byte) (ed25519.PrivateKey, error) {
	if len(passphrase) == 0 {
		return nil, nil
	}
	return unlockKey(m.locked, passphrase)
}

// compareTables reads everything back.
func (s *Store) compareTables(ctx context.Context, m *Manifest) error {
	tx, err := s.snapshot(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, t := range m.Tables {
		have := TableDump{Name: t.Name, Columns: t.Columns, Key: t.Key}
		if err := have.read(ctx, tx, func([]byte) error { return nil }); err != nil {
			return fault.Wrap("store.restore", err)
		}
		if have.Rows != t.Rows || !slices.Equal(have.SHA256, t.SHA256) {
			return fault.New(fault.Internal, "store.restore", "restore-differs", "table", t.Name, "rows", t.Rows, "found", have.Rows)
		}
	}
	return nil
}
