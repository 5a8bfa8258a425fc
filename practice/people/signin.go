package people

import "steward/kernel/record"

// Fields of what lets a person in.
var (
	CredentialPerson = record.Ref("person", "person").Required().Unique()
	PasswordHash     = record.Secret("password_hash").Required()
	PasswordSetAt    = record.Instant("password_set_at")

	SessionPerson  = record.Ref("person", "person").Required().Indexed()
	SessionToken   = record.Text("token_hash").Required().Unique()
	SessionExpires = record.Instant("expires_at").Required().Indexed()
	SessionSeen    = record.Instant("seen_at")
	SessionAddress = record.Text("address")
	SessionDevice  = record.Text("device")

	TokenPerson  = record.Ref("person", "person").Required().Indexed()
	TokenName    = record.Text("name").Required()
	TokenHash    = record.Text("token_hash").Required().Unique()
	TokenScopes  = record.Text("scopes")
	TokenExpires = record.Instant("expires_at")
	TokenUsed    = record.Instant("used_at")
)

// own lets everybody see and end what is their own, and administrators what is anybody's.
func own() record.Access {
	return record.Access{
		{Role: Administrator, Can: []record.Operation{record.Read, record.Remove}, But: []string{"token_hash"}},
		{Role: record.Everyone, Can: []record.Operation{record.Read, record.Remove}, Rows: "person = me", But: []string{"token_hash"}},
	}
}

// Credential is a person's password, held as an argon2id hash that nobody reads.
var Credential = record.Type{Name: "credential", Internal: true, Fields: record.Columns{CredentialPerson, PasswordHash, PasswordSetAt}}

// Session is one signed-in browser. Only a digest of its token is stored.
var Session = record.Type{Name: "session", Internal: true, Access: own(),
	Fields: record.Columns{SessionPerson, SessionToken, SessionExpires, SessionSeen, SessionAddress, SessionDevice}}

// Token lets a program in as a person, within its scopes. Only a digest of it is stored.
var Token = record.Type{Name: "api_token", Internal: true, Access: own(), Title: TokenName,
	Fields: record.Columns{TokenPerson, TokenName, TokenHash, TokenScopes, TokenExpires, TokenUsed}}

// SignInTypes lists the types of this file.
func SignInTypes() []*record.Type { return []*record.Type{&Credential, &Session, &Token} }
