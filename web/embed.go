// Package web carries the built web pages inside the binary.
//
// It guarantees that [Pages] always has an index.html: that of the web build, or, in a binary that was
// compiled without one, a page that says how to get it. The packages for web apps are among the pages, in sdk,
// and [SDK] has them alone. It does not serve anything.
package web

import (
	"embed"
	"fmt"
	"io/fs"
)

// files holds dist, what `npm run build` made, and the page that stands in for it. A fresh checkout has only
// .gitkeep in dist; all: lets that in, so that the pattern always matches.
//
//go:embed all:dist unbuilt/index.html
var files embed.FS

// Pages returns the web pages, index.html at the top.
func Pages() (fs.FS, error) { return pick(files) }

// SDK returns what is handed out to those who build web apps, or nil in a binary that was compiled without it.
func SDK() (fs.FS, error) { return pickSDK(files) }

// Built reports whether the web build is in this binary.
func Built() bool { return hasIndex(files, "dist") }

func pick(all fs.FS) (fs.FS, error) {
	dir := "dist"
	if !hasIndex(all, dir) {
		dir = "unbuilt"
	}
	pages, err := fs.Sub(all, dir)
	if err != nil {
		return nil, fmt.Errorf("open web pages %s: %w", dir, err)
	}
	return pages, nil
}

func pickSDK(all fs.FS) (fs.FS, error) {
	if !hasIndex(all, "dist/sdk") {
		return nil, nil //nolint:nilnil // having none is an answer
	}
	sdk, err := fs.Sub(all, "dist/sdk")
	if err != nil {
		return nil, fmt.Errorf("open the packages for web apps: %w", err)
	}
	return sdk, nil
}

func hasIndex(all fs.FS, dir string) bool {
	info, err := fs.Stat(all, dir+"/index.html")
	return err == nil && info.Mode().IsRegular()
}
