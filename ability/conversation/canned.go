package conversation

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// Fields of a canned reply.
var (
	CannedTitle = record.Text("name").Required().Unique().Max(100).Searched()
	// CannedShortcut is what is typed behind a slash to find it.
	CannedShortcut = record.Text("shortcut").Max(30).Examples("greeting", "more-details", "abschluss")
	CannedText     = record.LocalizedLongText("text").Required().Examples(`{"en":"Hello {requester}"}`, `{"de":"Guten Tag","en":"Good morning"}`)
	// CannedTeam is the team that uses it; empty for everybody who helps.
	CannedTeam = record.Ref("team", "team").Indexed()
)

// CannedName is the name of the record type.
const CannedName = "canned_reply"

// The placeholders of a canned reply, filled when it is inserted.
const (
	sayRequester      = "requester"
	sayRequesterFirst = "requester_first_name"
	sayNumber         = "number"
	sayTitle          = "title"
	sayMe             = "my_name"
	sayTeam           = "team"
	sayService        = "service"
)

var known = []string{sayRequester, sayRequesterFirst, sayNumber, sayTitle, sayMe, sayTeam, sayService}

var (
	placeholder = regexp.MustCompile(`\{([^{}\s]+)\}`)
	shortcut    = regexp.MustCompile(`^[\p{Ll}\p{N}][\p{Ll}\p{N}-]*$`)
)

// canned declares the type. Managers keep those of everybody, agents those of their own teams.
func canned(staff []string) *record.Type {
	own := CannedTeam.Name() + " = my-teams"
	var access record.Access
	for _, role := range staff {
		access = append(access, record.Permission{Role: role, Can: []record.Operation{record.Read}, Rows: CannedTeam.Name() + " is empty or " + own},
			record.Permission{Role: role, Can: []record.Operation{record.Create, record.Change, record.Remove}, Rows: own})
	}
	for _, role := range []string{"administrator", "manager"} {
		access = append(access, record.Permission{Role: role, Can: record.Everything()})
	}
	return &record.Type{Name: CannedName, Plural: "canned_replies", Title: CannedTitle, Keys: record.Columns{CannedTitle}, Icon: "quote", Access: access,
		Fields: record.Columns{CannedTitle, CannedShortcut, CannedText, CannedTeam},
		Rules: record.Rules{
			{On: record.Checking, Say: "a canned reply asks for nothing but what a record can fill in", Reads: record.Columns{CannedText}, Do: fillable},
			{On: record.Checking, Say: "a shortcut is one word of small letters, digits and hyphens", Reads: record.Columns{CannedShortcut}, Do: typeable},
		},
		Pages:         record.Pages{Group: "desk"},
		List:          record.Columns{CannedTitle, CannedShortcut, CannedTeam, CannedText},
		Configuration: &record.Configuration{By: record.Columns{CannedTitle}}}
}

func fillable(_ context.Context, d *record.Draft, _ record.Reader) error {
	for _, text := range CannedText.Of(d) {
		for _, found := range placeholder.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(known, found[1]) {
				return fault.New(fault.Invalid, CannedName, "no-such-placeholder", "given", found[0], "known", "{"+strings.Join(known, "}, {")+"}").On(CannedText.Name())
			}
		}
	}
	return nil
}

func typeable(_ context.Context, d *record.Draft, _ record.Reader) error {
	if s := CannedShortcut.Of(d); s != "" && !shortcut.MatchString(s) {
		return fault.New(fault.Invalid, CannedName, "not-a-shortcut", "given", s).On(CannedShortcut.Name())
	}
	return nil
}

// sought is what somebody has typed so far of what they look for.
var sought = record.Text("words").Max(100)

// mostFound is how many canned replies or people are offered at once.
const mostFound = 12

// cannedReplies offers the canned replies that somebody may use, filled for a record: a reply in the
// language of the person who asked, a note in that of whoever writes.
func (t Talk) cannedReplies() record.Question {
	return record.Question{Name: "canned_replies", Say: "offer canned replies, filled in for a record", Roles: t.Staff, Takes: record.Columns{Subject, Visibility, sought}, Ask: t.offer}
}

func (t Talk) offer(ctx context.Context, d *record.Draft, r record.Reader) ([]record.Finding, error) {
	row, err := about(ctx, d, r)
	if err != nil {
		return nil, err
	}
	rows, err := r.Ordered(ctx, CannedName, cannedLike(d), CannedTitle.Name(), mostFound)
	if err != nil {
		return nil, err
	}
	words, _ := record.Given(d, sought)
	slices.SortStableFunc(rows, func(a, b *record.Record) int { return begins(b, words) - begins(a, words) })
	fill, lang, err := t.filling(ctx, row, d, r)
	if err != nil {
		return nil, err
	}
	var out []record.Finding
	for _, c := range rows {
		text := record.InLanguage(c.ValueOf(CannedText.Definition()), lang)
		f := record.Finding{Subject: record.Subject{Type: CannedName, ID: c.ID()}, Title: c.Title(), Text: fill(text), Score: 1, Because: "conversation.canned"}
		if s := CannedShortcut.Of(c); s != "" {
			f.Words = []string{s}
		}
		out = append(out, f)
	}
	return out, nil
}

// begins is 1 where the shortcut begins with what was typed.
func begins(c *record.Record, words string) int {
	if words != "" && strings.HasPrefix(CannedShortcut.Of(c), strings.ToLower(words)) {
		return 1
	}
	return 0
}

// cannedLike is the condition of those that somebody may mean.
func cannedLike(d *record.Draft) string {
	words, _ := record.Given(d, sought)
	if words == "" {
		return ""
	}
	quoted := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(words) + `"`
	return CannedShortcut.Name() + " ^ " + quoted + " or " + CannedTitle.Name() + " ~ " + quoted
}

// about gives the record of which a question asks, as the asker sees it.
func about(ctx context.Context, d *record.Draft, r record.Reader) (*record.Record, error) {
	s, given := record.Given(d, Subject)
	if !given || s.Type != d.Type.Name {
		return nil, fault.New(fault.Invalid, d.Type.Name, "no-such-record", "given", s.ID, "type", d.Type.Name).On(Subject.Name())
	}
	return r.Get(ctx, s.Type, s.ID)
}

// filling gives what fills placeholders from a record, and the language of whoever reads it. What the
// record does not have stays as it is written, for whoever inserts it to see.
func (t Talk) filling(ctx context.Context, row *record.Record, d *record.Draft, r record.Reader) (fill func(string) string, lang string, err error) {
	values, lang := map[string]string{sayNumber: row.Number(), sayTitle: row.Title(), sayMe: r.Actor().Name}, r.Actor().Language
	if t.Asks.Definition() != nil && t.Asks.Of(row) != "" {
		who, err := r.Get(ctx, "person", t.Asks.Of(row))
		if err != nil {
			return nil, "", err
		}
		values[sayRequester] = who.Title()
		values[sayRequesterFirst], _, _ = strings.Cut(who.Title(), " ")
		if v, _ := record.Given(d, Visibility); v != Internal {
			lang = who.Named("language").Text()
		}
	}
	for _, name := range []string{sayTeam, sayService} {
		if id := row.Named(name).Text(); id != "" {
			of, err := r.Get(ctx, name, id)
			if err != nil {
				return nil, "", err
			}
			values[name] = of.Title()
		}
	}
	return func(text string) string {
		return placeholder.ReplaceAllStringFunc(text, func(s string) string {
			if v := values[strings.Trim(s, "{}")]; v != "" {
				return v
			}
			return s
		})
	}, lang, nil
}
