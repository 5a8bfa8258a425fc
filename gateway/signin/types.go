package signin

// Types names the record types that sign-in reads and writes. The practice that keeps people
// declares them with the fields person, password_hash, password_set_at; person, token_hash,
// expires_at, seen_at, address, device; person, name, token_hash, scopes, expires_at.
type Types struct {
	Person, Organisation, Credential, Session, Token string
	// Administrator is the key of the role that the first person gets.
	Administrator string
	// Decide holds the types whose records decide what an actor is: person, membership, role.
	Decide map[string]bool
}
