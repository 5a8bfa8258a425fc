package markdown

import (
	"strings"
	"testing"
)

func TestHTMLFromOutsideReadsAsMarkdown(t *testing.T) {
	for from, want := range map[string]string{
		"<p>Hello <b>big</b> world</p><p>Next<br>line</p>":                          "Hello **big** world\n\nNext  \nline",
		"<ul><li>one</li><li>two<ol><li>deep</li></ol></li></ul>":                   "- one\n- two\n\n  1. deep",
		`<a href="https://example.com/a b">here</a>`:                                "[here](https://example.com/a%20b)",
		`<a href="javascript:alert(1)">here</a>`:                                    "here",
		`<img src="cid:x@y" alt="shot"><img src="https://track.er/p">`:              "![shot](cid:x@y)",
		"<style>p{}</style><script>x</script><p style='display:none'>p</p>y":        "y",
		"<blockquote>said</blockquote>answer":                                       "> said\n\nanswer",
		"<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>": "| a | b |\n| --- | --- |\n| 1 | 2 |",
		"<p>2 * 3 < 7 _x_</p>":                                                      `2 \* 3 \< 7 \_x\_`,
	} {
		got, err := FromHTML(from)
		if err != nil || got != want {
			t.Errorf("%s\n got %q\nwant %q (%v)", from, got, want, err)
		}
	}
}

func TestWhatIsDrawnCarriesNoScript(t *testing.T) {
	for _, text := range []string{"<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](data:text/html,x)", "<a onclick=x>y</a>", "<form><input></form>"} {
		got := strings.ToLower(HTML(text))
		for _, bad := range []string{"<script", "javascript:", "onclick", "<form", "<input", "data:text"} {
			if strings.Contains(got, bad) {
				t.Errorf("%q is drawn as %q", text, got)
			}
		}
	}
}

// FuzzFromHTML: whatever the HTML is, it ends as text that draws without script.
func FuzzFromHTML(f *testing.F) {
	for _, seed := range []string{"<p>x</p>", "<table><tr><td>", "<blockquote type=cite><ul><li>", "<a href='x'><img src=cid:1>", "<pre>```</pre>", "<b><i><b><i>x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		text, err := FromHTML(source)
		if err != nil {
			return
		}
		if out := strings.ToLower(HTML(text)); strings.Contains(out, "<script") || strings.Contains(out, `href="javascript:`) {
			t.Fatalf("%q is drawn as %q", source, out)
		}
	})
}
