package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"slices"
)

// Delta is one field's change: the canonical encodings of the value before and after. A side that
// was erased is nil; its digest stands for it, so that the version's hash can still be computed.
type Delta struct {
	Old, New json.RawMessage
	Erased   bool // a side was erased

	salt          []byte // both sides draw their salts from it; gone once a side is erased
	before, after trace
}

// trace is what a side keeps once one of the two was erased: the erased one its digest, the other
// one its salt.
type trace struct{ Salt, Digest []byte }

const saltSize = 12

var (
	nothing   = json.RawMessage("null")
	noDigest  = make([]byte, sha256.Size) // of a side without a value: there is nothing to hide
	errDelta  = errors.New("audit: a field's change cannot be read")
	oldsDraw  = []byte{0}
	newsDraw  = []byte{1}
	erasedTag = []byte(`{"erased":"`)
	keptTag   = []byte(`{"salt":"`)
)

// draw gives one side's salt. Each side has its own, so that the salt that stays with one side says
// nothing about an erased value on the other.
func draw(salt, side []byte) []byte {
	var room [2 * saltSize]byte
	sum := sha256.Sum256(append(append(room[:0], salt...), side...))
	return sum[:saltSize]
}

func salted(salt []byte, content json.RawMessage) []byte {
	if bytes.Equal(content, nothing) {
		return noDigest
	}
	var room [256]byte
	sum := sha256.Sum256(append(append(room[:0], salt...), content...))
	return sum[:]
}

func (d Delta) oldDigest() []byte { return sideDigest(d.Old, d.salt, oldsDraw, d.before) }
func (d Delta) newDigest() []byte { return sideDigest(d.New, d.salt, newsDraw, d.after) }

func sideDigest(content json.RawMessage, salt, side []byte, t trace) []byte {
	switch {
	case content == nil:
		return t.Digest
	case bytes.Equal(content, nothing):
		return noDigest
	case salt != nil:
		return salted(draw(salt, side), content)
	}
	return salted(t.Salt, content)
}

// erase takes the values of sides away for good. A side without a value has nothing to take.
func (d Delta) erase(before, after bool) Delta {
	out := Delta{Old: d.Old, New: d.New, Erased: d.Erased, before: d.before, after: d.after}
	before = before && d.Old != nil && !bytes.Equal(d.Old, nothing)
	after = after && d.New != nil && !bytes.Equal(d.New, nothing)
	if !before && !after {
		return d
	}
	if d.salt != nil {
		out.before, out.after = trace{Salt: draw(d.salt, oldsDraw)}, trace{Salt: draw(d.salt, newsDraw)}
	}
	if before {
		out.Old, out.before = nil, trace{Digest: d.oldDigest()}
	}
	if after {
		out.New, out.after = nil, trace{Digest: d.newDigest()}
	}
	out.Erased = true
	return out
}

// encodeDeltas writes {"field":[old,new,"salt"]}; of a field with an erased side
// {"field":[old,new,{"erased":digest}|{"salt":salt},{...}]}, where an erased value stands as null.
func encodeDeltas(changes map[string]Delta) []byte {
	b := []byte{'{'}
	for i, n := range slices.Sorted(maps.Keys(changes)) {
		if i > 0 {
			b = append(b, ',')
		}
		d := changes[n]
		b = append(append(append(b, '"'), n...), `":[`...)
		b = append(appendSide(b, d.Old), ',')
		b = appendSide(b, d.New)
		if d.salt != nil {
			b = base64.RawStdEncoding.AppendEncode(append(b, `,"`...), d.salt)
			b = append(b, `"]`...)
			continue
		}
		b = appendTrace(append(b, ','), d.before)
		b = append(appendTrace(append(b, ','), d.after), ']')
	}
	return append(b, '}')
}

func appendSide(b []byte, content json.RawMessage) []byte {
	if content == nil {
		return append(b, nothing...)
	}
	return append(b, content...)
}

func appendTrace(b []byte, t trace) []byte {
	tag, content := keptTag, t.Salt
	if t.Digest != nil {
		tag, content = erasedTag, t.Digest
	}
	b = base64.RawStdEncoding.AppendEncode(append(b, tag...), content)
	return append(b, `"}`...)
}

func decodeDeltas(raw []byte) (map[string]Delta, error) {
	var parts map[string][]json.RawMessage
	if err := json.Unmarshal(raw, &parts); err != nil {
		return nil, errors.Join(errDelta, err)
	}
	out := make(map[string]Delta, len(parts))
	for n, p := range parts {
		d, err := decodeDelta(p)
		if err != nil {
			return nil, err
		}
		out[n] = d
	}
	return out, nil
}

func decodeDelta(p []json.RawMessage) (Delta, error) {
	switch len(p) {
	case 3:
		var salt string
		err := json.Unmarshal(p[2], &salt)
		d := Delta{Old: p[0], New: p[1], salt: unbase(salt)}
		if err != nil || len(d.salt) == 0 {
			return d, errDelta
		}
		return d, nil
	case 4:
		d := Delta{Old: p[0], New: p[1], Erased: true}
		var ok, ok2 bool
		d.before, ok = decodeTrace(p[2])
		d.after, ok2 = decodeTrace(p[3])
		if !ok || !ok2 {
			return d, errDelta
		}
		if d.before.Digest != nil {
			d.Old = nil
		}
		if d.after.Digest != nil {
			d.New = nil
		}
		return d, nil
	}
	return Delta{}, errDelta
}

func decodeTrace(raw json.RawMessage) (trace, bool) {
	var t struct{ Erased, Salt string }
	if json.Unmarshal(raw, &t) != nil {
		return trace{}, false
	}
	out := trace{Salt: unbase(t.Salt), Digest: unbase(t.Erased)}
	return out, len(out.Digest) == sha256.Size || len(out.Salt) > 0
}

func unbase(s string) []byte {
	b, err := base64.RawStdEncoding.DecodeString(s)
	if err != nil || s == "" {
		return nil
	}
	return b
}
