package web

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func TestPagesHaveAnIndex(t *testing.T) {
	pages, err := Pages()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fs.Stat(pages, "index.html"); err != nil {
		t.Errorf("no index.html: %v", err)
	}
}

func TestPick(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	for name, tc := range map[string]struct {
		all  fstest.MapFS
		want string
	}{
		"built":     {fstest.MapFS{"dist/index.html": file("demo"), "unbuilt/index.html": file("how to")}, "demo"},
		"not built": {fstest.MapFS{"dist/.gitkeep": file(""), "unbuilt/index.html": file("how to")}, "how to"},
	} {
		t.Run(name, func(t *testing.T) {
			pages, err := pick(tc.all)
			if err != nil {
				t.Fatal(err)
			}
			got, err := fs.ReadFile(pages, "index.html")
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != tc.want {
				t.Errorf("index.html is %q, want %q", got, tc.want)
			}
		})
	}
}

func TestUnbuiltPageSaysWhatToDo(t *testing.T) {
	text, err := fs.ReadFile(files, "unbuilt/index.html")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "make run") {
		t.Error("the page for a binary without the web build does not say how to get it")
	}
}

func TestPickSDK(t *testing.T) {
	page := &fstest.MapFile{Data: []byte("page")}
	for name, all := range map[string]fstest.MapFS{
		"not built":             {"dist/.gitkeep": page},
		"built without the SDK": {"dist/index.html": page},
	} {
		if got, err := pickSDK(all); got != nil || err != nil {
			t.Errorf("%s: %v, %v; want nothing", name, got, err)
		}
	}
	got, err := pickSDK(fstest.MapFS{"dist/sdk/index.html": page})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fs.Stat(got, "index.html"); err != nil {
		t.Error(err)
	}
}
