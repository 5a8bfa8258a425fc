package letter

import (
	"regexp"
	"strings"
)

// Patterns with which mail programs begin what they repeat.
var (
	// wrote is the line above a quote: "On Monday, Anna wrote:".
	wrote = regexp.MustCompile(`(?i)^[*_>\s]*(on|am|le|el|op|il|em|den|dnia|w dniu|at|po)\b.{5,300}\b(wrote|writes|schrieb|schreef|a écrit|escribió|ha scritto|escreveu|napisała?|skrev|написал[аи]?)\b[^:]{0,80}:[\s*_]*$`)
	said  = regexp.MustCompile(`(?i)^[^>]{3,200}(<[^>]+@[^>]+>|@).{0,40}\b(wrote|writes|schrieb|schreef|a écrit|escribió|ha scritto|skrev)\b[^:]{0,40}:[\s*_]*$`)
	// original is the line that Outlook and its kin draw.
	original = regexp.MustCompile(`(?i)^[\s\\]*-{2,}\s*(original message|reply message|original-nachricht|ursprüngliche nachricht|originalnachricht|message d'origine|mensaje original|messaggio originale|oorspronkelijk bericht|originalmeddelande|исходное сообщение)\s*-{2,}\s*$`)
	from     = regexp.MustCompile(`(?i)^[\s*_]*(from|von|de|van|da|från|fra|od|от)[\s*_]*:`)
	sent     = regexp.MustCompile(`(?i)^[\s*_]*(sent|date|gesendet|datum|envoyé|enviado|verzonden|inviato|skickat|fecha|data|отправлено|дата)[\s*_]*:`)
	subject  = regexp.MustCompile(`(?i)^[\s*_]*(subject|betreff|objet|asunto|onderwerp|oggetto|ämne|assunto|тема|to|an|à|para|aan)[\s*_]*:`)
	rule     = regexp.MustCompile(`^\s*(_{10,}|-{20,})\s*$`)
)

// Split parts a text into its own words and what it repeats of earlier mails. Where words stand
// between the quotes, all of it is the own text: the quotes say what is answered. A text that is
// nothing but a quote is its own.
func Split(text string) (own, quoted string) {
	lines := strings.Split(text, "\n")
	at, header := beginning(lines)
	if at < 0 {
		return strings.TrimSpace(text), ""
	}
	before, after := lines[:at], lines[at:]
	if header {
		return parted(before, after, text)
	}
	if rest := behind(after); len(rest) > 0 {
		return afterQuote(before, after, rest, text)
	}
	return parted(before, after, text)
}

func parted(own, quoted []string, whole string) (string, string) {
	text := strings.TrimSpace(strings.Join(own, "\n"))
	if text == "" {
		return strings.TrimSpace(whole), ""
	}
	return text, strings.TrimSpace(strings.Join(quoted, "\n"))
}

// afterQuote is for those who write below: one quote, then their words.
func afterQuote(before, after, rest []string, whole string) (string, string) {
	quoted := after[:len(after)-len(rest)]
	if strings.TrimSpace(strings.Join(before, "")) != "" || containsQuote(rest) {
		return strings.TrimSpace(whole), ""
	}
	return parted(rest, quoted, whole)
}

// beginning finds the line where the repeating begins, -1 where nothing is repeated. A header means
// that everything below is repeated, marked or not.
func beginning(lines []string) (at int, header bool) {
	for i, l := range lines {
		switch {
		case original.MatchString(l):
			return i, true
		case rule.MatchString(l) && headerFollows(lines[i+1:]):
			return i, true
		case from.MatchString(l) && headerFollows(lines[i:]):
			return i, true
		case strings.HasPrefix(strings.TrimSpace(l), ">"):
			return i, false
		}
		if n := wroteAt(lines[i:]); n > 0 {
			quotes := strings.HasPrefix(strings.TrimSpace(next(lines[i+n:])), ">")
			return i, !quotes
		}
	}
	return -1, false
}

// wroteAt tells over how many lines the line above a quote reaches, 0 where there is none: programs
// break it.
func wroteAt(lines []string) int {
	joined := ""
	for n := range min(3, len(lines)) {
		l := strings.TrimSpace(lines[n])
		if l == "" {
			return 0
		}
		joined = strings.TrimSpace(joined + " " + l)
		if len(joined) > 600 {
			return 0
		}
		if !strings.HasSuffix(strings.TrimRight(joined, " *_\t"), ":") {
			continue // the patterns below cost much
		}
		if wrote.MatchString(joined) || said.MatchString(joined) {
			return n + 1
		}
	}
	return 0
}

func next(lines []string) string {
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			return l
		}
	}
	return ""
}

// headerFollows tells whether the next lines are the header of a mail.
func headerFollows(lines []string) bool {
	hasFrom, hasSent, hasSubject, seen := false, false, false, 0
	for _, l := range lines {
		if strings.TrimSpace(l) == "" {
			continue
		}
		if seen++; seen > 6 {
			break
		}
		hasFrom, hasSent, hasSubject = hasFrom || from.MatchString(l), hasSent || sent.MatchString(l), hasSubject || subject.MatchString(l)
	}
	return hasFrom && (hasSent || hasSubject) && (hasSent && hasSubject || seen <= 4)
}

// behind gives the lines after the first quote, without those that repeat.
func behind(lines []string) []string {
	i := 0
	if n := wroteAt(lines); n > 0 {
		i = n
	}
	for i < len(lines) && (strings.TrimSpace(lines[i]) == "" || strings.HasPrefix(strings.TrimSpace(lines[i]), ">")) {
		i++
	}
	rest := lines[i:]
	if strings.TrimSpace(strings.Join(rest, "")) == "" {
		return nil
	}
	return rest
}

func containsQuote(lines []string) bool {
	at, _ := beginning(lines)
	return at >= 0
}

// withoutHeader takes the line above a quote from the end of a text.
func withoutHeader(text string) (own, header string) {
	lines := strings.Split(text, "\n")
	for back := 1; back <= min(3, len(lines)); back++ {
		i := len(lines) - back
		if n := wroteAt(lines[i:]); n == back {
			return strings.TrimSpace(strings.Join(lines[:i], "\n")), strings.TrimSpace(strings.Join(lines[i:], "\n"))
		}
	}
	return text, ""
}
