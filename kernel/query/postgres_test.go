//go:build postgres

package query_test

import (
	"database/sql"
	"os"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"

	"steward/kernel/query"
)

// openPostgres opens the database that STEWARD_TEST_POSTGRES names, in a schema of its own that is
// dropped afterwards.
func openPostgres(t *testing.T) database {
	t.Helper()
	db, err := sql.Open("pgx", os.Getenv("STEWARD_TEST_POSTGRES"))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	d := database{query.Postgres, db}
	d.exec(t, `SET jit = off`) // compiling takes longer than these small tables
	d.exec(t, `DROP SCHEMA IF EXISTS condition_language CASCADE`)
	d.exec(t, `CREATE SCHEMA condition_language`)
	d.exec(t, `SET search_path TO condition_language`)
	t.Cleanup(func() {
		d.exec(t, `DROP SCHEMA condition_language CASCADE`)
		_ = db.Close()
	})
	return d
}

func TestConditionsMeanTheSameInMemoryAndInPostgreSQL(t *testing.T) {
	proveConditions(t, openPostgres(t))
}

func TestOrdersAndPagesAreTheSameInMemoryAndInPostgreSQL(t *testing.T) {
	proveOrders(t, openPostgres(t))
}

func TestFiguresAreTheSameInMemoryAndInPostgreSQL(t *testing.T) {
	proveFigures(t, openPostgres(t))
}

// On forty records every plan is cheap, so that the other plans are taken away.
func TestAPageIsOneWalkAlongAnIndexInPostgreSQL(t *testing.T) {
	d := openPostgres(t)
	for _, way := range []string{"seqscan", "bitmapscan", "sort", "incremental_sort"} {
		d.exec(t, "SET enable_"+way+" = off")
	}
	proveIndexes(t, d)
}

func TestTheLargestConditionsRunInPostgreSQL(t *testing.T) { proveLargest(t, openPostgres(t)) }
