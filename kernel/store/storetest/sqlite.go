//go:build !postgres

package storetest

import "testing"

var kinds = []string{"sqlite"}

func address(testing.TB, string) string { return "" }
