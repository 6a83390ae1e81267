package arch

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const module = "ringline"

func TestImportsFollowThePlan(t *testing.T) {
	text, err := os.ReadFile("../../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	rooms := plan(string(text))
	files := sources(t, "../..")
	if len(rooms) < 10 || len(files) < 10 {
		t.Fatalf("read %d rooms and %d files: is the table still in ARCHITECTURE.md, and this still the right folder?", len(rooms), len(files))
	}
	for _, f := range files {
		for _, fault := range judge(rooms, f) {
			t.Error(fault)
		}
	}
	for _, r := range rooms {
		if !slices.ContainsFunc(files, func(f source) bool { return fits(r.pkg, f.pkg) }) {
			t.Errorf("ARCHITECTURE.md has a row for %s, and there is no such package", r.pkg)
		}
	}
}

func TestPlanIsReadFromTheTable(t *testing.T) {
	got := plan(strings.Join([]string{
		"| Package | Does | May import of ours |",
		"| --- | --- | --- |",
		"| `call` | what may happen to a `Call` | nothing |",
		"| `store/*`, `cmd/ringline` | keeps | `call`, `store/*`, `web` |",
		"Some `text` | with a bar.",
	}, "\n"))
	imports := []string{"internal/call", "internal/store/*", "web"}
	want := []room{{"internal/call", nil}, {"internal/store/*", imports}, {"cmd/ringline", imports}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(room{})); diff != "" {
		t.Error(diff)
	}
}

func TestJudge(t *testing.T) {
	rooms := []room{
		{"internal/call", nil},
		{"internal/store/*", []string{"internal/call", "internal/store/*"}},
		{"internal/server", []string{"internal/*"}},
	}
	for name, tc := range map[string]struct {
		pkg, imports string
		want         string // part of the fault; empty means none
	}{
		"rules import nothing":     {"internal/call", "ringline/internal/store/memory", "internal/call may import nothing of ours"},
		"rules use std only":       {"internal/call", "github.com/google/uuid", "standard library"},
		"std is fine":              {"internal/call", "net/http", ""},
		"store imports call":       {"internal/store/sqlite", "ringline/internal/call", ""},
		"store imports store":      {"internal/store/sqlite", "ringline/internal/store/live", ""},
		"store imports server":     {"internal/store/sqlite", "ringline/internal/server", "internal/store/sqlite may import internal/call, internal/store/*"},
		"others' modules are fine": {"internal/store/sqlite", "zombiezen.com/go/sqlite", ""},
		"server imports all":       {"internal/server", "ringline/internal/store/sqlite", ""},
		"not in the plan":          {"internal/util", "fmt", "internal/util is not in the plan"},
	} {
		t.Run(name, func(t *testing.T) {
			faults := judge(rooms, source{file: "x.go", pkg: tc.pkg, imports: []string{tc.imports}})
			switch {
			case tc.want == "" && len(faults) > 0:
				t.Errorf("unexpected: %v", faults)
			case tc.want != "" && (len(faults) != 1 || !strings.Contains(faults[0], tc.want)):
				t.Errorf("faults %q, want one with %q", faults, tc.want)
			}
		})
	}
}

// room is a row of the plan: a package, or with /* all packages below a folder, and what of ours it may import.
type room struct {
	pkg     string
	imports []string
}

// plan reads the rows of the table: | `package`, … | what it does | `package`, … |
func plan(text string) []room {
	quoted := regexp.MustCompile("`([^`]+)`")
	names := func(cell string) (all []string) {
		for _, m := range quoted.FindAllStringSubmatch(cell, -1) {
			name := m[1]
			if top, _, _ := strings.Cut(name, "/"); !slices.Contains([]string{"cmd", "web", "client", "examples", "deploy"}, top) {
				name = "internal/" + name
			}
			all = append(all, name)
		}
		return all
	}
	var rooms []room
	for line := range strings.Lines(text) {
		cells := strings.Split(line, "|")
		if len(cells) != 5 || !strings.HasPrefix(line, "| `") {
			continue
		}
		imports := names(cells[3])
		for _, pkg := range names(cells[1]) {
			rooms = append(rooms, room{pkg, imports})
		}
	}
	return rooms
}

// source is a Go file that is not a test.
type source struct {
	file    string
	pkg     string // folder, from the module's root
	imports []string
}

// sources parses the imports of every Go file below root; build tags do not matter here.
func sources(t *testing.T, root string) []source {
	t.Helper()
	var all []source
	err := fs.WalkDir(os.DirFS(root), ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (slices.Contains([]string{"node_modules", "testdata", "tools", "build"}, d.Name()) || len(d.Name()) > 1 && d.Name()[0] == '.') {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, file), nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		s := source{file: file, pkg: path.Dir(file)}
		for _, spec := range parsed.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			s.imports = append(s.imports, name)
		}
		all = append(all, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// judge returns what is against the plan in one file, in words for whoever wrote it.
func judge(rooms []room, s source) []string {
	row := slices.IndexFunc(rooms, func(r room) bool { return fits(r.pkg, s.pkg) })
	if row < 0 {
		return []string{fmt.Sprintf("%s: %s is not in the plan: give it a row in the table of ARCHITECTURE.md, or a place in a package that has one", s.file, s.pkg)}
	}
	var faults []string
	allowed := rooms[row].imports
	for _, name := range s.imports {
		ours, isOurs := strings.CutPrefix(name, module+"/")
		switch {
		case !isOurs && s.pkg == "internal/call" && strings.Contains(strings.SplitN(name, "/", 2)[0], "."):
			faults = append(faults, fmt.Sprintf("%s imports %s: the rules use the standard library only", s.file, name))
		case isOurs && !slices.ContainsFunc(allowed, func(pattern string) bool { return fits(pattern, ours) }):
			faults = append(faults, fmt.Sprintf("%s imports %s, but %s may import %s: put an interface where it is used and let server join the two",
				s.file, ours, s.pkg, list(allowed)))
		}
	}
	return faults
}

func fits(pattern, pkg string) bool {
	if folder, ok := strings.CutSuffix(pattern, "/*"); ok {
		return strings.HasPrefix(pkg, folder+"/")
	}
	return pattern == pkg
}

func list(allowed []string) string {
	if len(allowed) == 0 {
		return "nothing of ours"
	}
	return strings.Join(allowed, ", ")
}
