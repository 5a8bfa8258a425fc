package load

import (
	"steward/gateway/sheet/mapping"
	"steward/gateway/sheet/problem"
	"steward/kernel/record"
)

// plain is how a table whose header names the fields becomes records.
type plain struct{}

func byHeader(t *record.Type, _ []string) (*mapping.Mapping, *plain, error) {
	return nil, nil, &problem.Problem{Code: "header-unknown", Detail: t.Name}
}
