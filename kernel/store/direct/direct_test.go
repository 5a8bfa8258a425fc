package direct

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	_ "modernc.org/sqlite"
)

const fill = `WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 1000)
INSERT INTO line SELECT n, 'line ' || n, CASE WHEN n % 2 = 0 THEN x'0001' END, n / 4.0 FROM s`

// filled gives a pool that reads a database of a thousand lines, and its writer.
func filled(t *testing.T, size int) (*Pool, *sql.DB) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "direct.db")
	w, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)")
	if err != nil {
		t.Fatal(err)
	}
	w.SetMaxOpenConns(1)
	for _, text := range []string{`CREATE TABLE line (n INTEGER PRIMARY KEY, words TEXT, more BLOB, part REAL)`, fill} {
		if _, err := w.Exec(text); err != nil {
			t.Fatal(err)
		}
	}
	p := New(path, size, "PRAGMA query_only(1)")
	t.Cleanup(func() {
		if err := errors.Join(p.Close(), w.Close()); err != nil {
			t.Error(err)
		}
	})
	return p, w
}

func numbersOf(t *testing.T, rows *Rows, err error) (out []int64) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			t.Fatal(err)
		}
		out = append(out, n)
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	return out
}

func TestValuesComeAsTheyAreStored(t *testing.T) {
	p, _ := filled(t, 1)
	rows, err := p.Query(t.Context(), `SELECT n, words, more, part, NULL, $2 FROM line WHERE words IN ($1, '') OR n = $3`, "line 2", "", 7)
	if err != nil {
		t.Fatal(err)
	}
	var got [][]any
	for rows.Next() {
		row := make([]any, rows.Width())
		rows.Read(row)
		got = append(got, row)
	}
	if len(got) != 2 || got[0][0] != int64(2) || got[0][1] != "line 2" || string(got[0][2].([]byte)) != "\x00\x01" || got[0][3] != 0.5 || got[0][4] != nil || got[0][5] != "" || got[1][2] != nil {
		t.Errorf("read %#v", got)
	}
}

func TestARowIsReadIntoWhatItIsAskedFor(t *testing.T) {
	p, _ := filled(t, 1)
	rows, err := p.Query(t.Context(), `SELECT words, n, n, n > 1, more, NULL, words, words FROM line WHERE n = $1`, int64(2))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	type name string
	var words string
	var n int64
	var i int
	var yes bool
	var more []byte
	var none sql.NullString
	var named name
	var anything any
	if !rows.Next() || rows.Scan(&words, &n, &i, &yes, &more, &none, &named, &anything) != nil {
		t.Fatal("not read")
	}
	if words != "line 2" || n != 2 || i != 2 || !yes || len(more) != 2 || none.Valid || named != "line 2" || anything != "line 2" {
		t.Error(words, n, i, yes, more, none, named, anything)
	}
	var text string
	if err := rows.Scan(&n, &n, &n, &n, &more, &text); err == nil {
		t.Error("an empty column was read into a text")
	}
}

func TestASnapshotDoesNotSeeWhatIsWrittenMeanwhile(t *testing.T) {
	p, w := filled(t, 2)
	s, err := p.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	count := `SELECT COUNT(*) FROM line`
	rows, err := s.Query(t.Context(), count)
	before := numbersOf(t, rows, err)
	if _, err := w.Exec(`DELETE FROM line WHERE n > 10`); err != nil {
		t.Fatal(err)
	}
	rows, err = s.Query(t.Context(), count)
	if then := numbersOf(t, rows, err); !slices.Equal(before, then) {
		t.Errorf("%v, then %v", before, then)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	rows, err = p.Query(t.Context(), count)
	if now := numbersOf(t, rows, err); now[0] != 10 {
		t.Errorf("afterwards %v", now)
	}
}

func TestTheSameQuestionIsAskedWithinItself(t *testing.T) {
	p, _ := filled(t, 1)
	s, err := p.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	text := `SELECT n FROM line ORDER BY n LIMIT 3`
	outer, err := s.Query(t.Context(), text)
	if err != nil || !outer.Next() {
		t.Fatal(err)
	}
	rows, err := s.Query(t.Context(), text)
	if inner := numbersOf(t, rows, err); !slices.Equal(inner, []int64{1, 2, 3}) {
		t.Errorf("inner %v", inner)
	}
	if rest := numbersOf(t, outer, nil); !slices.Equal(rest, []int64{2, 3}) {
		t.Errorf("rest %v", rest)
	}
}

func TestAQuestionEndsWithItsContextAndTheNextOneIsAnswered(t *testing.T) {
	p, _ := filled(t, 1)
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	rows, err := p.Query(ctx, `SELECT COUNT(*) FROM line a, line b, line c`)
	if err != nil {
		t.Fatal(err)
	}
	if rows.Next() || !errors.Is(rows.Err(), context.DeadlineExceeded) {
		t.Errorf("it ended with %v", rows.Err())
	}
	if _, err := p.Query(ctx, `SELECT 1`); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("afterwards %v", err)
	}
	rows, err = p.Query(t.Context(), `SELECT COUNT(*) FROM line`)
	if n := numbersOf(t, rows, err); n[0] != 1000 {
		t.Errorf("counted %v", n)
	}
}

func TestNothingIsWrittenAndAMistakeIsNamed(t *testing.T) {
	p, _ := filled(t, 1)
	rows, err := p.Query(t.Context(), `DELETE FROM line`)
	if err == nil && (rows.Next() || rows.Err() == nil) {
		t.Error("lines were removed")
	}
	if _, err := p.Query(t.Context(), `SELECT absent FROM line`); err == nil || err.Error() != "sqlite: no such column: absent (1)" {
		t.Errorf("the mistake is %v", err)
	}
	if _, err := p.Query(t.Context(), `SELECT $2`, 1); err == nil {
		t.Error("an argument was missing")
	}
	if _, err := p.Query(t.Context(), `SELECT $1`, time.Second); err == nil {
		t.Error("a duration was taken")
	}
	rows, err = p.Query(t.Context(), `SELECT COUNT(*) FROM line`)
	if n := numbersOf(t, rows, err); n[0] != 1000 {
		t.Errorf("counted %v", n)
	}
}

func TestManyAskAtOnce(t *testing.T) {
	p, w := filled(t, 3)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for i := range 100 {
				rows, err := p.Query(t.Context(), `SELECT n FROM line WHERE words = $1 AND n < 500`, "line 42")
				if n := numbersOf(t, rows, err); len(n) != 1 || n[0] != 42 {
					t.Errorf("question %d: %v", i, n)
				}
			}
		})
	}
	for i := range 20 {
		if _, err := w.Exec(`INSERT INTO line (n) VALUES (?)`, 2000+i); err != nil {
			t.Error(err)
		}
	}
	all.Wait()
	if p.Pages() == 0 {
		t.Error("no page was touched")
	}
}

func TestNoMoreStatementsStayPreparedThanAreBounded(t *testing.T) {
	p, _ := filled(t, 1)
	for i := range mostStatements + 50 {
		rows, err := p.Query(t.Context(), fmt.Sprintf(`SELECT n + %d FROM line`, i))
		if err != nil {
			t.Fatal(err)
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
	c := <-p.free
	defer func() { p.free <- c }()
	if len(c.prepared) > mostStatements {
		t.Errorf("%d are prepared", len(c.prepared))
	}
}
