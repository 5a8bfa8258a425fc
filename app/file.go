package app

import (
	"context"
	"path/filepath"
	"time"

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

// CollectFiles sets aside and then removes contents that no record refers to.
func (s *System) CollectFiles(ctx context.Context) (store.Collected, error) {
	return store.CollectFiles(ctx, s.Files, s.Settings.Now(), s.Engine.Refers)
}

func (s *System) collect(ctx context.Context, _ *job.Job) error {
	_, err := s.CollectFiles(ctx)
	return err
}
