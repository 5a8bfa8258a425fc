package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"strconv"
	"strings"

	"steward/kernel/engine"
	"steward/kernel/fault"
)

// body reads the request's JSON into a value and keeps a digest of it for idempotency.
func (c *call) body(into any) (fingerprint string, err error) {
	if kind, _, err := mime.ParseMediaType(c.r.Header.Get("Content-Type")); err != nil || (kind != "application/json" && kind != "application/merge-patch+json") {
		return "", fault.New(fault.Invalid, "api", "not-json-type")
	}
	raw, err := io.ReadAll(c.r.Body)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(append([]byte(c.r.Method+" "+c.r.URL.Path+"\n"), raw...))
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if err := decoder.Decode(into); err != nil {
		return "", badJSON(err, decoder.InputOffset())
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return "", fault.New(fault.Invalid, "api", "more-than-one-json")
	}
	return hex.EncodeToString(sum[:16]), nil
}

// bare gives the options of a request without a body: its address is all that it asks.
func (c *call) bare() (engine.Options, error) {
	sum := sha256.Sum256([]byte(c.r.Method + " " + c.r.URL.Path))
	return c.options(hex.EncodeToString(sum[:16]))
}

func badJSON(err error, read int64) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fault.New(fault.Invalid, "api", "bad-json", "at", syntax.Offset).Because(err)
	}
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return fault.New(fault.Invalid, "api", "json-not-object", "at", kind.Offset).Because(err)
	}
	return fault.New(fault.Invalid, "api", "bad-json", "at", read).Because(err)
}

// values reads an object of field values; null empties a field.
func (c *call) values() (map[string]any, string, error) {
	var values map[string]any
	fingerprint, err := c.body(&values)
	if err == nil && values == nil {
		err = fault.New(fault.Invalid, "api", "json-not-object", "at", 0)
	}
	return values, fingerprint, err
}

// options reads the idempotency key.
func (c *call) options(fingerprint string) (engine.Options, error) {
	key := c.r.Header.Get("Idempotency-Key")
	if len(key) > 200 {
		return engine.Options{}, fault.New(fault.Invalid, "api", "key-too-long", "most", 200)
	}
	return engine.Options{Key: key, Fingerprint: fingerprint}, nil
}

// ifMatch reads the version that the client saw; 0 when it does not say.
func (c *call) ifMatch() (int64, error) {
	h := strings.TrimSpace(c.r.Header.Get("If-Match"))
	if h == "" || h == "*" {
		return 0, nil
	}
	n, err := strconv.ParseInt(strings.Trim(strings.TrimPrefix(h, "W/"), `"`), 10, 64)
	if err != nil || n <= 0 {
		return 0, fault.New(fault.Invalid, "api", "bad-if-match", "given", h)
	}
	return n, nil
}
