package arch

import (
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
