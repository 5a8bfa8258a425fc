package store

import (
	"bytes"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"steward/kernel/fault"
)

// The folder "audit" in the data folder holds what must not lie in the database: the key that signs
// seals and erasures, the public keys that are believed, the newest seal of each house (so that a
// cut tail is found), and the log of erasures (so that a restore can repeat them).
const auditFolder = "audit"

// auditKeys signs, and knows whose signatures are believed.
type auditKeys struct {
	folder  string
	private ed25519.PrivateKey
	trusted [][]byte
}

func (k *auditKeys) public() []byte               { return k.private.Public().(ed25519.PublicKey) }
func (k *auditKeys) sign(content []byte) []byte   { return ed25519.Sign(k.private, content) }
func (k *auditKeys) trusts(public []byte) bool    { return trusts(k.trusted, public) }
func trusts(trusted [][]byte, public []byte) bool { return contains(trusted, public) }

func contains(list [][]byte, b []byte) bool {
	for _, l := range list {
		if bytes.Equal(l, b) {
			return true
		}
	}
	return false
}

// fingerprint is the name of a public key that a person can compare.
func fingerprint(public []byte) string { return hex.EncodeToString(public) }

// openKeys reads the key, and makes one where there is none yet.
func (s *Store) openKeys() (*auditKeys, error) {
	k := &auditKeys{folder: filepath.Join(s.config.Folder, auditFolder)}
	if err := os.MkdirAll(k.folder, 0o700); err != nil {
		return nil, fault.Wrap("store.audit-key", err)
	}
	raw, err := os.ReadFile(filepath.Join(k.folder, "key"))
	if errors.Is(err, fs.ErrNotExist) {
		return k, s.makeKey(k)
	}
	if err != nil {
		return nil, fault.Wrap("store.audit-key", err)
	}
	if k.private, err = parseKey(raw); err != nil {
		return nil, fault.Wrap("store.audit-key", err)
	}
	k.trusted, err = s.trustedKeys()
	return k, err
}

func parseKey(raw []byte) (ed25519.PrivateKey, error) {
	block, _ := pem.Decode(raw)
	if block == nil {
		return nil, errors.New("the audit key is not PEM")
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	private, ok := key.(ed25519.PrivateKey)
	if !ok {
		return nil, errors.New("the audit key is not an Ed25519 key")
	}
	return private, nil
}

func (s *Store) makeKey(k *auditKeys) error {
	seed := make([]byte, ed25519.SeedSize)
	s.config.Random(seed)
	return s.keepKey(k, ed25519.NewKeyFromSeed(seed))
}

func (s *Store) keepKey(k *auditKeys, private ed25519.PrivateKey) error {
	raw, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return fault.Wrap("store.audit-key", err)
	}
	k.private = private
	if err := writeDurably(filepath.Join(k.folder, "key"), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw})); err != nil {
		return fault.Wrap("store.audit-key", err)
	}
	if err := s.trust(k.public()); err != nil {
		return err
	}
	k.trusted, err = s.trustedKeys()
	return err
}

// trust adds a public key to those whose signatures are believed.
func (s *Store) trust(public []byte) error {
	known, err := s.trustedKeys()
	if err != nil || contains(known, public) {
		return err
	}
	var b strings.Builder
	for _, k := range append(known, public) {
		b.WriteString(base64.StdEncoding.EncodeToString(k) + "\n")
	}
	return fault.Wrap("store.audit-key", writeDurably(filepath.Join(s.config.Folder, auditFolder, "trusted"), []byte(b.String())))
}

func (s *Store) trustedKeys() ([][]byte, error) {
	raw, err := os.ReadFile(filepath.Join(s.config.Folder, auditFolder, "trusted"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var out [][]byte
	for line := range strings.Lines(string(raw)) {
		key, e := base64.StdEncoding.DecodeString(strings.TrimSpace(line))
		if e != nil || len(key) != ed25519.PublicKeySize {
			return nil, fault.Wrap("store.audit-key", errors.Join(errors.New("the list of trusted keys cannot be read"), e))
		}
		out = append(out, key)
	}
	return out, fault.Wrap("store.audit-key", err)
}

// houseFile names a house's file in the audit folder.
func (s *Store) houseFile(house, ending string) string {
	return filepath.Join(s.config.Folder, auditFolder, url.PathEscape(house)+ending)
}

// writeMark keeps the newest seal outside the database.
func (s *Store) writeMark(seal *Seal) error {
	raw, err := json.Marshal(seal)
	if err != nil {
		return fault.Wrap("store.audit-mark", err)
	}
	return fault.Wrap("store.audit-mark", writeDurably(s.houseFile(seal.House, ".mark"), append(raw, '\n')))
}

// readMark gives the newest seal that this data folder knows of, nil for none.
func (s *Store) readMark(house string) (*Seal, error) {
	raw, err := os.ReadFile(s.houseFile(house, ".mark"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.Wrap("store.audit-mark", err)
	}
	var seal Seal
	return &seal, fault.Wrap("store.audit-mark", json.Unmarshal(raw, &seal))
}

// writeDurably replaces a file, so that after a crash either the old or the new content is there.
// Only the owner may read it.
func writeDurably(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(content)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer folder.Close()
	_ = folder.Sync() // not every file system can; the rename itself is whole anyway
	return nil
}
