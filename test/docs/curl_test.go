// Package docs holds the documentation to what it says: the lines that it shows are run.
package docs

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"steward/app"
	"steward/gateway/signin"
)

var status = regexp.MustCompile(` # (\d{3})$`)

func TestTheCurlLinesOfTheAPIGuideAnswerAsTheySay(t *testing.T) {
	text, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	base, token := serve(t)
	ran := 0
	for _, line := range strings.Split(string(text), "\n") {
		if !strings.HasPrefix(line, "curl ") {
			continue
		}
		m := status.FindStringSubmatch(line)
		if m == nil {
			t.Errorf("the line does not say its status: %s", line)
			continue
		}
		line = strings.NewReplacer("$STEWARD", base, "$TOKEN", token).Replace(strings.TrimSuffix(line, m[0]))
		want, err := strconv.Atoi(m[1])
		if err != nil {
			t.Fatal(err)
		}
		if got := run(t, words(line)); got != want {
			t.Errorf("%d, not %d: %s", got, want, line)
		}
		ran++
	}
	if ran < 15 {
		t.Fatalf("only %d lines were found", ran)
	}
}

func serve(t *testing.T) (base, token string) {
	t.Helper()
	ctx := context.Background()
	s, err := app.Open(ctx, app.Settings{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	id, err := s.Gate.MakeAdministrator(ctx, signin.FirstAdministrator{Name: "Ada", Email: "ada@example.com", Password: "a long enough phrase"})
	if err != nil {
		t.Fatal(err)
	}
	token, err = s.Gate.CreateToken(ctx, s.Engine.SystemActor("cli"), id, "docs", nil, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	h, err := s.Handler()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL, token
}

// words splits a shell line with single and double quotes.
func words(line string) []string {
	var out []string
	var word strings.Builder
	var quote rune
	in := false
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			quote, in = r, true
		case quote == 0 && r == ' ':
			if in {
				out = append(out, word.String())
				word.Reset()
			}
			in = false
		default:
			in = true
			word.WriteRune(r)
		}
	}
	if in {
		out = append(out, word.String())
	}
	return out
}

// run does what curl would do with these arguments, and gives the status.
func run(t *testing.T, args []string) int {
	t.Helper()
	method, body, get := "", "", false
	query := url.Values{}
	header := http.Header{}
	address := ""
	for i := 1; i < len(args); i++ {
		switch args[i] {
		case "-X":
			i++
			method = args[i]
		case "-G":
			get = true
		case "-H":
			i++
			name, content, _ := strings.Cut(args[i], ": ")
			header.Add(name, content)
		case "-d":
			i++
			body = args[i]
		case "--data-urlencode":
			i++
			name, content, _ := strings.Cut(args[i], "=")
			query.Add(name, content)
		default:
			address = args[i]
		}
	}
	if method == "" && body != "" && !get {
		method = "POST"
	}
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	r, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header = header
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}
