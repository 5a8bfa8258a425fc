package engine

import (
	"context"
	"encoding/json"
	"time"

	"steward/kernel/fault"
	"steward/kernel/store"
)

// EraseFileTopic is the topic of the job that removes a content of which the digest was erased.
const EraseFileTopic = "files.erase"

// fileRest is how long a content that was set aside rests before it is removed: longer than an upload of
// the same content takes from the disk to its record.
const fileRest = time.Hour

// eraseContents lets the contents go whose digests a redaction takes away. The job is stored with the
// redaction, so that no kill leaves a content behind.
func (p *preparation) eraseContents(erase erased) {
	for _, w := range erase[DigestField] {
		var digest string
		if json.Unmarshal([]byte(w.content), &digest) != nil {
			continue
		}
		p.contents = append(p.contents, digest)
		p.write.Lines = append(p.write.Lines, store.Line{ID: NewID(), Topic: EraseFileTopic, Data: map[string]any{"digest": digest}, RunAt: p.now + fileRest.Microseconds()})
	}
}

// setAside takes contents out of use at once to which nothing refers any more.
func (e *Engine) setAside(ctx context.Context, digests []string) error {
	for _, digest := range digests {
		held, err := e.Refers(ctx, digest)
		if err != nil {
			return err
		}
		if held || e.config.Files == nil {
			continue
		}
		if err := e.config.Files.SetAside(ctx, digest); err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	return nil
}

// Refers tells whether some record of any type refers to a content.
func (e *Engine) Refers(ctx context.Context, digest string) (bool, error) {
	all := e.System("contents are counted by their references, whoever may see them")
	for _, t := range e.Catalogue().Types() {
		if _, isFile := t.Field(DigestField); !isFile {
			continue
		}
		if n, err := all.Count(ctx, t.Name, DigestField+` = "`+digest+`"`); err != nil || n > 0 {
			return n > 0, err
		}
	}
	return false, nil
}

// eraseFile removes a content that was set aside, unless something has come to refer to it.
func (e *Engine) eraseFile(ctx context.Context, j *store.Job) error {
	var data struct{ Digest string }
	if err := json.Unmarshal(j.Data, &data); err != nil {
		return fault.Wrap("engine.erase-file", err)
	}
	held, err := e.Refers(ctx, data.Digest)
	if err != nil || held || e.config.Files == nil {
		return err
	}
	if err := e.config.Files.Remove(ctx, data.Digest); err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	return nil
}
