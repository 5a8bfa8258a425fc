package api

import "steward/kernel/engine"

func listParameters() []any {
	return []any{
		queryParameter("filter", "a condition, such as: state is open and priority <= 2"),
		queryParameter("order", "fields, - for descending: priority,-created_at"),
		queryParameter("fields", "names of the fields to answer with, separated by commas"),
		limitParameter(50),
		queryParameter("cursor", "next of the page before"),
	}
}

func aggregateParameters() []any {
	return []any{
		queryParameter("measure", "count, sum(field), avg(field), median(field), percentile(field, 90), min(field), max(field), separated by commas; count when left out"),
		queryParameter("by", "at most two of: a field, or day, week, month, quarter or year of a time, such as state, month(created_at)"),
		queryParameter("filter", "a condition"),
	}
}

func figuresSchema() object {
	texts := object{"type": "array", "items": object{"type": "string"}}
	group := object{"type": "object", "required": []any{"by", "figures"}, "properties": object{
		"by":      object{"type": "array", "items": object{}, "description": "what the group has in common, in the order of by; of a period its first day"},
		"figures": object{"type": "array", "items": object{}, "description": "one for each measure; durations in seconds, money in the currency of the house"}}}
	return object{"type": "object", "required": []any{"measures", "by", "groups"}, "properties": object{
		"measures": texts, "by": texts, "groups": object{"type": "array", "items": group}}}
}

func limitParameter(unless int) object {
	return object{"name": "limit", "in": "query", "description": "records a page", "schema": object{"type": "integer", "minimum": 1, "maximum": engine.MostRows, "default": unless}}
}

func queryParameter(name, what string) object {
	return object{"name": name, "in": "query", "description": what, "schema": object{"type": "string"}}
}

func pathParameter(name, what string) object {
	return object{"name": name, "in": "path", "required": true, "description": what, "schema": object{"type": "string"}}
}

func recordParameter() object { return pathParameter("record", "id, number or key of the record") }

func matchHeader() object {
	return object{"name": "If-Match", "in": "header", "description": "the ETag that you read; another version answers 412", "schema": object{"type": "string"}}
}

func keyHeader() object {
	return object{"name": "Idempotency-Key", "in": "header", "description": "the same key again answers as the first time and writes nothing", "schema": object{"type": "string", "maxLength": 200}}
}

func problemAnswer() object {
	return object{"description": "refused or failed", "content": object{"application/problem+json": object{"schema": ref("ProblemDetails")}}}
}

func answers(status string, schema object) object {
	return object{"responses": object{status: object{"description": "done", "content": content(schema)}, "default": problemAnswer()}}
}

func withBody(operation, schema object) object {
	operation["requestBody"] = object{"required": true, "content": content(schema)}
	return operation
}

func problemSchema() object {
	return object{"type": "object", "required": []any{"type", "title", "status", "detail"}, "properties": object{
		"type": object{"type": "string"}, "title": object{"type": "string"}, "status": object{"type": "integer"}, "detail": object{"type": "string"},
		"errors": object{"type": "array", "items": object{"type": "object", "required": []any{"code", "detail"}, "properties": object{
			"field": object{"type": "string"}, "code": object{"type": "string"}, "detail": object{"type": "string"}, "args": object{"type": "object"}}}}}}
}

// addFixed describes the operations that belong to no type.
func addFixed(paths object) {
	paths["/api/v1/me"] = object{"get": merged(object{"operationId": "me", "summary": "Who you are"}, answers("200", object{"type": "object"}))}
	paths["/api/v1/batches/{batch}/undo"] = object{"post": merged(object{"operationId": "batch.undo", "summary": "Take a batch back: everything or nothing",
		"parameters": []any{pathParameter("batch", "batch of the answer or of a version"), keyHeader()}}, answers("200", object{"type": "object", "properties": object{"undone": object{"type": "integer"},
		"effects": object{"type": "array", "description": "what the batch set in motion outside, which nobody can take back", "items": object{"type": "object", "properties": object{
			"type": object{"type": "string"}, "record": object{"type": "string"}, "version": object{"type": "integer"}, "topic": object{"type": "string"}, "state": object{"type": "string"}}}}}}))}
	paths["/api/v1/batch"] = object{"post": merged(object{"operationId": "batch", "summary": "Many commands in one transaction: all or nothing",
		"parameters": []any{keyHeader(), queryParameter("preview", "true writes nothing")}},
		withBody(answers("200", object{"type": "object"}), object{"type": "array", "maxItems": MostBatch, "items": object{"type": "object", "required": []any{"do", "type"}, "properties": object{
			"do": object{"type": "string", "enum": []any{"create", "change", "remove", "act"}}, "type": object{"type": "string"}, "id": object{"type": "string"},
			"action": object{"type": "string"}, "version": object{"type": "integer"}, "values": object{"type": "object"}}}}))}
}

func merged(a, b object) object {
	for k, v := range b {
		a[k] = v
	}
	return a
}
