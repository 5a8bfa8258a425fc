package store

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/json"
	"slices"
	"strconv"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// Erasure is the tombstone of values that were erased: who took what away, when and why. It is
// signed, so that a value that is missing from the history without one is found.
type Erasure struct {
	House   string `json:"house"`
	Record  string `json:"record"`
	Version int64  `json:"version"` // of the audit row that says so
	Type    string `json:"type"`
	At      int64  `json:"at"` // microseconds UTC
	Actor   string `json:"actor"`
	Reason  string `json:"reason"`
	// Values lists by field name the versions that wrote an erased value.
	Values    map[string][]int64 `json:"values"`
	Key       []byte             `json:"key"`
	Signature []byte             `json:"signature"`
}

// Covers tells whether the value that a version wrote into a field was erased.
func (e *Erasure) Covers(field string, version int64) bool {
	return slices.Contains(e.Values[field], version)
}

func erasures(rows *sql.Rows, err error) ([]*Erasure, error) {
	if err != nil {
		return nil, fault.Wrap("store.erasures", err)
	}
	defer rows.Close()
	var out []*Erasure
	for rows.Next() {
		var e Erasure
		var actor sql.NullString
		var values string
		if err := rows.Scan(&e.House, &e.Record, &e.Version, &e.Type, &e.At, &actor, &e.Reason, &values, &e.Key, &e.Signature); err != nil {
			return nil, fault.Wrap("store.erasures", err)
		}
		e.Actor = actor.String
		if err := json.Unmarshal([]byte(values), &e.Values); err != nil {
			return nil, fault.Wrap("store.erasures", err)
		}
		out = append(out, &e)
	}
	return out, fault.Wrap("store.erasures", rows.Err())
}

func (e *Erasure) values() []byte {
	raw, err := json.Marshal(e.Values) // keys are sorted
	if err != nil {
		return nil
	}
	return raw
}

func (e *Erasure) content() []byte {
	var b bytes.Buffer
	b.WriteString("steward erasure 1\n")
	for _, part := range [][]byte{[]byte(e.House), []byte(e.Record), number(e.Version), []byte(e.Type), number(e.At), []byte(e.Actor), []byte(e.Reason), e.values(), e.Key} {
		b.WriteString(strconv.Itoa(len(part)))
		b.WriteByte(':')
		b.Write(part)
	}
	return b.Bytes()
}

func (e *Erasure) signed() bool {
	return len(e.Key) == ed25519.PublicKeySize && ed25519.Verify(e.Key, e.content(), e.Signature)
}

const erasureColumns = `"house", "record", "version", "type", "at", "actor", "reason", "values", "key", "signature"`

// eraseValues takes the values that a redaction names out of the history, and signs for it.
func (s *Store) eraseValues(ctx context.Context, tx querier, house string, c *Change) error {
	if c.Operation != Redact {
		return nil
	}
	keys, err := s.openKeys()
	if err != nil {
		return err
	}
	erase := make(map[string][]int64, len(c.Erase))
	for name, versions := range c.Erase {
		erase[storedName(c.Type, name)] = versions
	}
	if err := s.eraseHistory(ctx, tx, house, c, erase); err != nil {
		return err
	}
	e := Erasure{House: house, Record: c.ID, Version: c.version(), Type: c.Type.Name, At: c.Entry.RecordedAt, Actor: c.Entry.Actor, Reason: c.Entry.Reason, Values: erase, Key: keys.public()}
	e.Signature = keys.sign(e.content())
	_, err = tx.ExecContext(ctx, `INSERT INTO "erasure" (`+erasureColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		e.House, e.Record, e.Version, e.Type, e.At, orNull(e.Actor), e.Reason, string(e.values()), e.Key, e.Signature)
	return err
}

// eraseHistory rewrites the audit rows that hold an erased value: the one that wrote it, and the next
// one that touched the field, where it stands as the old value.
func (s *Store) eraseHistory(ctx context.Context, tx querier, house string, c *Change, erase map[string][]int64) error {
	held := map[string]bool{} // by field: the value that stands at this point of the history is erased
	for above := int64(0); ; {
		page, err := versionsOf(tx.QueryContext(ctx, `SELECT `+versionColumns+` FROM "audit" WHERE "house" = $1 AND "record" = $2 AND "version" > $3 ORDER BY "version" LIMIT $4`, house, c.ID, above, versionsAtOnce))
		if err != nil {
			return err
		}
		for _, v := range page {
			if above = v.Number; !eraseIn(v, c.Type, erase, held) {
				continue
			}
			if _, err := tx.ExecContext(ctx, `UPDATE "audit" SET "changes" = $4 WHERE "house" = $1 AND "record" = $2 AND "version" = $3`, house, c.ID, v.Number, string(encodeDeltas(v.Changes))); err != nil {
				return err
			}
		}
		if len(page) < versionsAtOnce {
			return nil
		}
	}
}

func eraseIn(v *Version, t *record.Type, erase map[string][]int64, held map[string]bool) (changed bool) {
	for then, d := range v.Changes {
		name := storedName(t, then)
		versions, concerned := erase[name]
		if !concerned {
			continue
		}
		before, after := held[name], slices.Contains(versions, v.Number)
		held[name] = after
		if before || after {
			v.Changes[then], changed = d.erase(before, after), true
		}
	}
	return changed
}

// storedName gives the name under which a field is stored, whichever of its names is given.
func storedName(t *record.Type, name string) string {
	if slot := t.SlotEver(name); slot >= 0 {
		return t.Defs()[slot].StoredName()
	}
	return name
}

// Erasures lists the tombstones of a house in the order of time.
func (s *Store) Erasures(ctx context.Context, house string) ([]*Erasure, error) {
	return erasures(s.read.QueryContext(ctx, `SELECT `+erasureColumns+` FROM "erasure" WHERE "house" = $1 ORDER BY "at", "record", "version"`, house))
}

// Purge removes what deleted values leave behind: the words of the search index, and in the embedded
// database the pages of the write-ahead log. PostgreSQL clears rows with the next vacuum.
func (s *Store) Purge(ctx context.Context) error {
	if err := s.purgeSearch(ctx); err != nil {
		return err
	}
	for _, text := range s.dialect.purge() {
		if _, err := s.write.ExecContext(ctx, text); err != nil {
			return fault.Wrap("store.purge", err)
		}
	}
	return nil
}
