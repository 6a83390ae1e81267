package v1

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
)

var update = flag.Bool("update", false, "write api/openapi.yaml anew")

const documentFile = "../../../api/openapi.yaml"

// The document that is committed is the one that is served, and it is one.
func TestDocumentIsCurrent(t *testing.T) {
	w := newWorld(t)
	if *update {
		if err := os.WriteFile(documentFile, w.OpenAPI(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(documentFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, w.OpenAPI()) {
		t.Error("api/openapi.yaml is not what the server serves: run make generate")
	}
	for _, path := range []string{"/openapi.yaml", "/openapi.json"} {
		served := w.with("", get, path, "")
		doc, err := libopenapi.NewDocument(served.Body.Bytes())
		if err != nil || served.Code != 200 {
			t.Fatalf("%s: %d, %v", path, served.Code, err)
		}
		v, errs := validator.NewValidator(doc)
		if len(errs) > 0 {
			t.Fatalf("%s: %v", path, errs)
		}
		if ok, faults := v.ValidateDocument(); !ok {
			for _, f := range faults {
				t.Errorf("%s: %s: %s", path, f.Message, f.Reason)
			}
		}
	}
}

// Everything has words: operations, parameters, fields.
func TestEverythingIsDescribed(t *testing.T) {
	w := newWorld(t)
	ids := map[string]bool{}
	for _, o := range w.operations {
		if o.summary == "" || o.tag == "" || ids[o.id] {
			t.Errorf("%s: no summary, no chapter, or twice", o.id)
		}
		ids[o.id] = true
		in := w.inputOf(o)
		if in.query != nil {
			for _, f := range in.query.Fields {
				if f.Schema.Description == "" {
					t.Errorf("%s: parameter %s has no words", o.id, f.Name)
				}
			}
		}
	}
	for _, one := range w.schemas.Named() {
		for _, f := range one.Fields {
			if f.Schema.Description == "" {
				t.Errorf("%s.%s has no words", one.Name, f.Name)
			}
		}
	}
}

// The page is whole: every operation is on it, every link leads somewhere, and nothing comes from elsewhere.
func TestPage(t *testing.T) {
	w := newWorld(t)
	got := w.with("", get, "/docs", "")
	page := got.Body.String()
	if got.Code != 200 || got.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Fatalf("%d %v", got.Code, got.Header())
	}
	for _, o := range w.operations {
		if !strings.Contains(page, `<article id="`+o.id+`"`) {
			t.Errorf("%s is not on the page", o.id)
		}
	}
	anchors := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if anchors[m[1]] {
			t.Errorf("two elements are called %s", m[1])
		}
		anchors[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`(?:href|src)="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		switch to := m[1]; {
		case strings.HasPrefix(to, "#"):
			if !anchors[to[1:]] {
				t.Errorf("%s leads nowhere", to)
			}
		case strings.HasPrefix(to, root):
			if got := w.with("", get, strings.TrimPrefix(to, root), ""); got.Code != 200 || got.Body.Len() == 0 {
				t.Errorf("%s: %d", to, got.Code)
			}
		default:
			t.Errorf("%s is somebody else's", to)
		}
	}
	if strings.Contains(page, "<script>") || strings.Contains(page, " style=") || strings.Contains(page, " onclick=") {
		t.Error("the content policy does not allow scripts and styles within the page")
	}
}
