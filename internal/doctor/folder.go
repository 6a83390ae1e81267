package doctor

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

func (p *patient) folder(context.Context) []Finding { return []Finding{folder(p.Config.Data)} }

// folder looks whether the data folder can be written and only by its owner.
func folder(path string) Finding {
	const check = "data folder"
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := writable(existing(path)); err != nil {
			return fail(check, "make it, owned by the user that ringline runs as: install -d -m 700 -o ringline "+path,
				"%s is not there and cannot be made: %v", path, err)
		}
		return ok(check, "%s is not there yet, the server makes it", path)
	case err != nil:
		return fail(check, "give it to the user that ringline runs as", "%v", err)
	case !info.IsDir():
		return fail(check, "name a folder with data", "%s is no folder", path)
	}
	if err := writable(path); err != nil {
		return fail(check, "run this as the user that ringline runs as, or give the folder to it: chown -R ringline "+path, "%v", err)
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return warn(check, "chmod 700 "+path, "others may look into %s (its mode is %o)", path, mode)
	}
	var open []string
	entries, err := os.ReadDir(path)
	if err != nil {
		return fail(check, "give it to the user that ringline runs as", "%v", err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && info.Mode().Perm()&0o077 != 0 {
			open = append(open, e.Name())
		}
	}
	if len(open) > 0 {
		return warn(check, "chmod 600 them", "others may read %s in %s", strings.Join(open, ", "), path)
	}
	return ok(check, "%s is there, for its owner alone", path)
}

// existing is the nearest folder above that is there.
func existing(path string) string {
	for {
		if _, err := os.Stat(path); err == nil {
			return path
		}
		up := filepath.Dir(path)
		if up == path {
			return path
		}
		path = up
	}
}

// writable makes a file in a folder and takes it away again.
func writable(folder string) error {
	file, err := os.CreateTemp(folder, ".doctor-")
	if err != nil {
		return err
	}
	return errors.Join(file.Close(), os.Remove(file.Name()))
}

func (p *patient) secrets(context.Context) []Finding {
	var all []Finding
	if p.Config.Media.Secret == "" && p.Config.Store.URL == "" { // else it is made out of the key for secrets
		all = append(all, secretFile("media secret", filepath.Join(p.Config.Data, "media-secret"), 32))
	}
	return all
}

// secretFile looks at a secret that the server keeps for itself.
func secretFile(check, path string, least int) Finding {
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ok(check, "not there yet, the server makes one")
	case err != nil:
		return fail(check, "run this as the user that ringline runs as", "%v", err)
	case len(strings.TrimSpace(string(text))) < least:
		return fail(check, "remove "+path+", the server makes a new one: clients that are in a call connect again",
			"%s is too short", path)
	}
	return ok(check, "%s holds one", path)
}
