package store

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"database/sql"
	"strconv"

	"steward/kernel/fault"
)

// Seal stands for a stretch of the audit: the rows of a house at positions from Low to below High.
// Each seal names the hash of the one before it and is signed, so that no row and no seal can be
// taken out, put in or changed without it being found. Seals can be kept outside; see Verify.
type Seal struct {
	House     string `json:"house"`
	Number    int64  `json:"number"`    // from 1, without gaps
	SealedAt  int64  `json:"sealed_at"` // microseconds UTC
	Low       int64  `json:"low"`
	High      int64  `json:"high"`
	Rows      int64  `json:"rows"`
	Digest    []byte `json:"digest"`   // over record, version and hash of each row, in order
	Previous  []byte `json:"previous"` // hash of the seal before; empty for the first
	Key       []byte `json:"key"`      // public key that the signature is checked with
	Signature []byte `json:"signature"`
}

// rowsPerSeal keeps a seal small enough that one that does not fit says where to look.
const rowsPerSeal = 10_000

// content is what is signed: every part with its length before it.
func (s *Seal) content() []byte {
	var b bytes.Buffer
	b.WriteString("steward seal 1\n")
	for _, part := range [][]byte{[]byte(s.House), number(s.Number), number(s.SealedAt), number(s.Low), number(s.High), number(s.Rows), s.Digest, s.Previous, s.Key} {
		b.WriteString(strconv.Itoa(len(part)))
		b.WriteByte(':')
		b.Write(part)
	}
	return b.Bytes()
}

func number(n int64) []byte { return strconv.AppendInt(nil, n, 10) }

// Hash is what the next seal names this one by.
func (s *Seal) Hash() []byte {
	sum := sha256.Sum256(s.content())
	return sum[:]
}

// signed tells whether the signature was made with the key that the seal names.
func (s *Seal) signed() bool {
	return len(s.Key) == ed25519.PublicKeySize && ed25519.Verify(s.Key, s.content(), s.Signature)
}

const sealColumns = `"house", "number", "sealed_at", "low", "high", "rows", "digest", "previous", "key", "signature"`

// Seal seals what was committed since the last seal and gives how many rows that were. On
// PostgreSQL rows of transactions above the oldest running one wait for the next time. Two nodes may
// run it at once: one of them finds the number taken and has sealed nothing.
func (s *Store) Seal(ctx context.Context, house string) (rows int64, err error) {
	keys, err := s.openKeys()
	if err != nil {
		return 0, err
	}
	for {
		seal, err := s.nextSeal(ctx, house, keys)
		if err != nil || seal == nil {
			return rows, err
		}
		if err := s.insertSeal(ctx, seal); err != nil {
			return rows, err
		}
		if err := s.writeMark(seal); err != nil {
			return rows, err
		}
		if rows += seal.Rows; seal.Rows < rowsPerSeal {
			return rows, nil
		}
	}
}

// nextSeal reads one snapshot and signs what is final in it, nil when there is nothing.
func (s *Store) nextSeal(ctx context.Context, house string, keys *auditKeys) (*Seal, error) {
	tx, err := s.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	last, err := lastSeal(ctx, tx, house)
	if err != nil {
		return nil, err
	}
	seal := &Seal{House: house, Number: 1, SealedAt: s.config.Now().UnixMicro(), Previous: []byte{}, Key: keys.public()}
	if last != nil {
		if !keys.trusts(last.Key) {
			return nil, fault.New(fault.Unavailable, "store.seal", "audit-key-unknown", "key", fingerprint(last.Key), "folder", keys.folder)
		}
		seal.Number, seal.Low, seal.Previous = last.Number+1, last.High, last.Hash()
	}
	var horizon int64
	if err := tx.QueryRowContext(ctx, s.dialect.horizon(s.base.Load()), house).Scan(&horizon); err != nil {
		return nil, fault.Wrap("store.seal", err)
	}
	if horizon < seal.Low {
		return nil, fault.New(fault.Unavailable, "store.seal", "audit-positions-behind")
	}
	if err := fillSeal(ctx, tx, seal, horizon); err != nil || seal.Rows == 0 {
		return nil, err
	}
	seal.Signature = keys.sign(seal.content())
	return seal, nil
}

// fillSeal takes whole transactions until the seal is full or the horizon is reached. The seal ends
// behind its last row, so that wherever the database goes, what is new comes after it.
func fillSeal(ctx context.Context, tx *sql.Tx, seal *Seal, horizon int64) error {
	err := tx.QueryRowContext(ctx, `SELECT COALESCE(MAX("position"), $2 - 1) + 1 FROM (SELECT "position" FROM "audit" WHERE "house" = $1 AND "position" >= $2 AND "position" < $3 ORDER BY "position" LIMIT $4) AS part`,
		seal.House, seal.Low, horizon, rowsPerSeal).Scan(&seal.High)
	if err != nil {
		return fault.Wrap("store.seal", err)
	}
	seal.Rows, seal.Digest, err = digestRows(ctx, tx, seal)
	return err
}

// digestRows computes what a seal says of its rows from the rows that are there now.
func digestRows(ctx context.Context, tx *sql.Tx, seal *Seal) (int64, []byte, error) {
	rows, err := tx.QueryContext(ctx, `SELECT "record", "version", "hash" FROM "audit" WHERE "house" = $1 AND "position" >= $2 AND "position" < $3 ORDER BY "position", "record", "version"`,
		seal.House, seal.Low, seal.High)
	if err != nil {
		return 0, nil, fault.Wrap("store.seal", err)
	}
	defer rows.Close()
	h, n := sha256.New(), int64(0)
	var id string
	var version int64
	var hash sql.RawBytes
	for ; rows.Next(); n++ {
		if err := rows.Scan(&id, &version, &hash); err != nil {
			return 0, nil, fault.Wrap("store.seal", err)
		}
		h.Write([]byte(id))
		h.Write([]byte{' '})
		h.Write(number(version))
		h.Write([]byte{' '})
		h.Write(hash)
		h.Write([]byte{'\n'})
	}
	return n, h.Sum(nil), fault.Wrap("store.seal", rows.Err())
}

func lastSeal(ctx context.Context, tx *sql.Tx, house string) (*Seal, error) {
	seals, err := readSeals(tx.QueryContext(ctx, `SELECT `+sealColumns+` FROM "seal" WHERE "house" = $1 ORDER BY "number" DESC LIMIT 1`, house))
	if err != nil || len(seals) == 0 {
		return nil, err
	}
	return seals[0], nil
}

// Seals gives the house's seals above a number in order, at most limit.
func (s *Store) Seals(ctx context.Context, house string, above int64, limit int) ([]*Seal, error) {
	return readSeals(s.read.QueryContext(ctx, `SELECT `+sealColumns+` FROM "seal" WHERE "house" = $1 AND "number" > $2 ORDER BY "number" LIMIT $3`, house, above, limit))
}

func readSeals(rows *sql.Rows, err error) ([]*Seal, error) {
	if err != nil {
		return nil, fault.Wrap("store.seals", err)
	}
	defer rows.Close()
	var out []*Seal
	for rows.Next() {
		var s Seal
		if err := rows.Scan(&s.House, &s.Number, &s.SealedAt, &s.Low, &s.High, &s.Rows, &s.Digest, &s.Previous, &s.Key, &s.Signature); err != nil {
			return nil, fault.Wrap("store.seals", err)
		}
		out = append(out, &s)
	}
	return out, fault.Wrap("store.seals", rows.Err())
}

func (s *Store) insertSeal(ctx context.Context, v *Seal) error {
	_, err := s.write.ExecContext(ctx, `INSERT INTO "seal" (`+sealColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		v.House, v.Number, v.SealedAt, v.Low, v.High, v.Rows, v.Digest, v.Previous, v.Key, v.Signature)
	if _, taken := s.dialect.taken(err); taken {
		return fault.New(fault.Conflict, "store.seal", "sealed-elsewhere").Because(err)
	}
	return fault.Wrap("store.seal", err)
}

// snapshot opens a transaction that reads one moment of the database.
func (s *Store) snapshot(ctx context.Context) (*sql.Tx, error) {
	o := &sql.TxOptions{ReadOnly: true}
	if s.Database() == "postgres" {
		o.Isolation = sql.LevelRepeatableRead
	}
	tx, err := s.read.BeginTx(ctx, o)
	return tx, fault.Wrap("store.snapshot", err)
}
