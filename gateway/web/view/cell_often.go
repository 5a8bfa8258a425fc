package view

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// CellView shows a value in a list: one line, no more than it needs. What stands in most rows of
// most lists is written straight to the page.
func CellView(c Cell) templ.Component {
	if c.Redacted != "" || c.Empty {
		return cellTemplate(c)
	}
	switch {
	case c.Kind == KindState && c.State != nil:
		return marked(silent(*c.State), c.State.Label)
	case c.Kind == KindPriority && c.Priority != nil:
		return marked(PriorityIcon(Priority{Level: c.Priority.Level}), c.Priority.Label)
	case c.Kind == KindPerson && c.Person != nil && !c.Person.VIP:
		return linked(beside(*c.Person, ""), c.Href, "", either(c.Text, c.Person.Name))
	case (c.Kind == KindReference || c.Kind == KindAny) && c.Icon != "":
		return linked(small(c.Icon), c.Href, c.Title, c.Text)
	case c.Kind == KindReference || c.Kind == KindAny:
		return linked(templ.NopComponent, c.Href, c.Title, c.Text)
	case c.Kind == KindID && c.Href != "":
		return written(`<a class="num id" href="`, templ.EscapeString(c.Href), `">`, templ.EscapeString(c.Text), `</a>`)
	}
	return cellTemplate(c)
}

// written is HTML as it is.
func written(pieces ...string) templ.Component {
	return sign(func(context.Context) []string { return pieces })
}

// marked is a word behind its drawing.
func marked(drawn templ.Component, word string) templ.Component {
	return between(`<span class="pv-i">`, drawn, templ.EscapeString(word)+`</span>`)
}

// linked is a text behind its drawing that leads to a record.
func linked(drawn templ.Component, href, title, text string) templ.Component {
	if title != "" {
		title = `" title="` + templ.EscapeString(title)
	}
	if href == "" {
		return between(`<span class="pv-i">`, drawn, `<span class="trunc`+title+`">`+templ.EscapeString(text)+`</span></span>`)
	}
	return between(`<span class="pv-i">`, drawn, `<a class="ref-q trunc" href="`+templ.EscapeString(href)+title+`">`+templ.EscapeString(text)+`</a></span>`)
}

func between(before string, drawn templ.Component, after string) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		if _, err := io.WriteString(w, before); err != nil {
			return err
		}
		if err := drawn.Render(ctx, w); err != nil {
			return err
		}
		_, err := io.WriteString(w, after)
		return err
	})
}
