package httpapi

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Files gives files of a folder that was built: each under its type, with a tag of its content, for as long as it may be
// kept. What the build compressed (app.js lies there as app.js.gz) comes so to clients that take it, and as it was to
// others. Folders are not listed.
type Files struct {
	folder  fs.FS
	known   map[string]*file
	lasting func(name string) bool
}

// file is what is told about one beside its content.
type file struct {
	kind   string
	stored string                 // where it lies
	packed bool                   // and whether it is compressed there
	digest func() (string, error) // of what lies there; reads all of it, once
}

// fileKinds are the media types. The machine's own table is not asked: it is another one on each machine, and browsers run
// neither scripts nor WebAssembly under a wrong type. What is not here is binary.
var fileKinds = map[string]string{
	".css":   "text/css; charset=utf-8",
	".gz":    "application/gzip",
	".html":  "text/html; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".json":  "application/json",
	".map":   "application/json",
	".md":    "text/plain; charset=utf-8", // shown, not downloaded
	".mjs":   "text/javascript; charset=utf-8",
	".png":   "image/png",
	".svg":   "image/svg+xml",
	".tgz":   "application/gzip",
	".txt":   "text/plain; charset=utf-8",
	".wasm":  "application/wasm",
	".webp":  "image/webp",
	".woff2": "font/woff2",
}

// packable are those that the build may compress; a .gz of anything else is a file of its own.
var packable = map[string]bool{".css": true, ".js": true, ".mjs": true, ".svg": true, ".wasm": true}

// NewFiles serves a folder. Lasting says of which files the content never changes under their name.
func NewFiles(folder fs.FS, lasting func(name string) bool) (*Files, error) {
	f := &Files{folder: folder, known: map[string]*file{}, lasting: lasting}
	err := fs.WalkDir(folder, ".", func(stored string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, packed := strings.CutSuffix(stored, ".gz")
		if packed = packed && packable[path.Ext(name)]; !packed {
			name = stored
		}
		kind := fileKinds[path.Ext(name)]
		if kind == "" {
			kind = "application/octet-stream"
		}
		f.known[name] = &file{
			kind: kind, stored: stored, packed: packed,
			digest: sync.OnceValues(func() (string, error) { return digest(folder, stored) }),
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list the files to serve: %w", err)
	}
	return f, nil
}

// Give answers a GET or HEAD with a file; false if there is none of that name. The empty name is the page of the folder.
func (f *Files) Give(w http.ResponseWriter, r *http.Request, name string) bool {
	if name == "" {
		name = "index.html"
	}
	known := f.known[name]
	if known == nil {
		return false
	}
	keep := "no-cache"
	if f.lasting(name) {
		keep = "public, max-age=31536000, immutable"
	}
	w.Header().Set("Cache-Control", keep)
	if err := f.give(w, r, known); err != nil {
		panic(err) // the binary's own file: the root handler answers and logs it
	}
	return true
}

func (f *Files) give(w http.ResponseWriter, r *http.Request, known *file) error {
	tag, err := known.digest()
	if err != nil {
		return err
	}
	content, err := f.folder.Open(known.stored)
	if err != nil {
		return fmt.Errorf("open %s: %w", known.stored, err)
	}
	defer func() { _ = content.Close() }()

	head := w.Header()
	head.Set("Content-Type", known.kind)
	if known.packed {
		head.Add("Vary", "Accept-Encoding")
		if !takesGzip(r) {
			head.Set("ETag", `"`+tag+`-plain"`)
			return unpack(w, r, content)
		}
		info, err := content.Stat()
		if err != nil {
			return fmt.Errorf("look at %s: %w", known.stored, err)
		}
		head.Set("Content-Encoding", "gzip")
		head.Set("Content-Length", strconv.FormatInt(info.Size(), 10)) // which it is not asked for otherwise
	}
	head.Set("ETag", `"`+tag+`"`)
	seeker, ok := content.(io.ReadSeeker)
	if !ok {
		return errors.New(known.stored + " cannot be read in parts")
	}
	http.ServeContent(inPieces{w}, r, "", time.Time{}, seeker)
	return nil
}

// unpack sends a compressed file as it was, which hardly anybody needs.
func unpack(w http.ResponseWriter, r *http.Request, content io.Reader) error {
	if r.Header.Get("If-None-Match") == w.Header().Get("ETag") {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	if r.Method == http.MethodHead {
		return nil
	}
	plain, err := gzip.NewReader(content)
	if err != nil {
		return fmt.Errorf("uncompress a file of the build: %w", err)
	}
	_, _ = io.Copy(inPieces{w}, plain) // a client that went away
	return nil
}

// takesGzip reports whether a client said that it does.
func takesGzip(r *http.Request) bool {
	for _, field := range r.Header.Values("Accept-Encoding") {
		for coding := range strings.SplitSeq(field, ",") {
			name, weight, _ := strings.Cut(coding, ";")
			if !strings.EqualFold(strings.TrimSpace(name), "gzip") {
				continue
			}
			q, found := strings.CutPrefix(strings.TrimSpace(weight), "q=")
			value, err := strconv.ParseFloat(q, 64)
			return !found || err == nil && value > 0
		}
	}
	return false
}

// digest makes the tag of a file of its content, so that it is the same after a restart and on every server.
func digest(folder fs.FS, name string) (string, error) {
	f, err := folder.Open(name)
	if err != nil {
		return "", fmt.Errorf("open %s: %w", name, err)
	}
	defer func() { _ = f.Close() }()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	return hex.EncodeToString(sum.Sum(nil)[:16]), nil
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

// readOnly answers whoever wants to do more than read, and says whether somebody did.
func readOnly(w http.ResponseWriter, r *http.Request) bool {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return false
	}
	w.Header().Set("Allow", "GET, HEAD")
	http.Error(w, "there is nothing to "+r.Method+" here", http.StatusMethodNotAllowed)
	return true
}
