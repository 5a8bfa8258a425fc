package store

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"steward/kernel/fault"
)

// A backup is one file: a tar archive, compressed with gzip, the same from either database. It holds
// pieces of tables (a JSON list a row), the attached files, and at its end a signed manifest of what
// all of it comes to. What can be derived, such as the search index, is left out.

// BackupFormat is the number of the newest format of backups.
const BackupFormat = 1

// AttachmentFolder is the folder in the data folder that holds the content of attached files.
const AttachmentFolder = "files"

// Manifest says what a backup holds.
type Manifest struct {
	Format   int          `json:"format"`
	Schema   int          `json:"schema"`   // the database's format; see Format
	Database string       `json:"database"` // the kind that it was taken from: sqlite or postgres
	TakenAt  int64        `json:"taken_at"` // microseconds UTC
	Tables   []*TableDump `json:"tables"`
	Files    []FileDump   `json:"files"`
	Seals    []*Seal      `json:"seals"`   // the newest seal of each house
	Trusted  [][]byte     `json:"trusted"` // public keys whose seals and erasures are believed
	Key      []byte       `json:"key"`     // public key of the signature

	locked []byte // the key that signs the audit, where it goes along
}

// FileDump is one attached file, or the sealed keys.
type FileDump struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 []byte `json:"sha256"`
}

// Fingerprint names the key that signed the backup.
func (m *Manifest) Fingerprint() string { return fingerprint(m.Key) }

// Fits refuses a backup that has seen a later data move than the program knows.
func (m *Manifest) Fits(format int) error {
	if m.Schema > format {
		return fault.New(fault.Invalid, "store.restore", "backup-newer", "backup", m.Schema, "program", format)
	}
	return nil
}

// Rows counts the rows of all tables.
func (m *Manifest) Rows() int64 {
	n := int64(0)
	for _, t := range m.Tables {
		n += t.Rows
	}
	return n
}

const (
	manifestEntry  = "manifest.json"
	signatureEntry = "manifest.sig"
	keysEntry      = "keys.sealed"
	pieceBytes     = 4 << 20
)

// Backup writes one moment of the database, and the attached files, while others write on. With a
// passphrase the key that signs the audit goes along, locked by it.
func (s *Store) Backup(ctx context.Context, to io.Writer, passphrase []byte) (*Manifest, error) {
	keys, err := s.openKeys()
	if err != nil {
		return nil, err
	}
	packed, err := gzip.NewWriterLevel(to, gzip.BestSpeed)
	if err != nil {
		return nil, fault.Wrap("store.backup", err)
	}
	b := &backup{store: s, tar: tar.NewWriter(packed), manifest: &Manifest{Format: BackupFormat, Database: s.Database(), TakenAt: s.config.Now().UnixMicro(), Trusted: keys.trusted, Key: keys.public()}}
	err = b.tables(ctx)
	if err == nil {
		err = b.files(ctx)
	}
	if err == nil && len(passphrase) > 0 {
		err = b.keys(keys, passphrase)
	}
	if err == nil {
		err = b.sign(keys)
	}
	if err == nil {
		err = b.tar.Close()
	}
	if err == nil {
		err = packed.Close()
	}
	return b.manifest, fault.Wrap("store.backup", err)
}

type backup struct {
	store    *Store
	tar      *tar.Writer
	manifest *Manifest
}

func (b *backup) entry(name string, content []byte) error {
	head := &tar.Header{Name: name, Mode: 0o600, Size: int64(len(content)), Format: tar.FormatPAX}
	if err := b.tar.WriteHeader(head); err != nil {
		return err
	}
	_, err := b.tar.Write(content)
	return err
}

func (b *backup) tables(ctx context.Context) error {
	tx, err := b.store.snapshot(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if b.manifest.Schema, err = formatOf(ctx, tx); err != nil {
		return err
	}
	if b.manifest.Tables, err = b.store.structure(ctx, tx); err != nil {
		return err
	}
	for _, t := range b.manifest.Tables {
		piece, n := bytes.Buffer{}, 0
		flush := func() error {
			if piece.Len() == 0 {
				return nil
			}
			n++
			err := b.entry(fmt.Sprintf("table/%s/%06d", t.Name, n), piece.Bytes())
			piece.Reset()
			return err
		}
		err := t.read(ctx, tx, func(line []byte) error {
			if piece.Len() > 0 && piece.Len()+len(line) > pieceBytes {
				if err := flush(); err != nil {
					return err
				}
			}
			piece.Write(line)
			return nil
		})
		if err == nil {
			err = flush()
		}
		if err != nil {
			return err
		}
	}
	b.manifest.Seals, err = readSeals(tx.QueryContext(ctx, `SELECT `+sealColumns+` FROM "seal" AS s WHERE "number" = (SELECT MAX("number") FROM "seal" WHERE "house" = s."house") ORDER BY "house"`))
	return err
}

// files copies the attached files. They are written before the records that name them, so that all
// that the snapshot names are there.
func (b *backup) files(ctx context.Context) error {
	root := filepath.Join(b.store.config.Folder, AttachmentFolder)
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if os.IsNotExist(err) && path == root {
			return nil
		}
		if err == nil && d.IsDir() && d.Name() == comingFolder {
			return fs.SkipDir // nobody refers to what is still being written
		}
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		name, err := filepath.Rel(b.store.config.Folder, path)
		if err != nil {
			return err
		}
		return b.file(filepath.ToSlash(name), path)
	})
}

func (b *backup) file(name, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := b.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: info.Size(), Format: tar.FormatPAX}); err != nil {
		return err
	}
	sum := sha256.New()
	size, err := io.Copy(io.MultiWriter(b.tar, sum), f)
	b.manifest.Files = append(b.manifest.Files, FileDump{Name: name, Size: size, SHA256: sum.Sum(nil)})
	return err
}

func (b *backup) keys(k *auditKeys, passphrase []byte) error {
	locked, err := lockKey(k.private, passphrase, b.store.config.Random)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(locked)
	b.manifest.Files = append(b.manifest.Files, FileDump{Name: keysEntry, Size: int64(len(locked)), SHA256: sum[:]})
	return b.entry(keysEntry, locked)
}

func (b *backup) sign(k *auditKeys) error {
	raw, err := json.MarshalIndent(b.manifest, "", " ")
	if err != nil {
		return err
	}
	if err := b.entry(manifestEntry, raw); err != nil {
		return err
	}
	return b.entry(signatureEntry, k.sign(manifestContent(raw)))
}

func manifestContent(raw []byte) []byte { return append([]byte("steward backup 1\n"), raw...) }

func (m *Manifest) signed(raw, signature []byte) bool {
	return len(m.Key) == ed25519.PublicKeySize && ed25519.Verify(m.Key, manifestContent(raw), signature)
}
