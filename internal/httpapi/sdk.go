package httpapi

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"
	"sync"
	"time"
)

// SDK hands out what web apps are built with and load while they run: packages, modules, models. It answers to paths
// below /sdk/, GET and HEAD, also in part.
//
// Every page of every origin may load the files, because an app is served from somewhere else than its calls. Nobody is
// asked who they are: what is here is public. Folders are not listed; the page at /sdk/ says what there is.
type SDK struct {
	files fs.FS // nil in a binary without them
	known map[string]*sdkFile
}

// sdkFile is what is told about a file beside its content.
type sdkFile struct {
	kind string
	etag func() (string, error) // reads the whole file, once
}

// sdkKinds are the media types. The machine's own table is not asked: it is another one on each machine, and browsers run
// neither scripts nor WebAssembly under a wrong type. What is not here is binary.
var sdkKinds = map[string]string{
	".css":  "text/css; charset=utf-8",
	".gz":   "application/gzip",
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/json",
	".map":  "application/json",
	".md":   "text/plain; charset=utf-8", // shown, not downloaded
	".mjs":  "text/javascript; charset=utf-8",
	".svg":  "image/svg+xml",
	".tgz":  "application/gzip",
	".txt":  "text/plain; charset=utf-8",
	".wasm": "application/wasm",
}

// NewSDK serves the files, those of the web build's folder sdk; nil says that this binary was compiled without them.
func NewSDK(files fs.FS) (*SDK, error) {
	h := &SDK{files: files, known: map[string]*sdkFile{}}
	if files == nil {
		return h, nil
	}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		kind := sdkKinds[path.Ext(name)]
		if kind == "" {
			kind = "application/octet-stream"
		}
		h.known[name] = &sdkFile{kind: kind, etag: sync.OnceValues(func() (string, error) { return digest(files, name) })}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list the files to hand out: %w", err)
	}
	return h, nil
}

// ServeHTTP answers a request.
func (h *SDK) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head.Set("Access-Control-Allow-Origin", "*")
	head.Set("Cross-Origin-Resource-Policy", "cross-origin")
	head.Set("Cache-Control", "no-cache")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		head.Set("Allow", "GET, HEAD")
		http.Error(w, "there is nothing to "+r.Method+" here", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/sdk/")
	if name == "" {
		name = "index.html"
	}
	file := h.known[name]
	switch {
	case h.files == nil:
		http.Error(w, "nothing is at /sdk/: this server was compiled without the packages for web apps, `make build` puts them in", http.StatusNotFound)
	case file == nil:
		http.Error(w, "there is no such file; /sdk/ lists what there is", http.StatusNotFound)
	default:
		if err := h.give(w, r, name, file); err != nil {
			panic(err) // the binary's own file: the root handler answers and logs it
		}
	}
}

func (h *SDK) give(w http.ResponseWriter, r *http.Request, name string, file *sdkFile) error {
	etag, err := file.etag()
	if err != nil {
		return err
	}
	content, err := h.files.Open(name)
	if err != nil {
		return fmt.Errorf("open %s: %w", name, err)
	}
	defer func() { _ = content.Close() }()
	seeker, ok := content.(io.ReadSeeker)
	if !ok {
		return errors.New(name + " cannot be read in parts")
	}
	head := w.Header()
	head.Set("Content-Type", file.kind)
	head.Set("ETag", etag)
	if lasting(name) {
		head.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	http.ServeContent(inPieces{w}, r, "", time.Time{}, seeker)
	return nil
}

// version is how folders are named whose files belong to a release of something.
var version = regexp.MustCompile(`\d+\.\d+\.\d+`)

// lasting reports whether a file's content never changes under its name: parts of modules are named by a hash, and others
// lie in a folder named by a version.
func lasting(name string) bool {
	return strings.HasPrefix(name, "chunks/") || version.MatchString(path.Dir(name))
}

// digest makes the tag of a file of its content, so that it is the same after a restart and on every server.
func digest(files fs.FS, name string) (string, error) {
	f, err := files.Open(name)
	if err != nil {
		return "", fmt.Errorf("open %s: %w", name, err)
	}
	defer func() { _ = f.Close() }()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	return `"` + hex.EncodeToString(sum.Sum(nil)[:16]) + `"`, nil
}

// inPieces sends a file piece by piece, so that a slow client has the time of an answer for each of them: a model has
// several megabytes.
type inPieces struct{ http.ResponseWriter }

func (w inPieces) Write(b []byte) (int, error) {
	n, err := w.ResponseWriter.Write(b)
	if err == nil {
		err = http.NewResponseController(w.ResponseWriter).Flush()
		if errors.Is(err, http.ErrNotSupported) {
			err = nil // a writer without that is a test's
		}
	}
	return n, err
}

func (w inPieces) Unwrap() http.ResponseWriter { return w.ResponseWriter }
