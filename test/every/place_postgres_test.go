//go:build postgres

package every

import (
	"context"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"steward/kernel/engine"
)

// place makes a schema of its own in the database that STEWARD_TEST_POSTGRES names.
func place(t *testing.T) (data, address string) {
	t.Helper()
	to, err := url.Parse(os.Getenv("STEWARD_TEST_POSTGRES"))
	if err != nil {
		t.Fatal(err)
	}
	schema := "every_" + strings.ToLower(engine.NewID())
	run := func(text string) {
		conn, err := pgx.Connect(context.Background(), to.String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close(context.Background())
		if _, err := conn.Exec(context.Background(), text); err != nil {
			t.Fatal(err)
		}
	}
	run("CREATE SCHEMA " + schema)
	t.Cleanup(func() { run("DROP SCHEMA " + schema + " CASCADE") })
	q := to.Query()
	q.Set("search_path", schema)
	own := *to
	own.RawQuery = q.Encode()
	return t.TempDir(), own.String()
}
