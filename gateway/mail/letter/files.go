package letter

import (
	"strings"

	"github.com/jhillyerd/enmime/v2"
)

// files lists every part that is not text of the mail itself.
func files(env *enmime.Envelope) []File {
	var out []File
	add := func(parts []*enmime.Part, inline bool) {
		for _, p := range parts {
			if p.ContentType == "message/delivery-status" && len(p.Content) == 0 {
				continue
			}
			out = append(out, File{Name: fileName(p), MediaType: p.ContentType, ContentID: strings.Trim(p.ContentID, "<> "), Inline: inline, Content: p.Content})
		}
	}
	add(env.Attachments, false)
	add(env.Inlines, true)
	add(env.OtherParts, true)
	return out
}

// endings names files that came without a name by what they are.
var endings = map[string]string{"message/rfc822": ".eml", "text/calendar": ".ics", "text/html": ".html", "text/plain": ".txt", "image/png": ".png", "image/jpeg": ".jpg",
	"image/gif": ".gif", "application/pdf": ".pdf", "message/delivery-status": ".txt", "text/rfc822-headers": ".txt", "application/pgp-signature": ".asc", "text/vcard": ".vcf", "text/x-vcard": ".vcf"}

func fileName(p *enmime.Part) string {
	name := clean(p.FileName)
	if name == "" {
		kind, _, _ := strings.Cut(p.ContentType, "/")
		if kind == "" {
			kind = "file"
		}
		name = kind + endings[p.ContentType]
	}
	name = strings.NewReplacer("/", "-", `\`, "-").Replace(name)
	if runes := []rune(name); len(runes) > 150 {
		name = string(runes[:100]) + "…" + string(runes[len(runes)-40:])
	}
	if name == "." || name == ".." {
		return "file"
	}
	return name
}
