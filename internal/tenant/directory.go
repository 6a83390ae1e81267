package tenant

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Config is the part of the configuration that lists the apps.
type Config struct {
	Apps []App `yaml:"apps"` // the apps whose calls this server carries, each with users, calls and limits of its own
}

// Validate reports what is wrong with the list, each fault with the app it belongs to.
func (c *Config) Validate() error {
	_, err := NewDirectory(c.Apps)
	return err
}

// Directory finds apps by their id. It does not change once made and is safe for concurrent use.
type Directory struct {
	apps map[int64]*App
}

// NewDirectory makes a directory of the given apps, defaults filled in.
// It refuses apps that are invalid or share an id.
func NewDirectory(apps []App) (*Directory, error) {
	d := &Directory{apps: make(map[int64]*App, len(apps))}
	var errs []error
	for i := range apps {
		app := apps[i].WithDefaults()
		if err := app.Validate(); err != nil {
			errs = append(errs, fmt.Errorf("apps[%d]: %w", i, err))
		}
		if _, taken := d.apps[app.ID]; taken {
			errs = append(errs, fmt.Errorf("apps[%d]: id %d is taken by an earlier app", i, app.ID))
		}
		d.apps[app.ID] = &app
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return d, nil
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
