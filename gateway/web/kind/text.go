package kind

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"steward/gateway/web/view"
	"steward/kernel/record"
	"steward/kernel/value"
)

// text is the pattern of all kinds: what the kernel formats is shown and posted as one text.
type text struct{ view string }

func (k text) View() string { return k.view }

func (text) Cell(_ *Reader, f Field, v value.Value, c *view.Cell) { c.Text = f.Kind.Format(f.Def, v) }

func (text) Post(_ *Reader, f Field, v value.Value) url.Values {
	return one(f.Name, f.Kind.Format(f.Def, v))
}

func (text) Fill(_ *Reader, f Field, p url.Values, in *view.Input) {
	in.Value, in.Length = p.Get(f.Name), f.Max
	if f.Max == 0 && f.Kind.Name() == "text" {
		in.Length = record.DefaultTextMax
	}
}

// Raw gives the posted text with the line ends of the web made plain.
func (text) Raw(_ *Reader, f Field, p url.Values) any {
	return strings.ReplaceAll(p.Get(f.Name), "\r\n", "\n")
}

type long struct{ text }

const shortened = 160

// Cell shows the beginning in lists and the rendered whole on record pages.
func (long) Cell(r *Reader, _ Field, v value.Value, c *view.Cell) {
	whole := v.Text()
	c.Text = strings.Join(strings.Fields(beginning(whole, 4*shortened)), " ")
	if utf8.RuneCountInString(c.Text) > shortened {
		c.Text = string([]rune(c.Text)[:shortened-1]) + "…"
	}
	if r.HTML != nil {
		c.HTML = r.HTML(whole)
	}
}

// beginning cuts a text to about so many bytes, between runes.
func beginning(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

func (k long) Fill(r *Reader, f Field, p url.Values, in *view.Input) {
	k.text.Fill(r, f, p, in)
	in.Preview = "/preview"
}

type localized struct{ text }

func (localized) Cell(r *Reader, f Field, v value.Value, c *view.Cell) {
	c.Text = record.InLanguage(v, r.Language)
	texts := localizedTexts(f, v)
	for _, code := range r.languagesOf(texts) {
		if t := texts[code]; t != "" {
			c.Languages = append(c.Languages, view.LanguageText{Code: code, Name: languageName(code), Text: t})
		}
	}
}

func localizedTexts(f Field, v value.Value) map[string]string {
	texts := map[string]string{}
	object, _ := f.Kind.JSON(f.Def, v).(map[string]any)
	for code, t := range object {
		texts[code], _ = t.(string)
	}
	return texts
}

func (localized) Post(_ *Reader, f Field, v value.Value) url.Values {
	p := url.Values{}
	for code, t := range localizedTexts(f, v) {
		p.Set(f.Name+"."+code, t)
	}
	return p
}

func (localized) Fill(r *Reader, f Field, p url.Values, in *view.Input) {
	texts := postedBelow(f.Name, p)
	for _, code := range r.languagesOf(texts) {
		in.Languages = append(in.Languages, view.LanguageText{Code: code, Name: languageName(code), Text: texts[code]})
	}
}

func (localized) Raw(_ *Reader, f Field, p url.Values) any {
	object := map[string]any{}
	for code, t := range postedBelow(f.Name, p) {
		if t = strings.TrimSpace(t); t != "" {
			object[code] = t
		}
	}
	return object
}

// localizedLong keeps the spaces with which a line of Markdown begins.
type localizedLong struct{ localized }

func (localizedLong) Raw(_ *Reader, f Field, p url.Values) any {
	object := map[string]any{}
	for code, t := range postedBelow(f.Name, p) {
		if strings.TrimSpace(t) != "" {
			object[code] = t
		}
	}
	return object
}

// postedBelow gives what was posted as name.part, by part.
func postedBelow(name string, p url.Values) map[string]string {
	below := map[string]string{}
	for key, values := range p {
		if part, ok := strings.CutPrefix(key, name+"."); ok && len(values) > 0 {
			below[part] = values[len(values)-1]
		}
	}
	return below
}

// secret shows and posts only whether there is one.
type secret struct{ text }

func (secret) Cell(_ *Reader, _ Field, _ value.Value, c *view.Cell) { c.Text = record.SecretMask }

func (secret) Post(_ *Reader, f Field, v value.Value) url.Values {
	if v.IsEmpty() {
		return url.Values{}
	}
	return url.Values{f.Name + ".stored": {"1"}}
}

func (secret) Fill(_ *Reader, f Field, p url.Values, in *view.Input) {
	in.Stored, in.Complete = p.Get(f.Name+".stored") != "", "off"
}

// Raw gives nil for a secret that is to be removed; an empty text leaves it alone.
func (secret) Raw(_ *Reader, f Field, p url.Values) any {
	if p.Get(f.Name+".clear") == "1" {
		return nil
	}
	return p.Get(f.Name)
}
