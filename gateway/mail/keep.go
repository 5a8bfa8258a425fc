package mail

import (
	"bytes"
	"context"
	"strconv"
	"sync"

	"steward/gateway/mail/letter"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// Raw is a mail as a server gave it. Its key names its place on the server, so that what is read
// twice is kept once.
type Raw struct {
	Key     string
	Content []byte
	// Size is that of the whole mail where Content is its head alone.
	Size int64
}

const (
	rawMedia = "message/rfc822"
	rawName  = "mail.eml"
	headName = "head.eml"
	// writers is how many contents are written to the disk at once: each waits for the disk.
	writers = 8
)

// Keep stores mails: contents on the disk first, then the records that name them, in one
// transaction. When it returns without an error each of them is safe, this time or from before.
func (p *Post) Keep(ctx context.Context, box *record.Record, mails []Raw) error {
	parts := make([]engine.Part, len(mails))
	errs := make([]error, len(mails))
	var all sync.WaitGroup
	queue := make(chan int)
	for range min(writers, len(mails)) {
		all.Add(1)
		go func() {
			defer all.Done()
			for i := range queue {
				parts[i], errs[i] = p.part(ctx, box, mails[i])
			}
		}()
	}
	for i := range mails {
		queue <- i
	}
	close(queue)
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return fault.Wrap("mail.keep", err)
		}
	}
	outcomes, err := p.Engine.DoEach(ctx, p.system(), engine.Options{}, parts...)
	if err != nil {
		return fault.Wrap("mail.keep", err)
	}
	for _, o := range outcomes {
		if o.Err != nil && !fault.Is(o.Err, fault.Duplicate) {
			return fault.Wrap("mail.keep", o.Err)
		}
	}
	return nil
}

func (p *Post) part(ctx context.Context, box *record.Record, m Raw) (engine.Part, error) {
	id := engine.NewID()
	name, size := rawName, int64(len(m.Content))
	if m.Size > size {
		name, size = headName, m.Size
	}
	attach, ids, err := p.Engine.Receive(ctx, mailType, id, engine.Upload{Name: name, MediaType: rawMedia, Visibility: "internal", Content: bytes.NewReader(m.Content)})
	if err != nil {
		return engine.Part{}, err
	}
	values := map[string]any{"mailbox": box.ID(), "source_key": m.Key, "size": strconv.FormatInt(size, 10), "raw": ids}
	if own := letter.ID(m.Content); own != "" {
		values["message_id"] = cut(own, 900)
	}
	if team := box.Named("team").Text(); team != "" {
		values["team"] = team
	}
	create := engine.Command{Do: engine.Create, Type: mailType, ID: id, Values: values}
	return engine.Part{Commands: append([]engine.Command{create}, attach...)}, nil
}
