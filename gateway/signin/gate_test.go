package signin_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"steward/app"
	"steward/gateway/signin"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

func open(t *testing.T) *app.System {
	t.Helper()
	s, err := app.Open(context.Background(), app.Settings{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

const password = "a long enough phrase"

// setUp makes the first administrator and gives their session's cookie.
func setUp(t *testing.T, g *signin.Gate) *http.Cookie {
	t.Helper()
	secret, err := g.SetUpSecret(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	err = g.SetUp(w, httptest.NewRequest("POST", "/setup", nil), secret, signin.FirstAdministrator{Organisation: "Harbour", Name: "Ada", Email: "ada@example.com", Password: password})
	if err != nil {
		t.Fatal(err)
	}
	return w.Result().Cookies()[0]
}

func with(c *http.Cookie) *http.Request {
	r := httptest.NewRequest("GET", "/", nil)
	r.AddCookie(c)
	return r
}

func TestTheFirstAdministratorSetsUpOnceAndIsSignedIn(t *testing.T) {
	g := open(t).Gate
	cookie := setUp(t, g)
	a, err := g.Actor(with(cookie))
	if err != nil || a.Name != "Ada" || !a.Is("administrator") {
		t.Fatalf("%+v %v", a, err)
	}
	if _, err := g.MakeAdministrator(context.Background(), signin.FirstAdministrator{Name: "Eve", Email: "eve@example.com", Password: password}); !fault.Is(err, fault.Forbidden) {
		t.Fatalf("a second set-up: %v", err)
	}
}

func TestAWrongPasswordAndAnUnknownAddressReadTheSame(t *testing.T) {
	g := open(t).Gate
	setUp(t, g)
	for _, try := range [][2]string{{"ada@example.com", "wrong wrong wrong"}, {"nobody@example.com", password}, {"", ""}} {
		err := g.SignIn(httptest.NewRecorder(), httptest.NewRequest("POST", "/", nil), try[0], try[1])
		if fault.All(err)[0].Key != "wrong-credentials" {
			t.Errorf("%v: %v", try, err)
		}
	}
}

func TestGuessingIsSlowedDown(t *testing.T) {
	g := open(t).Gate
	setUp(t, g)
	var last error
	for range 11 {
		last = g.SignIn(httptest.NewRecorder(), httptest.NewRequest("POST", "/", nil), "ada@example.com", "wrong wrong wrong")
	}
	if !fault.Is(last, fault.TooMany) {
		t.Fatalf("the eleventh try: %v", last)
	}
}

func TestASessionEndsWhenItIsEnded(t *testing.T) {
	g := open(t).Gate
	cookie := setUp(t, g)
	if err := g.SignOut(httptest.NewRecorder(), with(cookie)); err != nil {
		t.Fatal(err)
	}
	if _, err := g.Actor(with(cookie)); !fault.Is(err, fault.Unauthenticated) {
		t.Fatalf("after signing out: %v", err)
	}
}

func TestATokenActsWithinItsScopes(t *testing.T) {
	s := open(t)
	ctx := context.Background()
	admin, err := s.Gate.Actor(with(setUp(t, s.Gate)))
	if err != nil {
		t.Fatal(err)
	}
	token, err := s.Gate.CreateToken(ctx, admin, admin.Person, "reporting", []string{"read"}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Authorization", "Bearer "+token)
	a, err := s.Gate.Actor(r)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Engine.As(a).Get(ctx, "person", admin.Person); err != nil {
		t.Errorf("reading with scope read: %v", err)
	}
	if _, err := s.Engine.CreateOne(ctx, a, "location", map[string]any{"name": "Rotterdam"}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("creating with scope read: %v", err)
	}
}

func TestSigningInAgainEndsTheSessionBefore(t *testing.T) {
	g := open(t).Gate
	before := setUp(t, g)
	w, r := httptest.NewRecorder(), httptest.NewRequest("POST", "/signin", nil)
	r.AddCookie(before)
	if err := g.SignIn(w, r, "ada@example.com", password); err != nil {
		t.Fatal(err)
	}
	if _, err := g.Actor(with(w.Result().Cookies()[0])); err != nil {
		t.Fatal(err)
	}
	if _, err := g.Actor(with(before)); !fault.Is(err, fault.Unauthenticated) {
		t.Fatalf("with the session before: %v", err)
	}
}

func TestUnderTLSTheCookieIsOfThisHostAlone(t *testing.T) {
	s := open(t)
	setUp(t, s.Gate)
	g := signin.New(signin.Config{Engine: s.Engine, Directory: s.Gate.Directory, Types: s.Gate.Types, Secure: true})
	w := httptest.NewRecorder()
	if err := g.SignIn(w, httptest.NewRequest("POST", "/signin", nil), "ada@example.com", password); err != nil {
		t.Fatal(err)
	}
	c := w.Result().Cookies()[0]
	if c.Name != "__Host-steward_session" || !c.Secure || !c.HttpOnly || c.Path != "/" || c.Domain != "" || c.SameSite != http.SameSiteLaxMode {
		t.Fatalf("%+v", c)
	}
	if _, err := g.Actor(with(c)); err != nil {
		t.Fatal(err)
	}
}

// meddling does something while it is looked up who somebody is.
type meddling struct {
	engine.Directory
	once func()
}

func (m *meddling) Actor(ctx context.Context, r record.Reader, person string) (record.Actor, error) {
	a, err := m.Directory.Actor(ctx, r, person)
	if once := m.once; once != nil {
		m.once = nil
		once()
	}
	return a, err
}

func TestASessionThatEndsWhileItIsLookedUpIsNotKeptAsKnown(t *testing.T) {
	s := open(t)
	cookie := setUp(t, s.Gate)
	m := &meddling{Directory: s.Gate.Directory}
	g := signin.New(signin.Config{Engine: s.Engine, Directory: m, Types: s.Gate.Types})
	m.once = func() {
		if err := s.Gate.SignOut(httptest.NewRecorder(), with(cookie)); err != nil {
			t.Error(err)
		}
	}
	if _, err := g.Actor(with(cookie)); err != nil {
		t.Fatal(err)
	}
	if _, err := g.Actor(with(cookie)); !fault.Is(err, fault.Unauthenticated) {
		t.Fatalf("after the session has ended: %v", err)
	}
}
