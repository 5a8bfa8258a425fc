package store

import (
	"bytes"
	"context"
	"time"
)

const sealsAtOnce = 200

// seals checks that the seals form one chain, that each covers exactly the rows that are there, and
// that none is missing that this folder or somebody outside knows of.
func (v *verification) seals(ctx context.Context, known []*Seal) error {
	trusted, err := v.store.trustedKeys()
	if err != nil {
		return err
	}
	mark, err := v.store.readMark(v.house)
	if err != nil {
		v.report.find("audit-mark-unreadable", "house", v.house)
	}
	if mark != nil {
		if !mark.signed() || !trusts(trusted, mark.Key) {
			v.report.find("audit-mark-unreadable", "house", v.house)
		}
		known = append(known, mark)
	}
	wanted := map[int64]*Seal{}
	for _, k := range known {
		wanted[k.Number] = k
	}
	var last *Seal
	for {
		above := int64(0)
		if last != nil {
			above = last.Number
		}
		page, err := readSeals(v.tx.QueryContext(ctx, `SELECT `+sealColumns+` FROM "seal" WHERE "house" = $1 AND "number" > $2 ORDER BY "number" LIMIT $3`, v.house, above, sealsAtOnce))
		if err != nil {
			return err
		}
		for _, seal := range page {
			if err := v.seal(ctx, last, seal, trusted); err != nil {
				return err
			}
			if k := wanted[seal.Number]; k != nil && !bytes.Equal(k.Hash(), seal.Hash()) {
				v.report.find("audit-seal-replaced", "seal", seal.Number)
			}
			delete(wanted, seal.Number)
			last = seal
		}
		if len(page) < sealsAtOnce {
			break
		}
	}
	for _, k := range wanted {
		v.report.find("audit-seal-missing", "seal", k.Number, "at", when(k.SealedAt))
	}
	if last != nil && len(trusted) == 0 {
		v.report.find("audit-keys-missing", "folder", v.store.config.Folder)
	}
	v.report.Newest = last
	return v.unsealed(ctx, last)
}

func (v *verification) seal(ctx context.Context, last, seal *Seal, trusted [][]byte) error {
	v.report.Seals++
	expected, low, previous := int64(1), int64(0), []byte{}
	if last != nil {
		expected, low, previous = last.Number+1, last.High, last.Hash()
	}
	if seal.Number != expected {
		v.report.find("audit-seal-missing", "seal", expected, "at", when(seal.SealedAt))
	} else if !bytes.Equal(seal.Previous, previous) || seal.Low != low {
		v.report.find("audit-seal-unchained", "seal", seal.Number)
	}
	if !seal.signed() || (len(trusted) > 0 && !trusts(trusted, seal.Key)) {
		v.report.find("audit-seal-forged", "seal", seal.Number, "key", fingerprint(seal.Key))
	}
	rows, digest, err := digestRows(ctx, v.tx, seal)
	if err != nil {
		return err
	}
	switch {
	case rows != seal.Rows:
		v.report.find("audit-sealed-rows-missing", "seal", seal.Number, "sealed", seal.Rows, "found", rows, "at", when(seal.SealedAt))
	case !bytes.Equal(digest, seal.Digest):
		v.report.find("audit-sealed-rows-changed", "seal", seal.Number, "at", when(seal.SealedAt))
	}
	return nil
}

func (v *verification) unsealed(ctx context.Context, last *Seal) error {
	low := int64(0)
	if last != nil {
		low = last.High
	}
	return v.tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM "audit" WHERE "house" = $1 AND "position" >= $2`, v.house, low).Scan(&v.report.Unsealed)
}

func when(micros int64) string { return time.UnixMicro(micros).UTC().Format(time.RFC3339) }
