package app

import (
	"context"
	"path/filepath"
	"time"

	"steward/ability/attachment"
	"steward/kernel/engine"
	"steward/kernel/job"
	"steward/kernel/store"
)

const (
	collectTopic = "files.collect"
	collectEvery = 6 * time.Hour
)

// openFiles opens the folder of contents beside the embedded database.
func openFiles(s Settings) (*store.FolderFiles, error) {
	return store.NewFolderFiles(filepath.Join(s.Data, store.AttachmentFolder), s.Now)
}

// CollectFiles sets aside and then removes contents that no attachment refers to.
func (s *System) CollectFiles(ctx context.Context) (store.Collected, error) {
	all := s.Engine.System("looks for attachments by their digest")
	return store.CollectFiles(ctx, s.Files, s.Settings.Now(), func(ctx context.Context, digest string) (bool, error) {
		n, err := all.Count(ctx, attachment.TypeName, engine.DigestField+` = "`+digest+`"`)
		return n > 0, err
	})
}

func (s *System) collect(ctx context.Context, _ *job.Job) error {
	_, err := s.CollectFiles(ctx)
	return err
}
