package auth

// Error says why a UserSig was refused. The values below are all there are; compare with [errors.Is].
type Error struct {
	Code string // one word, stable
	Text string // for the person who has to mend it; holds no part of the signature
}

func (e *Error) Error() string { return e.Text }

// The refusals, in the order in which they are looked for.
var (
	ErrMalformed    = &Error{"malformed", "usersig is malformed: it was cut, altered or not made by a UserSig generator of version 2"}
	ErrAppMismatch  = &Error{"app_mismatch", "usersig was made for another sdkappid"}
	ErrUserMismatch = &Error{"user_mismatch", "usersig was made for another user than the one named"}
	ErrExpired      = &Error{"expired", "usersig is expired: generate a new one"}
	ErrBadSignature = &Error{"bad_signature", "usersig does not verify: it was altered or signed with another secret key"}
)

// Errors lists every refusal, so that a door can check that it maps them all.
func Errors() []*Error {
	return []*Error{ErrMalformed, ErrAppMismatch, ErrUserMismatch, ErrExpired, ErrBadSignature}
}
