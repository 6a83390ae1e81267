package httpapi

import (
	"bytes"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
)

const forever = "public, max-age=31536000, immutable"

func sdk(t *testing.T, files fs.FS) http.Handler {
	t.Helper()
	h, err := NewSDK(files)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/sdk/", h)
	return NewRoot(http.NotFoundHandler(), mux, Default(), 0, slog.New(slog.DiscardHandler))
}

func handedOut() fstest.MapFS {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	return fstest.MapFS{
		"index.html":                         file("<html>"),
		"call-engine.tgz":                    file("packed"),
		"call-engine.js":                     file("export {}"),
		"call-engine.api.md":                 file("# API"),
		"chunks/media-DAFx_1.js":             file("export {}"),
		"effects/blur-1.2.3/vision.wasm":     file("\x00asm"),
		"effects/blur-1.2.3/model.tflite":    file("model"),
		"effects/blur-1.2.3/model.tar.gz":    file("models"),
		"effects/without/a/version.onnx":     file("model"),
		"effects/blur-1.2.3/worklet.min.mjs": file("export {}"),
	}
}

// TestSDKFiles: each file comes under its type, to any page, for as long as it may be kept.
func TestSDKFiles(t *testing.T) {
	h := sdk(t, handedOut())
	for path, want := range map[string]struct{ kind, keep, body string }{
		"/sdk/":                                   {"text/html; charset=utf-8", "no-cache", "<html>"},
		"/sdk/call-engine.tgz":                    {"application/gzip", "no-cache", "packed"},
		"/sdk/call-engine.js":                     {"text/javascript; charset=utf-8", "no-cache", "export {}"},
		"/sdk/call-engine.api.md":                 {"text/plain; charset=utf-8", "no-cache", "# API"},
		"/sdk/chunks/media-DAFx_1.js":             {"text/javascript; charset=utf-8", forever, "export {}"},
		"/sdk/effects/blur-1.2.3/vision.wasm":     {"application/wasm", forever, "\x00asm"},
		"/sdk/effects/blur-1.2.3/model.tflite":    {"application/octet-stream", forever, "model"},
		"/sdk/effects/blur-1.2.3/model.tar.gz":    {"application/gzip", forever, "models"},
		"/sdk/effects/without/a/version.onnx":     {"application/octet-stream", "no-cache", "model"},
		"/sdk/effects/blur-1.2.3/worklet.min.mjs": {"text/javascript; charset=utf-8", forever, "export {}"},
	} {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			w := get(h, method, path)
			head := w.Header()
			if w.Code != http.StatusOK || head.Get("Content-Type") != want.kind || head.Get("Cache-Control") != want.keep {
				t.Errorf("%s %s: %d %s, %s", method, path, w.Code, head.Get("Content-Type"), head.Get("Cache-Control"))
			}
			if head.Get("Access-Control-Allow-Origin") != "*" || head.Get("Cross-Origin-Resource-Policy") != "cross-origin" {
				t.Errorf("%s %s: not for pages of other origins: %v", method, path, head)
			}
			if head.Get("Content-Encoding") != "" {
				t.Errorf("%s %s: npm wants a package as it is, not %s", method, path, head.Get("Content-Encoding"))
			}
			body := want.body
			if method == http.MethodHead {
				body = ""
			}
			if w.Body.String() != body {
				t.Errorf("%s %s: %q, want %q", method, path, w.Body, body)
			}
		}
	}
}

// TestSDKIsNotSentAgain: who has a file asks with its tag, which is of its content.
func TestSDKIsNotSentAgain(t *testing.T) {
	const path = "/sdk/call-engine.tgz"
	files := handedOut()
	tag := ask(sdk(t, files), "GET", path).Header().Get("ETag")
	if tag == "" || strings.HasPrefix(tag, "W/") {
		t.Fatalf("ETag %q", tag)
	}
	if w := ask(sdk(t, files), "GET", path, "If-None-Match", tag); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("the same content after a restart: %d %q", w.Code, w.Body)
	}
	files["call-engine.tgz"] = &fstest.MapFile{Data: []byte("of a newer server")}
	if w := ask(sdk(t, files), "GET", path, "If-None-Match", tag); w.Code != http.StatusOK || w.Body.String() != "of a newer server" {
		t.Errorf("other content: %d %q", w.Code, w.Body)
	}
}

// TestSDKInParts: a file that was cut goes on where it ended.
func TestSDKInParts(t *testing.T) {
	big := bytes.Repeat([]byte("0123456789"), 20_000)
	h := sdk(t, fstest.MapFS{"effects/model.onnx": &fstest.MapFile{Data: big}})
	if w := get(h, http.MethodGet, "/sdk/effects/model.onnx"); !bytes.Equal(w.Body.Bytes(), big) {
		t.Errorf("%d bytes, want %d", w.Body.Len(), len(big))
	}
	w := ask(h, "GET", "/sdk/effects/model.onnx", "Range", "bytes=199995-")
	if w.Code != http.StatusPartialContent || w.Body.String() != "56789" {
		t.Errorf("%d %q", w.Code, w.Body)
	}
}

// TestSDKSaysWhatIsWrong: no folder is listed, no other file reached, and the answer says what to do.
func TestSDKSaysWhatIsWrong(t *testing.T) {
	built, unbuilt := sdk(t, handedOut()), sdk(t, nil)
	for _, tc := range []struct {
		h            http.Handler
		method, path string
		status       int
		holds        string
	}{
		{built, "GET", "/sdk/nosuch.tgz", 404, "/sdk/ lists"},
		{built, "GET", "/sdk/effects", 404, "/sdk/ lists"},
		{built, "GET", "/sdk/effects/", 404, "/sdk/ lists"},
		{built, "GET", "/sdk/chunks/", 404, "/sdk/ lists"},
		{built, "GET", "/sdk/%2e%2e/index.html", 404, ""},
		{built, "GET", "/sdk/..%2findex.html", 404, "/sdk/ lists"},
		{built, "POST", "/sdk/call-engine.tgz", 405, "nothing to POST"},
		{unbuilt, "GET", "/sdk/", 404, "make build"},
		{unbuilt, "HEAD", "/sdk/call-engine.tgz", 404, ""},
		{unbuilt, "GET", "/sdk/call-engine.tgz", 404, "make build"},
	} {
		w := get(tc.h, tc.method, tc.path)
		if w.Code == http.StatusMovedPermanently || w.Code == http.StatusTemporaryRedirect {
			w = get(tc.h, tc.method, w.Header().Get("Location")) // the mux cleaned the path
		}
		if w.Code != tc.status || !strings.Contains(w.Body.String(), tc.holds) {
			t.Errorf("%s %s: %d %q, want %d with %q", tc.method, tc.path, w.Code, w.Body, tc.status, tc.holds)
		}
	}
}

// TestSDKPage: the page has one address, where it has a page's headers.
func TestSDKPage(t *testing.T) {
	w := get(sdk(t, handedOut()), http.MethodGet, "/sdk/index.html")
	if w.Code != http.StatusMovedPermanently || w.Header().Get("Location") != "/sdk/" {
		t.Errorf("got %d to %q", w.Code, w.Header().Get("Location"))
	}
}
