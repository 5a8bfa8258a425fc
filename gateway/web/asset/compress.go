package asset

import (
	"bytes"
	"compress/gzip"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
)

// brotliLevel is the highest that still builds in a few tens of milliseconds; 11 takes ten times as long for 3 % less.
const brotliLevel = 9

func (s *Set) compress() {
	for _, f := range s.files {
		if f.kind == "font/woff2" {
			continue // is brotli inside already
		}
		f.gzip = shorter(f.plain, gzipped(f.plain))
		f.brotli = shorter(f.plain, brotlied(f.plain))
	}
}

// shorter keeps an encoding only where it saves something.
func shorter(plain, encoded []byte) []byte {
	if len(encoded) >= len(plain) {
		return nil
	}
	return encoded
}

func gzipped(plain []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression) // the level is valid
	_, _ = w.Write(plain)                                   // a bytes.Buffer does not fail
	_ = w.Close()
	return out.Bytes()
}

func brotlied(plain []byte) []byte {
	var out bytes.Buffer
	w := brotli.NewWriterLevel(&out, brotliLevel)
	_, _ = w.Write(plain) // a bytes.Buffer does not fail
	_ = w.Close()
	return out.Bytes()
}

// choose picks the encoding for an Accept-Encoding header (RFC 9110, section 12.5.3): brotli, then gzip, then none.
func (f *file) choose(accept string) string {
	if f.brotli != nil && accepts(accept, "br") {
		return "br"
	}
	if f.gzip != nil && accepts(accept, "gzip") {
		return "gzip"
	}
	return ""
}

func (f *file) in(encoding string) []byte {
	switch {
	case encoding == "br" && f.brotli != nil:
		return f.brotli
	case encoding == "gzip" && f.gzip != nil:
		return f.gzip
	}
	return f.plain
}

func accepts(header, coding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, parameters, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(name), coding) {
			continue
		}
		quality, found := strings.CutPrefix(strings.TrimSpace(parameters), "q=")
		if !found {
			return true
		}
		value, err := strconv.ParseFloat(quality, 64)
		return err == nil && value > 0
	}
	return false
}
