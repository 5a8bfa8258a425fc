// Command steward is the one program on which an IT service team runs its work.
package main

import (
	"os"
	_ "time/tzdata" // zones, also on machines that have none installed

	"steward/app"
)

func main() { os.Exit(app.Main(os.Args[1:])) }
