package auth

import (
	"encoding/json"
	"errors"
	"os"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/tenant"
)

type vector struct {
	Name    string      `json:"name"`
	MadeBy  string      `json:"made_by"`
	User    call.UserID `json:"user"`
	Expire  int64       `json:"expire"`
	Sum     string      `json:"sum"`
	Want    string      `json:"want"`
	Usersig string      `json:"usersig"`
}

type vectorFile struct {
	App     int64         `json:"app"`
	Secret  tenant.Secret `json:"secret"`
	Issued  int64         `json:"issued"`
	Vectors []vector      `json:"vectors"`
}

func loadVectors(t testing.TB) vectorFile {
	t.Helper()
	b, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var f vectorFile
	if err := json.Unmarshal(b, &f); err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *vectorFile) app() *tenant.App {
	return &tenant.App{ID: f.App, Secrets: []tenant.Secret{f.Secret}}
}

// find returns the UserSig of the vector whose name starts with the given letter and number.
func (f *vectorFile) find(t testing.TB, name string) string {
	t.Helper()
	for _, v := range f.Vectors {
		if v.Name[:2] == name {
			return v.Usersig
		}
	}
	t.Fatalf("no vector %s", name)
	return ""
}

// at is a clock that stands still.
func at(unix int64) func() time.Time {
	return func() time.Time { return time.Unix(unix, 0) }
}

// word is how vectors.json writes a verdict.
func word(t testing.TB, err error) string {
	t.Helper()
	if err == nil {
		return "ok"
	}
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("%v is not an *Error", err)
	}
	return e.Code
}

func TestVectors(t *testing.T) {
	f := loadVectors(t)
	if len(f.Vectors) != 22 {
		t.Fatalf("%d vectors, want 22", len(f.Vectors))
	}
	for _, vec := range f.Vectors {
		t.Run(vec.Name, func(t *testing.T) {
			now := f.Issued + vec.Expire // the last valid second
			if vec.MadeBy == "hand" {
				now = 1_700_000_000 // X4 expired long ago, the others last until 2100
			}
			v := NewVerifier(at(now))
			for _, round := range []string{"fresh", "seen"} {
				if got := word(t, v.Verify(f.app(), vec.User, vec.Usersig)); got != vec.Want {
					t.Errorf("%s: %s, want %s", round, got, vec.Want)
				}
			}
			if vec.Want == "ok" {
				later := NewVerifier(at(now + 1))
				if got := word(t, later.Verify(f.app(), vec.User, vec.Usersig)); got != "expired" {
					t.Errorf("one second later: %s, want expired", got)
				}
			}
		})
	}
}

// Our own signature over the same facts is the generators'.
func TestSignAgreesWithGenerators(t *testing.T) {
	f := loadVectors(t)
	compared := 0
	for _, vec := range f.Vectors {
		if vec.MadeBy == "hand" || vec.Want != "ok" {
			continue
		}
		sig := Sign(f.app(), vec.User, time.Unix(f.Issued, 0), time.Duration(vec.Expire)*time.Second)
		e, ok := new(decoder).decode(sig)
		if !ok {
			t.Fatalf("%s: cannot decode our own %s", vec.Name, sig)
		}
		if e.Sum != vec.Sum {
			t.Errorf("%s: TLS.sig %s, want %s", vec.Name, e.Sum, vec.Sum)
		}
		compared++
	}
	if compared != 8 {
		t.Errorf("compared %d vectors, want 8", compared)
	}
}
