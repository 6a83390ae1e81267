package test

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// buildCommit builds the binary of an earlier commit, with a page that stands in for the web build. Where the commit is not to be had, as in a shallow checkout,
// the test is skipped.
func buildCommit(t *testing.T, commit string) string {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), "git", "-C", "..", "cat-file", "-e", commit+"^{commit}").CombinedOutput(); err != nil {
		t.Skipf("commit %s is not in this checkout: %v: %s", commit, err, bytes.TrimSpace(out))
	}
	archive, err := exec.CommandContext(t.Context(), "git", "-C", "..", "archive", "--format=tar", commit).Output()
	if err != nil {
		t.Fatalf("read commit %s: %v", commit, err)
	}
	sources := t.TempDir()
	if err := unpack(sources, archive); err != nil {
		t.Fatalf("unpack commit %s: %v", commit, err)
	}
	return buildVersion(t, sources, commit)
}

// unpack writes the files of an archive.
func unpack(dir string, archive []byte) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for r := tar.NewReader(bytes.NewReader(archive)); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		text, err := io.ReadAll(r)
		if err == nil {
			err = root.MkdirAll(filepath.Dir(h.Name), 0o755)
		}
		if err == nil {
			err = root.WriteFile(h.Name, text, 0o600)
		}
		if err != nil {
			return err
		}
	}
}

// buildVersion builds a binary that says which version it is.
func buildVersion(t *testing.T, sources, version string, flags ...string) string {
	t.Helper()
	made := filepath.Join(t.TempDir(), "ringline-"+version)
	args := append([]string{"build", "-ldflags", "-s -w -X main.version=" + version, "-o", made}, flags...)
	command := exec.CommandContext(t.Context(), "go", append(args, "./cmd/ringline")...)
	command.Dir = sources
	command.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS="+os.Getenv("GOFLAGS")+" -trimpath -buildvcs=false")
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("build version %s: %v\n%s", version, err, out)
	}
	return made
}

// edit is a place in the sources where a version to come says more.
type edit struct{ file, from, to string }

// What a version to come may do while servers of this one run: say more in every message that servers exchange and in every row that they keep, say what
// nobody knows yet, and add to the schema.
var nextEdits = []edit{
	{
		"internal/realtime/peers.go", `o.peers.Tell(encode(w))`,
		"o.peers.Tell([]byte(`{\"next\":{\"app\":1}}`))\n\ttext := encode(w)\n\to.peers.Tell(append(text[:len(text)-1:len(text)-1], `,\"next\":[1]}`...))",
	},
	{
		"internal/realtime/hearer.go", `return encode(r)`,
		"text := bytes.TrimSuffix(encode(r), []byte(`}`))\n\tif len(text) > 1 {\n\t\ttext = append(text, ',')\n\t}\n\treturn append(text, `\"next\":1}`...)",
	},
	{"internal/realtime/hearer.go", "import (\n", "import (\n\t\"bytes\"\n"},
	{"internal/redis/tell.go", `l.enqueue(entry{kind: kindCount, body: count})`, "l.enqueue(entry{kind: 'n', body: []byte(`next`)})\n\tl.enqueue(entry{kind: kindCount, body: count})"},
	{"internal/call/encode.go", `b = append(b, ` + "`{\"app\":`...)", `b = append(b, ` + "`{\"next\":1,\"app\":`...)"},
	{"internal/store/postgres/notify.go", `"a "+s.id`, `"n 1 2 3 4 "+s.id+"\na "+s.id+" next"`},
}

// The steps that it adds to the schema, and what it takes away when all servers are new: a table that it made itself, as it needs what this version needs.
var nextSteps = map[string]string{
	"9001_next.sql": `-- expand
ALTER TABLE calls ADD COLUMN next text NOT NULL DEFAULT 'next';
ALTER TABLE changes ADD COLUMN next bigint;
ALTER TABLE records ADD COLUMN next bigint;
ALTER TABLE claims ADD COLUMN next bigint;
ALTER TABLE deliveries ADD COLUMN next bigint;
ALTER TABLE nodes ADD COLUMN next boolean NOT NULL DEFAULT false;
ALTER TABLE duties ADD COLUMN next bigint;
ALTER TABLE leases ADD COLUMN next bigint;
CREATE TABLE next (next bigint);
`,
	"9002_gone.sql": "-- contract\nDROP TABLE next;\n",
}

// buildNext builds a version to come out of this one.
func buildNext(t *testing.T) string {
	t.Helper()
	top, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	dir, replace := t.TempDir(), map[string]string{}
	put := func(file, text string) {
		written := filepath.Join(dir, strings.ReplaceAll(file, "/", "-"))
		if err := os.WriteFile(written, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		replace[filepath.Join(top, file)] = written
	}
	edited := map[string]string{}
	for _, e := range nextEdits {
		text, ok := edited[e.file]
		if !ok {
			read, err := os.ReadFile(filepath.Join(top, e.file))
			if err != nil {
				t.Fatal(err)
			}
			text = string(read)
		}
		if strings.Count(text, e.from) == 0 {
			t.Fatalf("%s has no %q any more: say what a version to come may do there", e.file, e.from)
		}
		edited[e.file] = strings.Replace(text, e.from, e.to, 1)
	}
	for file, text := range edited {
		put(file, text)
	}
	for name, text := range nextSteps {
		put("internal/store/postgres/migrations/"+name, text)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(file, overlay, 0o600); err != nil {
		t.Fatal(err)
	}
	return buildVersion(t, top, "next", "-overlay", file)
}
