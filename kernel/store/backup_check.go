package store

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"path"
	"strings"

	"steward/kernel/fault"
)

// longestManifest bounds what is read of a manifest, longestRow one row.
const (
	longestManifest = 256 << 20
	longestRow      = 64 << 20
)

// unpacked reads a backup entry by entry.
type unpacked struct {
	file *bufio.Reader
	gzip *gzip.Reader
	tar  *tar.Reader
}

func unpack(from io.Reader) (*unpacked, error) {
	file := bufio.NewReaderSize(from, 1<<20)
	z, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	z.Multistream(false)
	return &unpacked{file: file, gzip: z, tar: tar.NewReader(z)}, nil
}

// each hands every entry to take, and reads to the end, where the checksum of the whole stands.
func (u *unpacked) each(take func(name string, size int64, content io.Reader) error) error {
	for {
		head, err := u.tar.Next()
		if errors.Is(err, io.EOF) {
			if _, err := io.Copy(io.Discard, u.gzip); err != nil {
				return err
			}
			if _, err := u.file.Peek(1); !errors.Is(err, io.EOF) {
				return errors.New("something follows the end")
			}
			return nil
		}
		if err != nil {
			return err
		}
		if head.Typeflag != tar.TypeReg {
			return errors.New("an entry is no file: " + head.Name)
		}
		if err := take(head.Name, head.Size, u.tar); err != nil {
			return err
		}
	}
}

// CheckBackup reads a whole backup and gives its manifest when everything in it is as the manifest
// says: signature, checksums and counts.
func CheckBackup(from io.Reader) (*Manifest, error) {
	c := &checked{tables: map[string]*tally{}, files: map[string]FileDump{}}
	u, err := unpack(from)
	if err == nil {
		err = u.each(c.take)
	}
	if err != nil {
		return nil, damaged(err)
	}
	return c.manifest()
}

func damaged(err error) error {
	return fault.New(fault.Invalid, "store.restore", "backup-damaged").Because(err)
}

// checked is what a backup really holds.
type checked struct {
	tables         map[string]*tally
	files          map[string]FileDump
	raw, signature []byte
	locked         []byte
}

func (c *checked) take(name string, size int64, content io.Reader) (err error) {
	switch table, isTable := tableOf(name); {
	case isTable:
		return c.table(table, content)
	case name == manifestEntry:
		c.raw, err = io.ReadAll(io.LimitReader(content, longestManifest))
	case name == signatureEntry:
		c.signature, err = io.ReadAll(io.LimitReader(content, longestManifest))
	case name == keysEntry, isAttachment(name):
		sum, locked := sha256.New(), bytes.Buffer{}
		to := io.Writer(sum)
		if name == keysEntry {
			content, to = io.LimitReader(content, 1<<10), io.MultiWriter(sum, &locked)
		}
		n, wrong := io.Copy(to, content)
		c.files[name], err = FileDump{Name: name, Size: n, SHA256: sum.Sum(nil)}, wrong
		c.locked = append(c.locked, locked.Bytes()...)
	default:
		return errors.New("an entry that no backup has: " + name)
	}
	return err
}

func tableOf(name string) (string, bool) {
	rest, ok := strings.CutPrefix(name, "table/")
	table, _, piece := strings.Cut(rest, "/")
	return table, ok && piece
}

// isAttachment tells whether the name leads to a file in the folder of attachments and nowhere else.
func isAttachment(name string) bool {
	return strings.HasPrefix(name, AttachmentFolder+"/") && path.Clean(name) == name && !strings.ContainsAny(name, "\\:\x00")
}

func (c *checked) table(name string, content io.Reader) error {
	t := c.tables[name]
	if t == nil {
		t = &tally{sum: sha256.New()}
		c.tables[name] = t
	}
	return eachLine(content, func(line []byte) error {
		t.rows++
		t.sum.Write(line)
		return nil
	})
}

// eachLine hands on every line with its end.
func eachLine(content io.Reader, take func(line []byte) error) error {
	lines := bufio.NewScanner(content)
	lines.Buffer(make([]byte, 64<<10), longestRow)
	lines.Split(func(data []byte, end bool) (int, []byte, error) {
		if i := bytes.IndexByte(data, '\n'); i >= 0 {
			return i + 1, data[:i+1], nil
		}
		if end && len(data) > 0 {
			return 0, nil, io.ErrUnexpectedEOF
		}
		return 0, nil, nil
	})
	for lines.Scan() {
		if err := take(lines.Bytes()); err != nil {
			return err
		}
	}
	return lines.Err()
}

func (c *checked) manifest() (*Manifest, error) {
	var m Manifest
	if err := json.Unmarshal(c.raw, &m); err != nil {
		return nil, damaged(err)
	}
	if m.Format > BackupFormat {
		return nil, fault.New(fault.Invalid, "store.restore", "backup-newer", "backup", m.Format, "program", BackupFormat)
	}
	if !m.signed(c.raw, c.signature) {
		return nil, damaged(errors.New("the signature of the manifest does not fit"))
	}
	for _, t := range m.Tables {
		if !t.fits(c.tables[t.Name]) || !t.sound() {
			return nil, damaged(errors.New("the table " + t.Name + " is not what the manifest says"))
		}
		delete(c.tables, t.Name)
	}
	for _, f := range m.Files {
		if have, ok := c.files[f.Name]; !ok || have.Size != f.Size || !bytes.Equal(have.SHA256, f.SHA256) {
			return nil, damaged(errors.New("the file " + f.Name + " is not what the manifest says"))
		}
		delete(c.files, f.Name)
	}
	if len(c.tables)+len(c.files) > 0 {
		return nil, damaged(errors.New("the backup holds more than the manifest says"))
	}
	m.locked = c.locked
	return &m, nil
}

// sound tells whether names can stand in SQL and kinds are known: a backup is foreign input.
func (t *TableDump) sound() bool {
	ok := soundName(t.Name) && len(t.Columns) > 0 && len(t.Key) > 0
	for _, c := range t.Columns {
		ok = ok && soundName(c.Name) && (c.Kind == textColumn || c.Kind == numberColumn || c.Kind == bytesColumn)
	}
	for _, k := range t.Key {
		ok = ok && soundName(k)
	}
	return ok
}

func soundName(s string) bool {
	return s != "" && len(s) < 200 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// Trusts tells whether the installation that was backed up believed a public key.
func (m *Manifest) Trusts(public []byte) bool { return trusts(m.Trusted, public) }
