package kind

import (
	"net/url"
	"slices"

	"steward/gateway/web/view"
	"steward/kernel/value"
)

// files are ids of attachments; the page stores what is uploaded and adds the ids to those kept.
type files struct{ text }

func (files) Cell(r *Reader, _ Field, v value.Value, c *view.Cell) {
	c.Text = r.Say("files", "count", len(v.Members()))
	for _, id := range v.Members() {
		c.Files = append(c.Files, r.file(id))
	}
}

func (r *Reader) file(id string) view.File {
	name := id
	if to := r.Names.Of(fileType, id); to != nil {
		name = to.Title()
	}
	return view.File{ID: id, Name: name, Href: "/files/" + id}
}

// fileType is the type whose records are stored files.
const fileType = "attachment"

func (files) Post(_ *Reader, f Field, v value.Value) url.Values {
	return url.Values{f.Name + ".keep": slices.Clone(v.Members())}
}

func (files) Fill(r *Reader, f Field, p url.Values, in *view.Input) {
	in.Several = true
	for _, id := range p[f.Name+".keep"] {
		in.Files = append(in.Files, r.file(id))
	}
}

func (files) Raw(_ *Reader, f Field, p url.Values) any {
	list := []any{}
	for _, id := range slices.Sorted(slices.Values(p[f.Name+".keep"])) {
		list = append(list, id)
	}
	return list
}
