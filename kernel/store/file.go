package store

import (
	"context"
	"io"
	"time"
)

// Files keeps the contents of attachments, each once, by its SHA-256 digest as 64 lower-case hex
// digits. A content is stored before the transaction that refers to it; one that nothing refers to
// is set aside after a day, and removed after another.
type Files interface {
	// Put stores content of at most most bytes; when it returns, the content is on the disk. A larger
	// one is refused with fault.TooLarge. Putting again what is there makes it new.
	Put(ctx context.Context, content io.Reader, most int64) (Content, error)
	// Open reads a content, and takes it back when it was set aside. A digest that is not there is
	// fault.NotFound.
	Open(ctx context.Context, digest string) (io.ReadSeekCloser, error)
	// List calls f for each content that has been stored, or set aside, since before the time.
	List(ctx context.Context, aside bool, before time.Time, f func(digest string) error) error
	// SetAside takes a content out of use; Open and Put bring it back. One that is not there is
	// fault.NotFound, as it is for Remove.
	SetAside(ctx context.Context, digest string) error
	// Remove removes a content that is set aside.
	Remove(ctx context.Context, digest string) error
}

// Content is what was stored.
type Content struct {
	Digest string
	Size   int64 // bytes
	Head   []byte
}

// headSize is how much of a content tells its media type.
const headSize = 512

// FileGrace is how long a content that nothing refers to stays in use, and then set aside.
const FileGrace = 24 * time.Hour

// Collected says what a collection did.
type Collected struct{ SetAside, Removed, Kept int }

// CollectFiles sets aside what nothing refers to, and removes what has been aside for as long. It is
// safe to run while files come in: a content that is stored anew is not old, and one that is
// referred to after it was set aside comes back.
func CollectFiles(ctx context.Context, files Files, now time.Time, referred func(ctx context.Context, digest string) (bool, error)) (Collected, error) {
	var c Collected
	before := now.Add(-FileGrace)
	err := files.List(ctx, true, before, func(digest string) error {
		held, err := referred(ctx, digest)
		if err != nil {
			return err
		}
		if !held {
			c.Removed++
			return files.Remove(ctx, digest)
		}
		content, err := files.Open(ctx, digest)
		if err != nil {
			return err
		}
		c.Kept++
		return content.Close()
	})
	if err != nil {
		return c, err
	}
	err = files.List(ctx, false, before, func(digest string) error {
		held, err := referred(ctx, digest)
		if err != nil {
			return err
		}
		if held {
			c.Kept++
			return nil
		}
		c.SetAside++
		return files.SetAside(ctx, digest)
	})
	return c, err
}
