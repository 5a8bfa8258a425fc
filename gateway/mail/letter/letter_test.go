package letter

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func read(t *testing.T, raw string) *Letter {
	t.Helper()
	l, err := Read([]byte(strings.ReplaceAll(raw, "\n", "\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestALetterSaysWhoWroteToWhomAndInWhichThread(t *testing.T) {
	l := read(t, "From: =?iso-8859-1?Q?J=F6rg?= <Joerg@Example.COM>\nTo: help@house.example, \"B, C\" <bc@example.com>\nDelivered-To: help@house.example\nSubject: =?utf-8?B?R3LDvMOfZQ==?=\nMessage-ID: <1@example.com>\nIn-Reply-To: <0@example.com>\nReferences: <a@example.com>\n <0@example.com>\n\nHello\n")
	if l.From != (Address{"Jörg", "joerg@example.com"}) || l.Subject != "Grüße" || l.MessageID != "1@example.com" || strings.Join(l.References, " ") != "a@example.com 0@example.com" || len(l.To) != 2 {
		t.Fatalf("%+v", l)
	}
}

func TestCharactersAreThoseThatWereWritten(t *testing.T) {
	for charset, body := range map[string]string{"windows-1252": "\x84Gr\xfc\xdfe\x93", "iso-8859-15": "Gr\xfc\xdfe \xa4", "utf-8": "„Grüße“"} {
		l := read(t, "From: a@example.com\nContent-Type: text/plain; charset="+charset+"\nContent-Transfer-Encoding: 8bit\n\n"+body+"\n")
		if !strings.Contains(l.Text, "Grüße") {
			t.Errorf("%s: %q", charset, l.Text)
		}
	}
}

func TestWhatIsRepeatedIsPartedFromTheOwnWords(t *testing.T) {
	for name, c := range map[string]struct{ text, own, quoted string }{
		"gmail":      {"Yes.\n\nOn Mon, Mar 2, 2026 at 9:00 AM Help <help@house.example>\nwrote:\n\n> Is it on?\n", "Yes.", "Is it on?"},
		"german":     {"Ja.\n\nAm 02.03.2026 um 09:00 schrieb Hilfe:\n> Ist es an?", "Ja.", "Ist es an?"},
		"outlook":    {"Yes.\n\n________________________________\nFrom: Help <help@house.example>\nSent: Monday\nTo: Rita\nSubject: Printer\n\nIs it on?", "Yes.", "Is it on?"},
		"von":        {"Ja.\n\nVon: Hilfe <help@house.example>\nGesendet: Montag\nAn: Rita\nBetreff: Drucker\n\nIst es an?", "Ja.", "Ist es an?"},
		"below":      {"On Monday Help wrote:\n> Is it on?\n\nYes.", "Yes.", "Is it on?"},
		"between":    {"> Is it on?\nYes.\n> And now?\nNo.", "> Is it on?\nYes.\n> And now?\nNo.", ""},
		"only quote": {"> Is it on?", "> Is it on?", ""},
		"forwarded":  {"See below.\n\n---------- Forwarded message ---------\nFrom here on it matters.", "See below.\n\n---------- Forwarded message ---------\nFrom here on it matters.", ""},
	} {
		own, quoted := Split(c.text)
		if own != c.own || !strings.Contains(quoted, c.quoted) || c.quoted == "" && quoted != "" {
			t.Errorf("%s: own %q, quoted %q", name, own, quoted)
		}
	}
}

func TestAMachineIsTold(t *testing.T) {
	for header, want := range map[string]Nature{"": ByPerson, "Auto-Submitted: no": ByPerson, "Auto-Submitted: auto-replied": AutoReply, "Auto-Submitted: auto-generated": ByMachine,
		"List-Id: <x.example.com>": ByMachine, "Precedence: bulk": ByMachine, "X-Autoreply: yes": AutoReply, "X-Failed-Recipients: b@example.com": Bounce} {
		if got := read(t, "From: a@example.com\nSubject: x\n"+header+"\n\nx\n").Nature; header != "" && got != want {
			t.Errorf("%s: %d, want %d", header, got, want)
		}
	}
}

func TestMarksOfPlainTextStandAsTheyWereTyped(t *testing.T) {
	l := read(t, "From: a@example.com\n\n# no heading\n1. no list\n*x* _y_ <b>\nhttps://example.com/a_b\n")
	for _, want := range []string{`\# no heading`, `1\. no list`, `\*x\* \_y\_ \<b>`, "https://example.com/a_b"} {
		if !strings.Contains(l.Text, want) {
			t.Errorf("%q has no %q", l.Text, want)
		}
	}
}

// FuzzRead: whatever the bytes are, reading ends, and what it gives is text.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"From: a@example.com\nSubject: x\n\nHello\n", "", "\r\n\r\n", "From a mbox line\nFrom: a@b.c\n\n> q\n", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n--b--",
		"From: a@b.c\nContent-Type: text/html; charset=utf-16\n\n<p>x<img src='cid:1'><blockquote type=cite>y</blockquote>", "Subject: =?utf-8?B?////?=\nFrom: =?x?Q?y?= <@>\n\n\xff\xfe",
		"From: a@b.c\nContent-Type: text/plain; format=flowed\n\n> a \n> b\nc \nd\n", "From: MAILER-DAEMON@x.y\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nStatus: 5.0.0\n--b--\n",
		"From: a@b.c\nContent-Type: message/rfc822\n\nFrom: c@d.e\n\nx",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		l, err := Read(raw)
		if err != nil {
			return
		}
		for _, s := range []string{l.Text, l.Own, l.Quoted, l.Subject, l.From.Name, l.From.Address, l.MessageID} {
			if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
				t.Fatalf("not text: %q", s)
			}
		}
		for _, file := range l.Files {
			if file.Name == "" || strings.ContainsAny(file.Name, "/\\\r\n") {
				t.Fatalf("not a file's name: %q", file.Name)
			}
		}
	})
}
