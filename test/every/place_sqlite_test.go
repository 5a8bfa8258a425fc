//go:build !postgres

package every

import "testing"

// place gives an empty folder for the embedded database.
func place(t *testing.T) (data, url string) { return t.TempDir(), "" }
