package page

import (
	"os"
	"path/filepath"
	"testing"
)

func TestWrite(t *testing.T) {
	file := filepath.Join(t.TempDir(), "page.md")
	want := func(text string) {
		t.Helper()
		if got, err := os.ReadFile(file); err != nil || string(got) != text {
			t.Errorf("got %q, %v, want %q", got, err, text)
		}
	}
	write := func(name, block string) {
		t.Helper()
		if err := Write(file, name, block); err != nil {
			t.Fatal(err)
		}
	}
	write("a", "1\n")
	want("<!-- a -->\n1\n<!-- end of a -->\n")
	write("b", "2\n")
	write("a", "3\n")
	want("<!-- a -->\n3\n<!-- end of a -->\n\n<!-- b -->\n2\n<!-- end of b -->\n")
	if err := os.WriteFile(file, []byte("<!-- a -->\nprecious"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Write(file, "a", "1\n"); err == nil {
		t.Error("an open block was overwritten")
	}
	want("<!-- a -->\nprecious")
}
