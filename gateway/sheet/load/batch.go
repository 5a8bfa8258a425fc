package load

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// chooseBatch names the batch: the same for the same table and mapping, so that an import that was
// stopped goes on in the batch in which it began. After a batch was undone there is another one.
func (l *loader) chooseBatch(ctx context.Context) (string, error) {
	if l.options.Batch != "" {
		return l.options.Batch, nil
	}
	at := l.stream.Position()
	sum := sha256.Sum256([]byte(at.Source + at.Mapping + l.report.Mapping.Type))
	base := "import-" + hex.EncodeToString(sum[:6])
	for n := 1; ; n++ {
		name := base
		if n > 1 {
			name = fmt.Sprintf("%s-%d", base, n)
		}
		used, stands, err := l.engine.BatchState(ctx, name)
		if err != nil || !used || stands {
			return name, err
		}
	}
}
