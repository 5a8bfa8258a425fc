package store

import (
	"context"
	"database/sql"
)

// dialect is what differs between the two databases; everything else is the same SQL text.
type dialect interface {
	name() string
	// writers is how many transactions may be open at once.
	writers() int
	columnType(number bool) string
	blobType() string
	// columns lists the columns of every table, indexes the names of every index.
	columns(ctx context.Context, db querier) (map[string]map[string]bool, error)
	indexes(ctx context.Context, db querier) (map[string]bool, error)
	// taken tells whether err is a unique constraint, and which index it names.
	taken(err error) (index string, ok bool)
	// again tells whether the same transaction may succeed when tried again.
	again(err error) bool
	// missing tells whether a table or column named by the statement is not there.
	missing(err error) bool
	// tableEnd follows the closing bracket of a table whose key is its content.
	tableEnd() string
	// skipLocked follows a select that claims rows.
	skipLocked() string
	// alone lists the statements by which a transaction that changes the schema keeps other nodes from
	// doing so, and itself from waiting long for those who read.
	alone() []string
	// keepRows follows a select whose rows others must not remove before the commit, holdRows one whose
	// rows they must not change either.
	keepRows() string
	holdRows() string
	// positionNow asks for the number of the transaction that writes audit rows of a house, such that
	// rows of transactions that end later never stand below horizon.
	positionNow(ctx context.Context, tx querier, house string, base int64) (int64, error)
	// horizon selects, for house $1, the position below which every row is final in this snapshot.
	horizon(base int64) string
	// structure selects table, column, type, whether it is filled, and its place in the key from 1 (0:
	// none) of all columns, in the order of tables and columns.
	structure() string
	// purge lists the statements that remove what deleted values leave behind.
	purge() []string
	// snapshot are the options of a transaction that reads one state of the database.
	snapshot() *sql.TxOptions
	// find names the function that gives the place of a text in another, 0 for nowhere.
	find() string
}
