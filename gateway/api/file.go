package api

import (
	"errors"
	"io"
	"net/http"
	"time"

	"steward/kernel/engine"
	"steward/kernel/fault"
)

// mostUpload is the largest body of an upload in bytes: one file and what is around it.
const mostUpload = engine.MostFile + 1<<20

// attach takes the files of a multipart body, one after another, and attaches them to a record in
// one transaction.
func (c *call) attach() error {
	t, err := c.typeOf()
	if err != nil {
		return err
	}
	if _, takes := t.Action(engine.AttachAction); !takes {
		return fault.New(fault.NotFound, "api", "no-such-address", "address", c.r.URL.Path)
	}
	parts, err := c.r.MultipartReader()
	if err != nil {
		return unreadable(err)
	}
	var commands []engine.Command
	var ids []string
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return unreadable(err)
		}
		if part.FileName() == "" {
			continue
		}
		more, as, err := c.Engine.Receive(c.r.Context(), t.Name, c.r.PathValue("record"), engine.Upload{Name: part.FileName(),
			MediaType: part.Header.Get("Content-Type"), Visibility: c.r.URL.Query().Get("visibility"), Content: part})
		if err != nil {
			return err
		}
		commands, ids = append(commands, more...), append(ids, as...)
	}
	if len(ids) == 0 {
		return fault.New(fault.Invalid, "api", "required").On("file")
	}
	if _, err := c.Engine.Do(c.r.Context(), c.actor, engine.Options{}, commands...); err != nil {
		return err
	}
	items := make([]any, len(ids))
	for i, id := range ids {
		items[i] = object{"id": id}
	}
	return c.json(http.StatusCreated, object{"items": items})
}

func unreadable(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return err
	}
	return fault.New(fault.Invalid, "api", "not-multipart").Because(err)
}

// content sends the content of a record that is a file.
func (c *call) content() error {
	t, err := c.typeOf()
	if err != nil {
		return err
	}
	file, err := c.Engine.Content(c.r.Context(), c.actor, t.Name, c.r.PathValue("record"))
	if err != nil {
		return err
	}
	defer file.Close()
	for name, value := range file.Headers() {
		c.w.Header().Set(name, value)
	}
	http.ServeContent(c.w, c.r, "", time.Time{}, file)
	return nil
}

// addFiles describes how files of a type's records come in and go out.
func (d describer) addFiles(paths object, operation func(id, summary string, parameters []any, extra object) object) {
	one := "/api/v1/" + d.t.Plural + "/{record}"
	if _, takes := d.t.Action(engine.AttachAction); takes {
		added := object{"type": "object", "required": []any{"items"}, "properties": object{"items": object{"type": "array",
			"items": object{"type": "object", "required": []any{"id"}, "properties": object{"id": object{"type": "string"}}}}}}
		paths[one+"/files"] = object{"post": operation("files.add", "Attach files", []any{recordParameter(), queryParameter("visibility", "public or internal")},
			merged(object{"requestBody": object{"required": true, "content": object{"multipart/form-data": object{"schema": object{"type": "object",
				"properties": object{"file": object{"type": "array", "items": object{"type": "string", "format": "binary"}}}}}}}}, answers("201", added)))}
	}
	if _, isFile := d.t.Field(engine.DigestField); isFile {
		paths[one+"/content"] = object{"get": operation("content", "Download the content", []any{recordParameter()},
			object{"responses": object{"200": object{"description": "the content", "content": object{"*/*": object{"schema": object{"type": "string", "format": "binary"}}}}}})}
	}
}
