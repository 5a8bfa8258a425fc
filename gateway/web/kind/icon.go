package kind

// icons draw the kinds where a person chooses one.
var icons = map[string]string{"text": "type", "long_text": "file-text", "localized_text": "languages", "localized_long_text": "languages", "choice": "circle-dot", "choices": "list-checks", "number": "hash", "decimal": "hash",
	"money": "wallet", "yes_no": "square-check", "date": "calendar", "instant": "clock", "planned": "calendar-clock", "duration": "timer", "recurrence": "repeat", "reference": "link-2",
	"references": "boxes", "any_reference": "layers", "person": "user", "email": "mail", "phone": "phone", "link": "link", "files": "paperclip", "structured": "braces", "secret": "key-round"}

// Icon gives the drawing of a kind by the kernel's name of it.
func Icon(name string) string { return icons[name] }
