//go:build realdata

package letter

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// archive gives the files of one of the archives of real mails.
func archive(t *testing.T, name string) map[string][]byte {
	t.Helper()
	f, err := os.Open(filepath.Join(os.Getenv("STEWARD_REALDATA"), "mail", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	out, r := map[string][]byte{}, tar.NewReader(z)
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			if out[h.Name], err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestRealMailsAreRead: each ends with a letter, in real characters.
func TestRealMailsAreRead(t *testing.T) {
	for _, name := range []string{"easy-ham-2.tar.gz", "spam-1.tar.gz", "enmime.tar.gz", "talon.tar.gz", "bounces-dos-mac.tar.gz"} {
		read, unreadable, replaced, empty := 0, 0, 0, 0
		natures := map[Nature]int{}
		for path, raw := range archive(t, name) {
			mail := strings.HasSuffix(path, ".raw") || strings.HasSuffix(path, ".eml") || strings.HasSuffix(path, ".txt")
			if !mail || len(raw) == 0 {
				continue
			}
			l, err := Read(raw)
			if err != nil {
				unreadable++
				t.Logf("%s: %v", path, err)
				continue
			}
			read++
			natures[l.Nature]++
			for _, s := range []string{l.Subject, l.Text, l.Own, l.Quoted, l.From.Name, l.From.Address} {
				if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
					t.Errorf("%s: not UTF-8", path)
				}
			}
			if strings.ContainsRune(l.Text, '\uFFFD') {
				replaced++
			}
			if strings.TrimSpace(l.Text) == "" && len(l.Files) == 0 {
				empty++
			}
		}
		t.Logf("%s: %d read, %d unreadable, %d with a character that could not be told, %d without text and files; person %d, machine %d, automatic answer %d, bounce %d",
			name, read, unreadable, replaced, empty, natures[ByPerson], natures[ByMachine], natures[AutoReply], natures[Bounce])
	}
}

// TestRealRepliesAreParted holds the parting to the texts that people marked.
func TestRealRepliesAreParted(t *testing.T) {
	files := archive(t, "talon.tar.gz")
	right, all := 0, 0
	for path, raw := range files {
		if !strings.Contains(path, "standard_replies/") || !strings.HasSuffix(path, ".eml") {
			continue
		}
		want := "Hello"
		if marked, ok := files[strings.TrimSuffix(path, ".eml")+"_reply_text"]; ok {
			want = string(marked)
		}
		l, err := Read(raw)
		if err != nil {
			t.Fatal(err)
		}
		all++
		if got := squeezed(l.Own); got == squeezed(want) {
			right++
		} else {
			t.Logf("%s: %q, want %q", path, got, squeezed(want))
		}
	}
	t.Logf("%d of %d replies are parted as people did", right, all)
	if all == 0 || right*10 < all*8 {
		t.Errorf("only %d of %d", right, all)
	}
}

func squeezed(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer(`\`, "", "\u00a0", " ").Replace(s)), " ")
}
