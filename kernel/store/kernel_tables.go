package store

// kernelTables are the tables that no type declares.
func kernelTables(d dialect) []table {
	text, number, blob := d.columnType(false), d.columnType(true), d.blobType()
	t := func(name string) column { return column{name: name, kind: text} }
	n := func(name string) column { return column{name: name, kind: number} }
	bytes := func(name string) column { return column{name: name, kind: blob} }
	null := func(c column) column { c.null = true; return c }
	return []table{
		{name: "meta", key: `"name"`, columns: []column{t("name"), t("content")}},
		{name: "audit", key: `"house", "record", "version"`,
			columns: []column{t("house"), t("record"), n("version"), t("type"), t("operation"), n("recorded_at"), n("happened_at"),
				null(t("actor")), t("gateway"), null(t("reason")), null(t("because")), null(t("batch")), null(t("effects")), t("changes"),
				bytes("hash"), n("position")},
			indexes: []string{`INDEX "audit_recorded" ON "audit" ("house", "recorded_at")`,
				`INDEX "audit_batch" ON "audit" ("house", "batch") WHERE "batch" IS NOT NULL`,
				`INDEX "audit_position" ON "audit" ("house", "position")`}},
		{name: "seal", key: `"house", "number"`,
			columns: []column{t("house"), n("number"), n("sealed_at"), n("low"), n("high"), n("rows"), bytes("digest"), bytes("previous"), bytes("key"), bytes("signature")}},
		{name: "erasure", key: `"house", "record", "version"`,
			columns: []column{t("house"), t("record"), n("version"), t("type"), n("at"), null(t("actor")), t("reason"), t("values"), bytes("key"), bytes("signature")},
			indexes: []string{`INDEX "erasure_at" ON "erasure" ("house", "at")`}},
		{name: "number_block", key: `"house", "prefix"`, columns: []column{t("house"), t("prefix"), n("next")}},
		{name: "origin", key: `"house", "type", "key", "batch"`,
			columns: []column{t("house"), t("type"), t("key"), t("batch"), t("record"), t("digest"), n("at")},
			indexes: []string{`INDEX "origin_batch" ON "origin" ("house", "batch")`}},
		{name: "idempotency", key: `"house", "key"`, byKey: true,
			columns: []column{t("house"), t("key"), t("fingerprint"), n("at"), t("answer")},
			indexes: []string{`INDEX "idempotency_at" ON "idempotency" ("at")`}},
		{name: "job", key: `"id"`,
			columns: []column{t("id"), t("house"), t("topic"), t("data"), null(t("unique_key")), t("state"), n("run_at"), n("attempt"),
				null(n("lease_until")), null(t("leased_by")), null(t("error")), n("created_at"), null(n("done_at"))},
			indexes: []string{`INDEX "job_due" ON "job" ("state", "run_at", "id")`,
				`UNIQUE INDEX "job_unique_key" ON "job" ("house", "topic", "unique_key") WHERE "unique_key" IS NOT NULL`}},
		{name: "search_doc", key: `"doc"`,
			columns: []column{n("doc"), t("house"), t("type"), t("record"), n("version"), t("title"), t("body"), null(n("segment"))},
			indexes: []string{`UNIQUE INDEX "search_doc_record" ON "search_doc" ("house", "type", "record")`,
				`INDEX "search_doc_waiting" ON "search_doc" ("house", "doc") WHERE "segment" IS NULL`}},
		{name: "search_segment", key: `"house", "id"`, byKey: true,
			columns: []column{t("house"), n("id"), n("state"), n("low"), n("high"), n("docs"), n("newest"), n("erased"), n("at")}},
		{name: "search_block", key: `"house", "segment", "part", "word"`, byKey: true,
			columns: []column{t("house"), n("segment"), n("part"), t("word"), bytes("data")}},
	}
}
