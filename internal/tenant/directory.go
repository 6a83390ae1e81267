package tenant

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Directory finds apps by their id. It does not change once made and is safe for concurrent use. The zero Directory
// is empty.
type Directory struct {
	apps map[int64]*App
}

// NewDirectory makes a directory of the given apps, defaults filled in.
// It refuses apps that are invalid or share an id.
func NewDirectory(apps []App) (*Directory, error) {
	d := &Directory{apps: make(map[int64]*App, len(apps))}
	var errs []error
	for _, app := range apps {
		if _, taken := d.apps[app.ID]; taken {
			errs = append(errs, fmt.Errorf("app %d: the id is taken by an earlier app", app.ID))
		}
		if err := d.put(app); err != nil {
			errs = append(errs, fmt.Errorf("app %d: %w", app.ID, err))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return d, nil
}

// With returns a directory in which the app has its place, and all others are as here.
func (d *Directory) With(app App) (*Directory, error) {
	next := &Directory{apps: make(map[int64]*App, len(d.apps)+1)}
	maps.Copy(next.apps, d.apps)
	if err := next.put(app); err != nil {
		return nil, err
	}
	return next, nil
}

func (d *Directory) put(app App) error {
	app = app.WithDefaults()
	d.apps[app.ID] = &app
	return app.Validate()
}

// App returns the app with the given id, or nil if there is none.
func (d *Directory) App(id int64) *App { return d.apps[id] }

// All lists the apps by rising id.
func (d *Directory) All() []*App {
	all := make([]*App, 0, len(d.apps))
	for _, app := range d.apps {
		all = append(all, app)
	}
	slices.SortFunc(all, func(a, b *App) int { return cmp.Compare(a.ID, b.ID) })
	return all
}
