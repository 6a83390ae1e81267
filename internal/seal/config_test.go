package seal

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ringline/internal/tenant"
)

// Without any setting there is a key after the first start, for its owner alone, and the same one later.
func TestKeyIsMadeOnce(t *testing.T) {
	kept := filepath.Join(t.TempDir(), "master-key")
	if _, err := Read(Config{}, kept); !errors.Is(err, ErrNoKey) {
		t.Errorf("before there is one: %v", err)
	}
	r, fresh, err := Load(Config{}, kept)
	if err != nil || !fresh {
		t.Fatalf("fresh %v, %v", fresh, err)
	}
	sealed := r.Seal(7, "p", secret)
	info, err := os.Stat(kept)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	again, fresh, err := Load(Config{}, kept)
	if err != nil || fresh {
		t.Fatalf("fresh %v, %v", fresh, err)
	}
	if got, err := again.Open(7, "p", sealed); err != nil || got != secret {
		t.Errorf("%q, %v", string(got), err)
	}
	if left, _ := filepath.Glob(kept + ".*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// Who moves to a key from elsewhere can still open what the kept key sealed; nothing is made.
func TestSetKeysComeFirst(t *testing.T) {
	dir := t.TempDir()
	kept := filepath.Join(dir, "master-key")
	r, _, err := Load(Config{}, kept)
	if err != nil {
		t.Fatal(err)
	}
	old := r.Seal(7, "p", secret)
	file := filepath.Join(dir, "keys")
	if err := os.WriteFile(file, []byte("# new\n"+string(second)+"\n\n"+string(first)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]Config{
		"key": {Key: second + ", " + first}, "file": {KeyFile: file},
	} {
		r, fresh, err := Load(c, kept)
		if err != nil || fresh {
			t.Fatalf("%s: fresh %v, %v", name, fresh, err)
		}
		if _, err := r.Open(7, "p", old); err != nil {
			t.Errorf("%s: the kept key: %v", name, err)
		}
		if !ring(t, second).Current(r.Seal(7, "p", secret)) {
			t.Errorf("%s: the first key does not seal", name)
		}
		elsewhere := filepath.Join(dir, "nothing-here")
		if r, _, err := Load(c, elsewhere); err != nil || len(r.keys) != 2 {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(elsewhere); err == nil {
			t.Errorf("%s: made a key though some are set", name)
		}
	}
}

func TestBadKeysAreExplained(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, tc := range map[string]struct {
		config Config
		kept   string
		want   string
	}{
		"no such file":   {Config{KeyFile: filepath.Join(dir, "none")}, "", "key_file"},
		"empty file":     {Config{KeyFile: write("empty", "# nothing\n")}, "", "holds no key"},
		"not a key":      {Config{KeyFile: write("bad", "swordfish\n")}, "", "openssl"},
		"damaged":        {Config{}, write("damaged", "swordfish\n"), "openssl"},
		"no folder":      {Config{}, filepath.Join(dir, "no", "folder"), "keep a new key"},
		"not a file":     {Config{}, dir, "read the key"},
		"several, wrong": {Config{Key: first + ",swordfish"}, filepath.Join(dir, "k"), "key 2"},
	} {
		_, _, err := Load(tc.config, tc.kept)
		if err == nil || !strings.Contains(err.Error(), tc.want) || strings.Contains(err.Error(), "swordfish") {
			t.Errorf("%s: %v, want %q", name, err, tc.want)
		}
	}
}

func TestValidate(t *testing.T) {
	for _, c := range []Config{{}, {Key: first}, {Key: second + "," + first}, {KeyFile: "x"}} {
		if err := c.Validate(); err != nil {
			t.Error(err)
		}
	}
	for want, c := range map[string]Config{"both": {Key: first, KeyFile: "x"}, "key 1": {Key: "swordfish"}} {
		if err := c.Validate(); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "swordfish") {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if err := (&Config{Key: tenant.Secret(strings.Repeat(",", 5))}).Validate(); err == nil {
		t.Error("a key of nothing but commas is fine")
	}
}
