//go:build postgres

package storetest

import (
	"context"
	"net/url"
	"os"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

var kinds = []string{"sqlite", "postgres"}

// address makes a schema of its own in the database that STEWARD_TEST_POSTGRES names, and drops it
// afterwards.
func address(t testing.TB, name string) string {
	t.Helper()
	if name == "sqlite" {
		return ""
	}
	to, err := url.Parse(os.Getenv("STEWARD_TEST_POSTGRES"))
	if err != nil {
		t.Fatal(err)
	}
	schema := "test_" + uuid.NewString()[:8]
	run(t, to.String(), "CREATE SCHEMA "+schema)
	t.Cleanup(func() { run(t, to.String(), "DROP SCHEMA "+schema+" CASCADE") })
	q := to.Query()
	q.Set("search_path", schema)
	to.RawQuery = q.Encode()
	return to.String()
}

func run(t testing.TB, address, text string) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, text); err != nil {
		t.Fatal(err)
	}
}
