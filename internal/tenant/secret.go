package tenant

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
)

// Secret is the key that signs an app's UserSigs, used as the bytes it is written with.
// It prints, logs and encodes as [redacted]; string(s) is the only way to the key.
type Secret string

const redacted = "[redacted]"

// String hides the key.
func (Secret) String() string { return redacted }

// Format hides the key under every verb of package fmt.
func (Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue hides the key from slog.
func (Secret) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText hides the key from JSON and YAML.
func (Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// validate refuses what is never meant: nothing at all, and the line end of a file that was read whole.
func (s Secret) validate() error {
	if s == "" {
		return errors.New("must not be empty")
	}
	for i := range len(s) {
		if s[i] <= ' ' || s[i] == 0x7f {
			return errors.New("must not contain spaces or control characters (a line end, perhaps?)")
		}
	}
	return nil
}
