package configuration

import "steward/kernel/record"

// Fields that only some classes have.
var (
	SerialNumber    = record.Text("serial_number").Indexed()
	Manufacturer    = record.Text("manufacturer")
	Model           = record.Text("model")
	Address         = record.Text("ip_address")
	OperatingSystem = record.Text("operating_system")
	Software        = record.Text("version_installed")
	URL             = record.Link("url")
	User            = record.Person("used_by").Indexed()
)

var attributes = record.Columns{SerialNumber, Manufacturer, Model, Address, OperatingSystem, Software, URL, User}
