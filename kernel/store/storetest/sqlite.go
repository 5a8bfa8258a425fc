//go:build !postgres

package storetest

import "testing"

var kinds = []string{"sqlite"}

func address(*testing.T, string) string { return "" }
