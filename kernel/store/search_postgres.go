package store

import (
	"context"
	"strings"

	"steward/kernel/query"
	"steward/kernel/search"
)

// The words are made by package search and not by PostgreSQL's parser. A word of the title stands a
// second time with titleMark before it.
func (postgresDialect) searchDDL() []string {
	return []string{
		`ALTER TABLE "search_doc" ADD COLUMN IF NOT EXISTS "words" tsvector`,
		`CREATE INDEX IF NOT EXISTS "search_doc_words" ON "search_doc" USING gin ("words")`,
	}
}

func (postgresDialect) find() string { return "strpos" }

const titleMark = "^"

func (postgresDialect) searchWrite(ctx context.Context, tx querier, d *searchDoc) error {
	house, kind := d.scopes()
	words := []string{house, kind}
	title := strings.Fields(d.Title)
	words = append(append(words, title...), strings.Fields(d.Body)...)
	for _, w := range title {
		words = append(words, titleMark+w)
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO "search_doc" ("doc", "house", "type", "record", "version", "title", "body", "words") VALUES ($1, $2, $3, $4, $5, $6, $7, array_to_tsvector(string_to_array($8, ' ')))
ON CONFLICT ("doc") DO UPDATE SET "version" = excluded."version", "title" = excluded."title", "body" = excluded."body", "words" = excluded."words"`,
		d.doc, d.house, d.kind, d.record, d.version, d.Title, d.Body, strings.Join(words, " "))
	return err
}

// searchErase has nothing to do: the words stand in the row of the record.
func (postgresDialect) searchErase(context.Context, querier, int64) error { return nil }

func (postgresDialect) searchIndex(b *query.Builder, a *SearchAsk, r Rank, scopes []string) (order string) {
	b.Write(`"search_doc" AS d WHERE d."words" @@ CAST(`, b.Arg(tsquery(a.Words, r, scopes)), ` AS tsquery)`)
	if a.After != nil && a.After.Rank == r {
		b.Write(` AND d."doc" < `, b.Arg(a.After.Doc))
	}
	b.Write(` AND d."house" = `, b.House())
	return `d."doc"`
}

// tsquery writes the question in the language of tsquery.
func tsquery(words []search.Word, r Rank, scopes []string) string {
	all := func(mark string) string {
		list := make([]string, len(words))
		for i, w := range words {
			list[i] = lexeme(mark+string(w)) + ":*"
		}
		return "(" + strings.Join(list, " & ") + ")"
	}
	in := make([]string, len(scopes))
	for i, s := range scopes {
		in[i] = lexeme(s)
	}
	scoped := "(" + strings.Join(in, " | ") + ") & "
	if r == InTitle {
		return scoped + all(titleMark)
	}
	return scoped + all("") + " & !" + all(titleMark)
}

func lexeme(word string) string {
	return "'" + strings.ReplaceAll(strings.ReplaceAll(word, `\`, `\\`), "'", "''") + "'"
}
