package record

// listed is a kind with what a custom field of it may or must say.
type listed struct {
	kind   Kind
	custom bool // an administrator may make fields of it
	takes  part // parts beside name, label, hint and required
	needs  part // parts that must be given
}

// part is a part of a custom field's definition, as bits.
type part uint8

const (
	partOptions part = 1 << iota
	partTarget
	partScale
	partMax
	partUnique
)

// kinds lists all kinds, in the order in which people choose from them.
var kinds = []listed{
	{kind: TextKind, custom: true, takes: partMax | partUnique},
	{kind: LongKind, custom: true, takes: partMax},
	{kind: LocalizedKind, custom: true, takes: partMax},
	{kind: LocalizedLongKind, custom: true, takes: partMax},
	{kind: ChoiceKind, custom: true, takes: partOptions, needs: partOptions},
	{kind: ChoicesKind, custom: true, takes: partOptions, needs: partOptions},
	{kind: NumberKind, custom: true, takes: partUnique},
	{kind: DecimalKind, custom: true, takes: partScale | partUnique},
	{kind: MoneyKind, custom: true},
	{kind: BoolKind, custom: true},
	{kind: DateKind, custom: true, takes: partUnique},
	{kind: InstantKind, custom: true, takes: partUnique},
	{kind: PlannedKind, custom: true},
	{kind: DurationKind, custom: true},
	{kind: RecurrenceKind, custom: true},
	{kind: ReferenceKind, custom: true, takes: partTarget | partUnique, needs: partTarget},
	{kind: AnyReferenceKind, custom: true},
	{kind: ReferencesKind, custom: true, takes: partTarget, needs: partTarget},
	{kind: PersonKind, custom: true, takes: partUnique},
	{kind: EmailKind, custom: true, takes: partUnique},
	{kind: PhoneKind, custom: true, takes: partUnique},
	{kind: LinkKind, custom: true, takes: partMax | partUnique},
	{kind: FilesKind, custom: true},
	{kind: StructuredKind, custom: true, takes: partMax},
	{kind: SecretKind, custom: true, takes: partMax},
	{kind: IDKind},
	{kind: NumberTextKind},
}

// Kinds lists all kinds, in the order in which people choose from them; the two that only the
// kernel uses, a record's id and number, stand last.
func Kinds() []Kind {
	out := make([]Kind, len(kinds))
	for i := range kinds {
		out[i] = kinds[i].kind
	}
	return out
}

// CustomKinds lists the kinds of which an administrator may make fields.
func CustomKinds() []Kind {
	var out []Kind
	for i := range kinds {
		if kinds[i].custom {
			out = append(out, kinds[i].kind)
		}
	}
	return out
}

// KindNamed finds a kind by its name.
func KindNamed(name string) (Kind, bool) {
	l, ok := listedNamed(name)
	return l.kind, ok
}

func listedNamed(name string) (listed, bool) {
	for i := range kinds {
		if kinds[i].kind.Name() == name {
			return kinds[i], true
		}
	}
	return listed{}, false
}
