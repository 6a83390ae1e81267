package httpapi

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func packed(t *testing.T, text string) *fstest.MapFile {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = io.WriteString(w, text)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return &fstest.MapFile{Data: out.Bytes()}
}

func ask(h http.Handler, method, target string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestCompressedFiles: who takes gzip gets what the build made, others the same uncompressed, each under a tag of its own.
func TestCompressedFiles(t *testing.T) {
	script := strings.Repeat("export const answer = 42;\n", 5_000)
	folder := fstest.MapFS{
		"index.html":         {Data: []byte("<html>")},
		"assets/app-x.js.gz": packed(t, script),
		"model.tar.gz":       packed(t, "a file of its own"),

		"console/index.html":         {Data: []byte("<html>console")},
		"console/assets/app-y.js.gz": packed(t, script),
	}
	h, err := NewPages(folder)
	if err != nil {
		t.Fatal(err)
	}
	for accept, want := range map[string]bool{
		"gzip": true, "br, gzip, zstd": true, "br;q=1.0, GZIP;q=0.5": true,
		"": false, "br": false, "gzip;q=0": false, "gzip; q=0.0, br": false, "gzip;q=x": false, "notgzip": false,
	} {
		w := ask(h, "GET", "/assets/app-x.js", "Accept-Encoding", accept)
		head := w.Header()
		if w.Code != 200 || head.Get("Content-Type") != "text/javascript; charset=utf-8" || head.Get("Vary") != "Accept-Encoding" || head.Get("Cache-Control") != forever {
			t.Errorf("%q: %d %v", accept, w.Code, head)
		}
		body := w.Body.Bytes()
		if got := head.Get("Content-Encoding") == "gzip"; got != want {
			t.Errorf("%q: compressed %v, want %v", accept, got, want)
		} else if got {
			plain, err := gzip.NewReader(w.Body)
			if err != nil {
				t.Fatal(err)
			}
			body, _ = io.ReadAll(plain)
		}
		if string(body) != script {
			t.Errorf("%q: %d bytes, want %d", accept, len(body), len(script))
		}
		if again := ask(h, "GET", "/assets/app-x.js", "Accept-Encoding", accept, "If-None-Match", head.Get("ETag")); again.Code != 304 || again.Body.Len() > 0 {
			t.Errorf("%q again: %d, %d bytes", accept, again.Code, again.Body.Len())
		}
		if w := ask(h, "HEAD", "/assets/app-x.js", "Accept-Encoding", accept); w.Code != 200 || w.Body.Len() > 0 {
			t.Errorf("HEAD %q: %d, %d bytes", accept, w.Code, w.Body.Len())
		}
	}
	if w := ask(h, "GET", "/model.tar.gz", "Accept-Encoding", "gzip"); w.Header().Get("Content-Encoding") != "" || w.Header().Get("Content-Type") != "application/gzip" {
		t.Errorf("a .gz that is meant as one: %v", w.Header())
	}
	for _, path := range []string{"/console", "/console/"} {
		if w := ask(h, "GET", path); w.Code != 200 || w.Body.String() != "<html>console" || w.Header().Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: %d %q %v", path, w.Code, w.Body, w.Header())
		}
	}
	if w := ask(h, "GET", "/console/assets/app-y.js", "Accept-Encoding", "gzip"); w.Code != 200 || w.Header().Get("Cache-Control") != forever {
		t.Errorf("what the console is made of: %d %v", w.Code, w.Header())
	}
	for _, path := range []string{"/assets/app-x.js.gz", "/assets/", "/assets", "/model.tar", "/nosuch", "/console/nosuch", "/console//", "//"} {
		if w := ask(h, "GET", path, "Accept-Encoding", "gzip"); w.Code != 404 {
			t.Errorf("%s: %d, want 404", path, w.Code)
		}
	}
	if w := ask(h, "GET", "/"); w.Code != 200 || w.Body.String() != "<html>" || w.Header().Get("Cache-Control") != "no-cache" {
		t.Errorf("the page: %d %q %v", w.Code, w.Body, w.Header())
	}
}
