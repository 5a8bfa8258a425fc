package web

import (
	"fmt"
	"net/http"
	"time"

	"steward/kernel/engine"
	"steward/kernel/record"
)

// The names of the files in a form and in the input of an action.
const filesField = "files"

// uploads stores the files that came with the form, names them in the input of the action that will
// speak of them, and gives the commands that attach them. They are as visible as what is said.
func (v *visit) uploads(t *record.Type, row *record.Record, visibility string, input map[string]any) ([]engine.Command, error) {
	if v.r.MultipartForm == nil {
		return nil, nil
	}
	var commands []engine.Command
	var ids []string
	for _, h := range v.r.MultipartForm.File[filesField] {
		if h.Filename == "" {
			continue
		}
		content, err := h.Open()
		if err != nil {
			return nil, fmt.Errorf("web.uploads: %w", err)
		}
		more, as, err := v.Engine.Receive(v.r.Context(), t.Name, row.ID(), engine.Upload{Name: h.Filename, MediaType: h.Header.Get("Content-Type"), Visibility: visibility, Content: content})
		content.Close()
		if err != nil {
			return nil, err
		}
		commands, ids = append(commands, more...), append(ids, as...)
	}
	if len(ids) > 0 {
		input[filesField] = ids
	}
	return commands, nil
}

// download sends the content of a file to whoever may see the record that it belongs to.
func download(v *visit) error {
	file, err := v.Engine.Content(v.r.Context(), v.actor, files, v.r.PathValue("id"))
	if err != nil {
		return err
	}
	defer file.Close()
	for name, value := range file.Headers() {
		v.w.Header().Set(name, value)
	}
	http.ServeContent(v.w, v.r, "", time.Time{}, file)
	return nil
}
