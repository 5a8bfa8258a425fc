package store

import (
	"context"
	"strings"

	"steward/kernel/query"
	"steward/kernel/search"
)

// The words are made by package search: the tokenizer only splits at spaces. The table keeps no text,
// and of each word only the column.
func (sqliteDialect) searchDDL() []string {
	return []string{`CREATE VIRTUAL TABLE IF NOT EXISTS "search_word" USING fts5(scope, title, body, content='', contentless_delete=1, detail=column, prefix='1 2 3 4 5', tokenize="ascii tokenchars '=` + search.Joiners + `'")`}
}

func (sqliteDialect) find() string { return "instr" }

func (sqliteDialect) searchWrite(ctx context.Context, tx querier, d *searchDoc) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO "search_doc" ("doc", "house", "type", "record", "version", "title", "body") VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT ("doc") DO UPDATE SET "version" = excluded."version", "title" = excluded."title", "body" = excluded."body"`, d.doc, d.house, d.kind, d.record, d.version, d.Title, d.Body)
	if err != nil {
		return err
	}
	house, kind := d.scopes()
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO "search_word" (rowid, scope, title, body) VALUES ($1, $2, $3, $4)`, d.doc, house+" "+kind, d.Title, d.Body)
	return err
}

func (sqliteDialect) searchErase(ctx context.Context, tx querier, doc int64) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM "search_word" WHERE rowid = $1`, doc)
	return err
}

func (sqliteDialect) searchIndex(b *query.Builder, a *SearchAsk, r Rank, scopes []string) (order string) {
	b.Write(`"search_word" AS w CROSS JOIN "search_doc" AS d ON d."doc" = w.rowid WHERE w."search_word" MATCH `, b.Arg(fts5(a.Words, r, scopes)))
	if a.After != nil && a.After.Rank == r {
		b.Write(" AND w.rowid < ", b.Arg(a.After.Doc))
	}
	b.Write(` AND d."house" = `, b.House())
	return "w.rowid"
}

// fts5 writes the question in the language of FTS5.
func fts5(words []search.Word, r Rank, scopes []string) string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = `"` + string(w) + `" *`
	}
	all := "(" + strings.Join(list, " AND ") + ")"
	in := `{scope} : ("` + strings.Join(scopes, `" OR "`) + `") AND `
	if r == InTitle {
		return in + "({title} : " + all + ")"
	}
	return in + "(" + all + " NOT ({title} : " + all + "))"
}
