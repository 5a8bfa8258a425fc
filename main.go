// Command steward runs the service management system.
package main

func main() {}
