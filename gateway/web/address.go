package web

import (
	"net/url"
	"slices"
	"sort"
	"strings"

	"steward/gateway/web/view"
)

// address is a path with parameters; changing one gives a new address.
type address struct {
	path  string
	query url.Values
}

// here is the address of the visit without its place in the list.
func (v *visit) here() address { return address{v.r.URL.Path, v.query} }

// with sets a parameter; an empty value takes it away.
func (a address) with(name, value string) address {
	q := url.Values{}
	for n, values := range a.query {
		q[n] = slices.Clone(values)
	}
	q.Del(name)
	if value != "" {
		q.Set(name, value)
	}
	return address{a.path, q}
}

// without takes parameters away.
func (a address) without(names ...string) address {
	for _, n := range names {
		a = a.with(n, "")
	}
	return a
}

// String writes the address with its parameters in a stable order.
func (a address) String() string {
	if len(a.query) == 0 {
		return a.path
	}
	return a.path + "?" + a.query.Encode()
}

// pairs gives the parameters for the hidden fields of a form.
func (a address) pairs() []view.Pair {
	var out []view.Pair
	for n, values := range a.query {
		for _, value := range values {
			out = append(out, view.Pair{Name: n, Value: value})
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}

// local gives the address when it leads to a page of this site, else the start page: an address
// that came with a request must not lead elsewhere.
func local(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n") {
		return "/"
	}
	return to
}
