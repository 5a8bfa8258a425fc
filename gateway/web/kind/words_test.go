package kind_test

import (
	"io/fs"
	"os"
)

// pageWords are the texts of the pages, read from their folder.
func pageWords() fs.FS { return os.DirFS("..") }
