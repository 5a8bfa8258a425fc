package engine

import (
	"context"
	"io"
	"mime"
	"slices"
	"strconv"
	"strings"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
)

// A type that carries files has the action "attach", which takes what Receive knows of a content; a
// type whose records are files has the fields of Content.
const (
	AttachAction = "attach"
	DigestField  = "sha256"

	fileName, fileMedia, fileSize, fileVisibility, fileID = "name", "media_type", "size", "visibility", "attachment_id"
)

// MostFile is the largest file in bytes.
const MostFile = 100 << 20

// Upload is a file on its way in.
type Upload struct {
	Name       string // as the sender called it; folders are cut off
	MediaType  string // as the sender says
	Visibility string // empty: as the action decides
	Content    io.Reader
}

// Receive puts contents on the disk and gives the commands that attach them to a record, with the
// ids that the attachments will have. The caller hands the commands to Do, where they are allowed or
// refused; a content that nobody attaches is collected.
func (e *Engine) Receive(ctx context.Context, typeName, id string, uploads ...Upload) (commands []Command, ids []string, err error) {
	if e.config.Files == nil {
		return nil, nil, fault.New(fault.Unavailable, typeName+".attach", "no-files")
	}
	for _, u := range uploads {
		c, err := e.config.Files.Put(ctx, u.Content, MostFile)
		if err != nil {
			return nil, nil, err
		}
		as := NewID()
		values := map[string]any{fileName: plainName(u.Name), fileMedia: mediaOf(u, c), fileSize: strconv.FormatInt(c.Size, 10), DigestField: c.Digest, fileID: as}
		if u.Visibility != "" {
			values[fileVisibility] = u.Visibility
		}
		commands = append(commands, Command{Do: Act, Type: typeName, ID: id, Action: AttachAction, Values: values, received: true})
		ids = append(ids, as)
	}
	return commands, ids, nil
}

// plainName cuts folders off, as some senders give them.
func plainName(name string) string {
	name = strings.TrimSpace(name[strings.LastIndexAny(name, `/\`)+1:])
	if name == "" || name == "." || name == ".." {
		return "file"
	}
	return name
}

// images are the media types that a page may show in place, for they carry no script, and how such a
// content begins.
var images = map[string][]string{
	"image/png":  {"\x89PNG\r\n\x1a\n"},
	"image/jpeg": {"\xff\xd8\xff"},
	"image/gif":  {"GIF87a", "GIF89a"},
	"image/webp": {"RIFF????WEBP"},
}

// begins tells whether a content begins so; a question mark stands for any byte.
func begins(head []byte, with string) bool {
	if len(head) < len(with) {
		return false
	}
	for i := range len(with) {
		if with[i] != '?' && with[i] != head[i] {
			return false
		}
	}
	return true
}

const unknownMedia = "application/octet-stream"

// mediaOf believes the content where it is an image, and a sender who does not call it one.
func mediaOf(u Upload, c store.Content) string {
	for media, beginnings := range images {
		if slices.ContainsFunc(beginnings, func(with string) bool { return begins(c.Head, with) }) {
			return media
		}
	}
	media, _, err := mime.ParseMediaType(u.MediaType)
	if err != nil || !strings.Contains(media, "/") || images[media] != nil {
		return unknownMedia
	}
	return media
}

// Content is a file on its way out. The caller closes it.
type Content struct {
	io.ReadSeekCloser
	Name      string
	MediaType string
	Size      int64
	// Inline says that a page may show it in place; anything else is only downloaded.
	Inline bool
	// Tag tells one content of the record from another.
	Tag string
}

// Content opens the content of a record that is a file, when the actor may see the record.
func (e *Engine) Content(ctx context.Context, actor record.Actor, typeName, id string) (*Content, error) {
	row, err := e.As(actor).Get(ctx, typeName, id)
	if err != nil {
		return nil, err
	}
	whole, err := e.System("reads by which digest a file is kept").Get(ctx, typeName, row.ID())
	if err != nil {
		return nil, err
	}
	digest := whole.Named(DigestField).Text()
	if digest == "" || e.config.Files == nil {
		return nil, fault.New(fault.NotFound, typeName+".content", "file-missing")
	}
	content, err := e.config.Files.Open(ctx, digest)
	if err != nil {
		return nil, err
	}
	media := whole.Named(fileMedia).Text()
	return &Content{ReadSeekCloser: content, Name: whole.Named(fileName).Text(), MediaType: media, Size: whole.Named(fileSize).Int(),
		Inline: images[media] != nil, Tag: row.ID() + "-" + strconv.FormatInt(row.Version(), 10)}, nil
}

// Headers are what the file is sent with, whatever the protocol's library: never shown in place but
// for images, never taken for another kind, never allowed to run anything.
func (c *Content) Headers() map[string]string {
	way := "attachment"
	if c.Inline {
		way = "inline"
	}
	return map[string]string{
		"Content-Type":            c.MediaType,
		"Content-Disposition":     mime.FormatMediaType(way, map[string]string{"filename": c.Name}),
		"X-Content-Type-Options":  "nosniff",
		"Content-Security-Policy": "default-src 'none'; sandbox",
		"Cache-Control":           "private, no-cache",
		"ETag":                    `"` + c.Tag + `"`,
	}
}
