package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// Entry is what the audit says of a version beside the values.
type Entry struct {
	RecordedAt int64 // microseconds UTC
	HappenedAt int64 // microseconds UTC; of an import the time in the source, else RecordedAt
	Actor      string
	Gateway    string
	Reason     string
	Because    string   // the rule that made the change
	Batch      string   // an import or bulk edit that can be undone as one
	Effects    []string // what the change put into the outbox, each as topic/id of the line
}

// Version is one audit row: what changed in a record, when, by whom.
type Version struct {
	House, Type, Record string
	Number              int64
	Operation           Operation
	Entry
	Changes  map[string]Delta // by the name under which the field is stored
	Hash     []byte
	Position int64 // where it stands in the order of transactions; see Seal
}

// The audit's hash of a version covers the hash of the record's previous version, the entry, and of
// each field the salted digest of the old and the new value. So writers of different records never
// queue behind one another, and a value and its salt can be erased while the chain still verifies.

// encode makes what the audit will hold of each change, as far as it can be made before the writer's
// turn: what one caller encodes, the next does beside it.
func (s *Store) encode(w *Write) {
	for i := range w.Changes {
		c := &w.Changes[i]
		v := c.audited(w.House)
		v.Changes = s.deltas(c)
		c.encoded, c.sealed = string(encodeDeltas(v.Changes)), v.content()
	}
}

// audited gives the version that a change makes, without its fields.
func (c *Change) audited(house string) Version {
	return Version{House: house, Type: c.Type.Name, Record: c.ID, Number: c.version(), Operation: c.Operation, Entry: c.Entry}
}

// audit adds the row of every version that the write makes, each chained to the one before.
func (s *Store) audit(ctx context.Context, tx querier, w *Write) error {
	if len(w.Changes) == 0 {
		return nil
	}
	position, err := s.dialect.positionNow(ctx, tx, w.House, s.base.Load())
	if err != nil {
		return err
	}
	made := make(map[string][]byte, len(w.Changes)) // id -> hash of its newest version
	args := make([]any, 0, min(len(w.Changes), versionsAStatement)*auditWidth)
	for i := range w.Changes {
		c := &w.Changes[i]
		previous, known := made[c.ID]
		if !known {
			var err error
			if previous, err = previousHash(ctx, tx, w.House, c); err != nil {
				return err
			}
		}
		v := c.audited(w.House)
		v.Hash = chained(previous, c.sealed)
		made[c.ID] = v.Hash
		args = append(args, v.House, v.Record, v.Number, v.Type, string(v.Operation), v.RecordedAt, v.HappenedAt, orNull(v.Actor), v.Gateway,
			orNull(v.Reason), orNull(v.Because), orNull(v.Batch), orNull(v.effects()), c.encoded, v.Hash, position)
		if len(args) < versionsAStatement*auditWidth && i+1 < len(w.Changes) {
			continue
		}
		_, err := tx.ExecContext(ctx, auditInsert(len(args)/auditWidth), args...)
		if _, taken := s.dialect.taken(err); taken {
			return fault.New(fault.Conflict, v.Type+"."+string(v.Operation), "changed-since", "base", v.Number-1).Because(err)
		}
		if err != nil {
			return err
		}
		args = args[:0]
	}
	return nil
}

const (
	auditWidth         = 16 // columns of the audit
	versionsAStatement = 16 // rows that one statement adds: its overhead is that of a row
)

// auditInsert adds some rows to the audit. Those of a transaction share its number.
func auditInsert(rows int) string {
	var b strings.Builder
	b.WriteString(`INSERT INTO "audit" ("house", "record", "version", "type", "operation", "recorded_at", "happened_at", "actor", "gateway", "reason", "because", "batch", "effects", "changes", "hash", "position") VALUES `)
	for i := range rows {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("(" + places(1+i*auditWidth, auditWidth) + ")")
	}
	return b.String()
}

func (v *Version) effects() string { return strings.Join(v.Effects, " ") }

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
	err := tx.QueryRowContext(ctx, `SELECT "hash" FROM "audit" WHERE "house" = $1 AND "record" = $2 AND "version" = $3`, house, c.ID, c.Base).Scan(&hash)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fault.New(fault.Internal, c.Type.Name+"."+string(c.Operation), "audit-gap", "record", c.ID, "version", c.Base)
	}
	return hash, err
}

// deltas lists what the change does to each field but the ones that the version itself says.
func (s *Store) deltas(c *Change) map[string]Delta {
	defs := c.Type.Defs()
	out := make(map[string]Delta, len(c.Slots))
	salts := make([]byte, saltSize*len(defs))
	s.config.Random(salts)
	add := func(slot int) {
		if saidByVersion(slot) {
			return
		}
		salt := salts[slot*saltSize : (slot+1)*saltSize : (slot+1)*saltSize]
		delta := Delta{Old: encoded(defs[slot], c.Old, slot), New: nothing, salt: salt}
		if c.Operation != Delete {
			delta.New = encoded(defs[slot], c.Values, slot)
		}
		out[defs[slot].StoredName()] = delta
	}
	if c.Operation == Update || c.Operation == Redact {
		for _, slot := range c.Slots {
			add(slot)
		}
		return withoutErased(c, out)
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

// withoutErased lets an old value that is being erased leave no more than its digest.
func withoutErased(c *Change, deltas map[string]Delta) map[string]Delta {
	for name := range c.Erase {
		stored := storedName(c.Type, name)
		if d, ok := deltas[stored]; ok {
			deltas[stored] = d.erase(true, false)
		}
	}
	return deltas
}

// saidByVersion tells whether a slot's value is the version's own number, time or actor.
func saidByVersion(slot int) bool {
	return slot == record.SlotID || slot == record.SlotVersion || slot == record.SlotUpdatedAt || slot == record.SlotUpdatedBy
}

// digest is the hash of a version that follows one with the hash previous.
func (v *Version) digest(previous []byte) []byte { return chained(previous, v.content()) }

func chained(previous, content []byte) []byte {
	h := sha256.New()
	h.Write(previous)
	h.Write(content)
	return h.Sum(nil)
}

// content is what a version's hash covers, beside the hash before it.
func (v *Version) content() []byte {
	b := make([]byte, 0, 512+len(v.Changes)*80)
	for _, part := range []string{v.House, v.Type, v.Record, strconv.FormatInt(v.Number, 10), string(v.Operation), strconv.FormatInt(v.RecordedAt, 10),
		strconv.FormatInt(v.HappenedAt, 10), v.Actor, v.Gateway, v.Reason, v.Because, v.Batch, v.effects()} {
		b = append(append(strconv.AppendInt(b, int64(len(part)), 10), ':'), part...)
	}
	for _, n := range slices.Sorted(maps.Keys(v.Changes)) {
		d := v.Changes[n]
		b = append(append(b, n...), 0)
		b = append(append(b, d.oldDigest()...), d.newDigest()...)
	}
	return b
}
