package arch

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	link  = regexp.MustCompile(`\]\(([^)#\s]+)[^)]*\)`)
	named = regexp.MustCompile("`([a-z0-9_./-]+/[a-z0-9_.-]+\\.(?:go|ts|tsx|md|yaml))`")
)

// What our pages link to and which files they name must be there.
func TestPagesPointAtFilesThatExist(t *testing.T) {
	root := os.DirFS("../..")
	exists := func(name string) bool {
		_, err := fs.Stat(root, path.Clean(name))
		return err == nil
	}
	pages := []string{"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"}
	for _, folder := range []string{"docs", "docs/adr", "api", "examples/webhook-receiver"} {
		more, err := fs.Glob(root, folder+"/*.md")
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, more...)
	}
	checked := 0
	for _, page := range pages {
		text, err := fs.ReadFile(root, page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if checked++; !strings.Contains(m[1], "://") && !exists(path.Join(path.Dir(page), m[1])) {
				t.Errorf("%s links to %s, which is not there", page, m[1])
			}
		}
		for _, m := range named.FindAllStringSubmatch(string(text), -1) {
			if checked++; !slices.ContainsFunc([]string{"", "internal/"}, func(folder string) bool { return exists(folder + m[1]) }) {
				t.Errorf("%s names %s, which is not there", page, m[1])
			}
		}
	}
	if checked < 20 {
		t.Errorf("only %d links and names found in %d pages: does the pattern still fit?", checked, len(pages))
	}
}

func TestIndexListsEveryDecision(t *testing.T) {
	root := os.DirFS("../..")
	index, err := fs.ReadFile(root, "docs/README.md")
	if err != nil {
		t.Fatal(err)
	}
	decisions, err := fs.Glob(root, "docs/adr/*.md")
	if err != nil || len(decisions) == 0 {
		t.Fatal("no decisions found", err)
	}
	for _, d := range decisions {
		if !strings.Contains(string(index), "(adr/"+path.Base(d)+")") {
			t.Errorf("docs/README.md does not list %s", d)
		}
	}
}

// The tests that docs/reliability.md names for a promise must be there, and each promise must have one.
func TestPromisesNameTestsThatExist(t *testing.T) {
	root := os.DirFS("../..")
	page, err := fs.ReadFile(root, "docs/reliability.md")
	if err != nil {
		t.Fatal(err)
	}
	for promise := 1; promise <= 20; promise++ {
		if !regexp.MustCompile(fmt.Sprintf("(?m)^\\| P%d \\|.*`[a-z0-9/]+\\.Test", promise)).Match(page) {
			t.Errorf("docs/reliability.md names no test for P%d", promise)
		}
	}
	for _, m := range regexp.MustCompile("`([a-z0-9/]+)\\.((?:Test|Fuzz)[A-Za-z0-9_]+)`").FindAllStringSubmatch(string(page), -1) {
		if !hasTest(t, root, m[1], m[2]) && !hasTest(t, root, "internal/"+m[1], m[2]) {
			t.Errorf("docs/reliability.md names %s of %s, which is not there", m[2], m[1])
		}
	}
}

func hasTest(t *testing.T, root fs.FS, folder, name string) bool {
	files, err := fs.Glob(root, folder+"/*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(files, func(file string) bool {
		text, err := fs.ReadFile(root, file)
		return err == nil && strings.Contains(string(text), "func "+name+"(")
	})
}

// Every fuzz target must begin with an example of what it reads.
func TestFuzzTargetsHaveSeeds(t *testing.T) {
	found := 0
	err := fs.WalkDir(os.DirFS("../.."), ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || len(d.Name()) > 1 && d.Name()[0] == '.') {
			return fs.SkipDir
		}
		if !strings.HasSuffix(file, "_test.go") {
			return nil
		}
		text, err := fs.ReadFile(os.DirFS("../.."), file)
		for _, target := range regexp.MustCompile(`(?ms)^func (Fuzz\w+)\(f \*testing\.F\) \{.*?^\}`).FindAllStringSubmatch(string(text), -1) {
			if found++; !strings.Contains(target[0], "f.Add(") {
				t.Errorf("%s of %s has no seed", target[1], file)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 20 {
		t.Errorf("found only %d fuzz targets", found)
	}
}
