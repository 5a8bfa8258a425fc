package storetest

import (
	"database/sql"
	"path/filepath"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"steward/kernel/store"
)

// Raw opens the database past the store, for tests that damage it.
func Raw(t testing.TB, c store.Config) *sql.DB {
	t.Helper()
	driver, address := "sqlite", "file:"+filepath.Join(c.Folder, store.DatabaseFile)+"?_pragma=busy_timeout(10000)"
	if c.URL != "" {
		driver, address = "pgx", c.URL
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}
