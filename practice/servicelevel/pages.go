package servicelevel

import (
	"steward/kernel/page"
	"steward/practice/people"
)

// The paths of the pages.
const (
	reportPath  = "service-levels"
	previewPath = "working-time"
)

// Pages are the pages of the practice.
func Pages() []page.Page {
	return []page.Page{
		{Path: reportPath, Title: "levels.title", Icon: "gauge", Group: "service_level", Roles: people.Staff(), Asks: []string{"months", "measure", "kind", "priority", "with"}, Live: []string{"clock"}, Load: report},
		{Path: previewPath, Title: "preview.title", Icon: "calendar-clock", Group: "service_level", Roles: people.Staff(), Asks: []string{"calendar", "opened", "within"}, Load: preview},
	}
}

// Slots are what the practice shows on the pages of its records.
func Slots() []page.Slot {
	return []page.Slot{
		{Name: "calendar-preview", Place: page.Panel, On: page.OnType(calendarName), Load: ofCalendar},
		{Name: "agreement-preview", Place: page.Panel, On: page.OnType(agreementName), Load: ofAgreement},
		{Name: "agreement-underpinning", Place: page.Panel, On: page.OnType(agreementName), Load: underpinned},
	}
}
