package view

import "time"

// Tone is the meaning of a colour: "", "gray", "red" (breach), "amber" (at risk), "green" (met), "blue" (in work),
// "violet" (waiting), "teal", "pink", "olive", "accent".
type Tone string

// Link is an address with its words.
type Link struct {
	Label string
	Href  string
	// Icon is the name of a drawing in the sprite ("inbox"); may be empty.
	Icon string
	// Count is shown behind the label ("38", "99+"); may be empty.
	Count string
	// Hot makes the count stand out: somebody waits.
	Hot bool
	// Current marks the link to where the reader is.
	Current bool
	// Tone colours the dot that stands in place of an icon (saved views).
	Tone Tone
	// Note is a second, quieter line or ending.
	Note string
	// Keys is the shortcut as shown ("G U"); may be empty.
	Keys string
}

// Pair is a name and a value that a form sends along.
type Pair struct{ Name, Value string }

// Action is a button that writes: a form of its own with one button, or a link to a page that asks more (Get).
type Action struct {
	// Name identifies the action in the page ("resolve"); it becomes data-action, for keys and tests.
	Name  string
	Label string
	Icon  string
	Href  string
	// Get makes it a plain link.
	Get    bool
	Hidden []Pair
	// Confirm is asked before sending; may be empty.
	Confirm string
	// Primary marks the one button of the page that stands out.
	Primary bool
	// Danger marks what cannot be taken back.
	Danger bool
	// Refused says why the button cannot be pressed now; it then shows disabled with this text.
	Refused string
	Keys    string
}

// Person is somebody as shown beside a record.
type Person struct {
	Name     string
	Initials string
	// Hue is "blue", "violet", "teal", "pink", "olive" or "gray", always the same for the same person. Hue gives it.
	Hue  string
	Href string
	// Note is a quieter line: role, department, place.
	Note string
	VIP  bool
	// Online shows the green mark.
	Online bool
}

// hues are the colours of people: never red, amber or green, which mean something.
var hues = [...]string{"blue", "violet", "teal", "pink", "olive", "gray"}

// Hue chooses the colour for a person from a stable key, such as the id.
func Hue(key string) string {
	sum := uint32(2166136261) // FNV-1a, 32 bit
	for i := range len(key) {
		sum = (sum ^ uint32(key[i])) * 16777619
	}
	return hues[sum%uint32(len(hues))]
}

// State is where a record stands in its lifecycle.
type State struct {
	Key   string
	Label string
	// Category is "new", "active", "waiting", "resolved", "closed", "cancelled" or "merged"; it chooses the drawing.
	Category string
}

// Priority is a rank from 1 (critical) to 5 (planning), with its word. Level 0 is not set.
type Priority struct {
	Level int
	Label string
}

// Clock is one running promise (SLA).
type Clock struct {
	// Name says which promise: "First reply", "Resolution".
	Name string
	// Text is the time as shown: "24m left", "−18m", "Met in 6m".
	Text string
	// Short is the same for a narrow column: "24m". Empty: Text.
	Short string
	// Bound says against what: "of 30m", "by 11:30".
	Bound string
	// Standing is "ok", "risk", "over", "met" or "held".
	Standing string
	// Share is the used part of the time, 0 to 100.
	Share int
	// Href leads to why it stands so; empty where nothing says it.
	Href string
}

func (c Clock) short() string {
	if c.Short != "" {
		return c.Short
	}
	return c.Text
}

// Moment is a point in time as shown.
type Moment struct {
	// At is the instant; the zero value shows Text alone.
	At time.Time
	// Text is the time in the reader's zone and format, shown until the script makes it relative.
	Text string
	// Title is the full date, time and zone, shown on hover.
	Title string
	// Relative lets the script show "5 min ago" and keep it true.
	Relative bool
}

func (m Moment) machine() string { return m.At.UTC().Format(time.RFC3339) }

// Badge is a short word with a colour.
type Badge struct {
	Label string
	Tone  Tone
	Icon  string
	Href  string
}

// Toast is a short message about what just happened.
type Toast struct {
	Text string
	// Tone is "", "green", "amber" or "red".
	Tone Tone
	// Undo takes it back; nil where that is impossible.
	Undo *Action
	// Link leads to what it is about.
	Link *Link
}

// File is an attachment that exists.
type File struct {
	ID   string
	Name string
	Href string
	// Size is as shown: "214 KB".
	Size string
	// Picture says that it can be shown as an image.
	Picture bool
}
