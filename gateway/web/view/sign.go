package view

import (
	"context"
	"io"
	"strconv"

	"github.com/a-h/templ"
)

// A sign is a small piece that stands in every row of a list. It is written straight to the page:
// a template costs several times what it writes here.
func sign(pieces func(ctx context.Context) []string) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		for _, piece := range pieces(ctx) {
			if _, err := io.WriteString(w, piece); err != nil {
				return err
			}
		}
		return nil
	})
}

// drawing is an icon of the sprite that says nothing by itself.
func drawing(class, name string) templ.Component {
	return sign(func(ctx context.Context) []string {
		return []string{`<svg class="`, class, `" aria-hidden="true"><use href="`, setting(ctx).sprite, name, `"/></svg>`}
	})
}

func icon(name string) templ.Component { return drawing("ic", name) }

func small(name string) templ.Component { return drawing("ic s14", name) }

func large(name string) templ.Component { return drawing("ic s24", name) }

// StateIcon draws the category; shape first, colour second.
func StateIcon(s State) templ.Component {
	return spoken("st st-"+category(s), "st-"+category(s), s.Label)
}

func category(s State) string {
	switch s.Category {
	case "new", "active", "waiting", "resolved", "closed", "cancelled":
		return s.Category
	}
	return "merged"
}

// PriorityIcon draws a rank as bars; the highest is a mark of its own.
func PriorityIcon(p Priority) templ.Component {
	level := strconv.Itoa(max(0, min(5, p.Level)))
	return spoken("pr pr-"+level, "pr-"+level, p.Label)
}

// spoken is an icon that stands for a word. Without a word it is silent, because the word stands
// beside it.
func spoken(class, name, word string) templ.Component {
	if word == "" {
		return drawing(class, name)
	}
	return sign(func(ctx context.Context) []string {
		return []string{`<svg class="`, class, `" role="img" aria-label="`, templ.EscapeString(word), `"><use href="`, setting(ctx).sprite, name, `"/></svg>`}
	})
}

// silent is the state as an icon beside its word.
func silent(s State) templ.Component {
	s.Label = ""
	return StateIcon(s)
}

// Avatar is a person as initials; size is "", "s18", "s28" or "s32".
func Avatar(p Person, size string) templ.Component {
	if p.Name == "" {
		return sign(func(ctx context.Context) []string {
			return []string{`<span class="av none `, size, `" role="img" aria-label="`, templ.EscapeString(t(ctx, "person.none")), `"><svg class="ic s14" aria-hidden="true"><use href="`, setting(ctx).sprite, `user"/></svg></span>`}
		})
	}
	return face(p, size, `" role="img" title="`+templ.EscapeString(p.Name)+`">`)
}

// beside is a person as initials where the name stands beside them.
func beside(p Person, size string) templ.Component { return face(p, size, `" aria-hidden="true">`) }

func face(p Person, size, says string) templ.Component {
	return sign(func(context.Context) []string {
		online := ""
		if p.Online {
			online = `<i class="on"></i>`
		}
		return []string{`<span class="av h-`, hueOf(p), ` `, size, says, templ.EscapeString(p.Initials), online, `</span>`}
	})
}

func hueOf(p Person) string {
	if p.Hue == "" {
		return "gray"
	}
	return p.Hue
}

// rowClass marks the row that is opened beside the list, and one that has news.
func rowClass(class string, current, unread bool) string {
	if current {
		class += " cur"
	}
	if unread {
		class += " unread"
	}
	return class
}

// rowBox chooses a row.
func rowBox(id, label string) templ.Component {
	return sign(func(ctx context.Context) []string {
		return []string{`<label class="chk"><input type="checkbox" name="id" value="`, templ.EscapeString(id), `" aria-label="`, templ.EscapeString(t(ctx, "list.select", label)), `"></label>`}
	})
}

// turn marks who wrote last: the requester waits, or we wait.
func turn(whose string) templ.Component {
	drawing := map[string]string{"us": "reply", "them": "hourglass"}[whose]
	if drawing == "" {
		return templ.NopComponent
	}
	return sign(func(ctx context.Context) []string {
		return []string{`<svg class="ic turn `, whose, `" role="img"><title>`, templ.EscapeString(t(ctx, "turn."+whose)), `</title><use href="`, setting(ctx).sprite, drawing, `"/></svg>`}
	})
}
