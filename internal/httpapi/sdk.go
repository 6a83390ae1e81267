package httpapi

import (
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"
)

// version is how folders are named whose files belong to a release of something.
var version = regexp.MustCompile(`\d+\.\d+\.\d+`)

// NewSDK hands out what web apps are built with and load while they run: packages, modules, models. It answers to paths
// below /sdk/ with the files of the web build's folder sdk; nil says that this binary was compiled without them.
//
// Every page of every origin may load the files, because an app is served from somewhere else than its calls. Nobody is
// asked who they are: what is here is public. The page at /sdk/ says what there is.
func NewSDK(folder fs.FS) (http.Handler, error) {
	if folder == nil {
		return open(func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "nothing is at /sdk/: this server was compiled without the packages for web apps, `make build` puts them in", http.StatusNotFound)
		}), nil
	}
	files, err := NewFiles(folder, func(name string) bool {
		// Parts of modules are named by a hash, and others lie in a folder named by a version.
		return strings.HasPrefix(name, "chunks/") || version.MatchString(path.Dir(name))
	})
	if err != nil {
		return nil, err
	}
	return open(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/sdk/")
		if name == "index.html" { // a page needs headers that files do not have
			http.Redirect(w, r, "/sdk/", http.StatusMovedPermanently)
			return
		}
		if !files.Give(w, r, name) {
			http.Error(w, "there is no such file; /sdk/ lists what there is", http.StatusNotFound)
		}
	}), nil
}

// open lets any page read.
func open(h http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Access-Control-Allow-Origin", "*")
		head.Set("Cross-Origin-Resource-Policy", "cross-origin")
		head.Set("Cache-Control", "no-cache")
		if !readOnly(w, r) {
			h(w, r)
		}
	})
}
