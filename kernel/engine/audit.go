package engine

import (
	"context"
	"io"

	"steward/kernel/fault"
	"steward/kernel/store"
)

// AuditReport is what a verification found.
type AuditReport = store.Report

// Seal stands for a stretch of the audit.
type Seal = store.Seal

// Manifest says what a backup holds.
type Manifest = store.Manifest

// Verify checks the whole audit of the house against itself, its seals and the records. known are
// seals exported earlier, which must still be there.
func (e *Engine) Verify(ctx context.Context, known ...*Seal) (*AuditReport, error) {
	return e.store.Verify(ctx, e.config.House, e.Catalogue(), known...)
}

// Seal seals what was written since the last seal and gives how many audit rows that were.
func (e *Engine) Seal(ctx context.Context) (int64, error) {
	return e.store.Seal(ctx, e.config.House)
}

// Seals gives the seals above a number in order, at most limit.
func (e *Engine) Seals(ctx context.Context, above int64, limit int) ([]*Seal, error) {
	return e.store.Seals(ctx, e.config.House, above, limit)
}

// Backup seals what is not sealed yet and writes a backup; see store.Backup.
func (e *Engine) Backup(ctx context.Context, to io.Writer, passphrase []byte) (*Manifest, error) {
	if _, err := e.Seal(ctx); err != nil && !fault.Is(err, fault.Conflict) {
		return nil, err
	}
	return e.store.Backup(ctx, to, passphrase)
}
