package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"sort"
	"strconv"

	"steward/kernel/record"
)

// Entry is what the audit says of a version beside the values.
type Entry struct {
	RecordedAt int64 // microseconds UTC
	HappenedAt int64 // microseconds UTC; of an import the time in the source, else RecordedAt
	Actor      string
	Gateway    string
	Reason     string
	Because    string // the rule that made the change
	Batch      string // an import or bulk edit that can be undone as one
}

// Version is one audit row: what changed in a record, when, by whom.
type Version struct {
	House, Type, Record string
	Number              int64
	Operation           Operation
	Entry
	Changes map[string]Delta // by field name
	Hash    []byte
	Seal    int64 // number of the seal that covers it, 0 for none yet
}

// Delta is one field's change. After an erasure Old and New are nil and the digests stand for them.
type Delta struct {
	Old, New             json.RawMessage
	Salt                 []byte
	OldDigest, NewDigest []byte
	Erased               bool
}

// The audit's hash of a version covers the hash of the record's previous version, the entry, and of
// each field the salted digest of the old and the new value. So writers of different records never
// queue behind one another, and a value and its salt can be erased while the chain still verifies.

const saltSize = 12

func (s *Store) audit(ctx context.Context, tx querier, house string, c *Change) error {
	v := Version{House: house, Type: c.Type.Name, Record: c.ID, Number: c.Values[record.SlotVersion].Int(), Operation: c.Operation,
		Entry: c.Entry, Changes: s.deltas(c)}
	previous, err := previousHash(ctx, tx, house, c)
	if err != nil {
		return err
	}
	v.Hash = v.digest(previous)
	_, err = tx.ExecContext(ctx, `INSERT INTO "audit" ("house", "record", "version", "type", "operation", "recorded_at", "happened_at", "actor", "gateway", "reason", "because", "batch", "changes", "hash") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		house, c.ID, v.Number, v.Type, string(v.Operation), v.RecordedAt, v.HappenedAt, orNull(v.Actor), v.Gateway, orNull(v.Reason), orNull(v.Because), orNull(v.Batch), string(encodeDeltas(v.Changes)), v.Hash)
	return err
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func previousHash(ctx context.Context, tx querier, house string, c *Change) ([]byte, error) {
	if c.Operation == Insert && c.Base == 0 {
		return nil, nil
	}
	var hash []byte
	err := tx.QueryRowContext(ctx, `SELECT "hash" FROM "audit" WHERE "house" = $1 AND "record" = $2 ORDER BY "version" DESC LIMIT 1`, house, c.ID).Scan(&hash)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return hash, err
}

// deltas lists what the change does to each field but the ones that the version itself says.
func (s *Store) deltas(c *Change) map[string]Delta {
	defs := c.Type.Defs()
	out := map[string]Delta{}
	add := func(slot int) {
		if slot == record.SlotID || slot == record.SlotVersion || slot == record.SlotUpdatedAt || slot == record.SlotUpdatedBy {
			return
		}
		salt := make([]byte, saltSize)
		s.config.Random(salt)
		delta := Delta{Old: encoded(defs[slot], c.Old, slot), New: json.RawMessage("null"), Salt: salt}
		if c.Operation != Delete {
			delta.New = encoded(defs[slot], c.Values, slot)
		}
		out[defs[slot].Name] = delta
	}
	if c.Operation == Update {
		for _, slot := range c.Slots {
			add(slot)
		}
		return out
	}
	values := c.Values
	if c.Operation == Delete {
		values = c.Old
	}
	for slot := range defs {
		if !values[slot].IsEmpty() {
			add(slot)
		}
	}
	return out
}

func (v *Version) digest(previous []byte) []byte {
	h := sha256.New()
	h.Write(previous)
	for _, part := range []string{v.House, v.Type, v.Record, strconv.FormatInt(v.Number, 10), string(v.Operation), strconv.FormatInt(v.RecordedAt, 10),
		strconv.FormatInt(v.HappenedAt, 10), v.Actor, v.Gateway, v.Reason, v.Because, v.Batch} {
		h.Write([]byte(strconv.Itoa(len(part))))
		h.Write([]byte{':'})
		h.Write([]byte(part))
	}
	names := make([]string, 0, len(v.Changes))
	for n := range v.Changes {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		d := v.Changes[n]
		h.Write([]byte(n))
		h.Write([]byte{0})
		h.Write(d.oldDigest())
		h.Write(d.newDigest())
	}
	return h.Sum(nil)
}

func (d Delta) oldDigest() []byte {
	if d.Erased {
		return d.OldDigest
	}
	return salted(d.Salt, d.Old)
}

func (d Delta) newDigest() []byte {
	if d.Erased {
		return d.NewDigest
	}
	return salted(d.Salt, d.New)
}

func salted(salt []byte, content json.RawMessage) []byte {
	sum := sha256.Sum256(append(append([]byte{}, salt...), content...))
	return sum[:]
}

// encodeDeltas writes {"field":[old,new,"salt"]}, an erased one as {"field":["digest","digest"]}.
func encodeDeltas(changes map[string]Delta) []byte {
	names := make([]string, 0, len(changes))
	for n := range changes {
		names = append(names, n)
	}
	sort.Strings(names)
	b := []byte{'{'}
	b64 := base64.RawStdEncoding
	for i, n := range names {
		if i > 0 {
			b = append(b, ',')
		}
		d := changes[n]
		b = append(b, '"')
		b = append(b, n...)
		b = append(b, `":[`...)
		if d.Erased {
			b = append(b, '"')
			b = b64.AppendEncode(b, d.OldDigest)
			b = append(b, `","`...)
			b = b64.AppendEncode(b, d.NewDigest)
			b = append(b, `"]`...)
			continue
		}
		b = append(append(append(append(b, d.Old...), ','), d.New...), `,"`...)
		b = b64.AppendEncode(b, d.Salt)
		b = append(b, `"]`...)
	}
	return append(b, '}')
}

func decodeDeltas(raw []byte) (map[string]Delta, error) {
	var parts map[string][]json.RawMessage
	if err := json.Unmarshal(raw, &parts); err != nil {
		return nil, err
	}
	out := make(map[string]Delta, len(parts))
	for n, p := range parts {
		var d Delta
		switch len(p) {
		case 2:
			d = Delta{Erased: true, OldDigest: unbase(p[0]), NewDigest: unbase(p[1])}
		case 3:
			d = Delta{Old: p[0], New: p[1], Salt: unbase(p[2])}
		default:
			return nil, errors.New("audit: a field's change has neither two nor three parts")
		}
		out[n] = d
	}
	return out, nil
}

func unbase(raw json.RawMessage) []byte {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return nil
	}
	b, _ := base64.RawStdEncoding.DecodeString(s)
	return b
}
