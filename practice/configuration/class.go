package configuration

import (
	"context"
	"net/netip"
	"slices"

	"steward/kernel/fault"
	"steward/kernel/record"
)

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

// The classes.
const (
	Server         = "server"
	VirtualMachine = "virtual_machine"
	NetworkDevice  = "network_device"
	Application    = "application"
	Database       = "database"
	Workstation    = "workstation"
	Mobile         = "mobile"
	Printer        = "printer"
	CloudService   = "cloud_service"
)

var (
	attributes = record.Columns{SerialNumber, Manufacturer, Model, Address, OperatingSystem, Software, URL, User}

	hardware = record.Columns{SerialNumber, Manufacturer, Model}
	// ofClass lists what the items of a class have beside what every item has.
	ofClass = map[string]record.Columns{
		Server:         append(slices.Clone(hardware), Address, OperatingSystem),
		VirtualMachine: {Address, OperatingSystem},
		NetworkDevice:  append(slices.Clone(hardware), Address, Software),
		Application:    {Manufacturer, Software, URL},
		Database:       {Manufacturer, Software, Address},
		Workstation:    append(slices.Clone(hardware), Address, OperatingSystem, User),
		Mobile:         append(slices.Clone(hardware), OperatingSystem, User),
		Printer:        append(slices.Clone(hardware), Address),
		CloudService:   {Manufacturer, URL},
	}
)

// Attributes lists the fields that a class has beside those of every item; of an item without class
// all of them.
func Attributes(class string) record.Columns {
	if of, known := ofClass[class]; known {
		return of
	}
	return attributes
}

// classFits refuses an attribute that the class does not have: a printer has no version installed.
func classFits(_ context.Context, d *record.Draft, _ record.Reader) error {
	of := Attributes(Class.Of(d))
	var refused fault.List
	for _, f := range attributes {
		has := slices.ContainsFunc(of, func(c record.Column) bool { return c.Definition() == f.Definition() })
		if !has && !d.ValueOf(f.Definition()).IsEmpty() {
			refused = append(refused, fault.New(fault.Invalid, "configuration_item", "not-of-class", "class", Class.Of(d)).On(f.Definition().Name))
		}
	}
	return refused.OrNil()
}

func addressFits(_ context.Context, d *record.Draft, _ record.Reader) error {
	if a := Address.Of(d); a != "" {
		if _, err := netip.ParseAddr(a); err != nil {
			return fault.New(fault.Invalid, "configuration_item", "not-an-address", "given", a).On(Address.Name())
		}
	}
	return nil
}
