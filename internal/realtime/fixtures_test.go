package realtime

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

// The fixtures are what the server says; the tests of the web engine read the same files.
var write = flag.Bool("update", false, "write the fixtures of api/fixtures/realtime anew")

const fixtures = "../../api/fixtures/realtime"

// golden holds what the code says against the fixture of that name.
func golden(t *testing.T, name string, got any) {
	t.Helper()
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(got); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(fixtures, name)
	if *write {
		if err := os.WriteFile(file, text.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, text.Bytes()) {
		t.Errorf("%s no longer says what the code says; if that is meant, run this test with -update and read the diff. Now:\n%s", name, text.String())
	}
}
