package cells

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// What becomes of a request for an app of another cell.
const (
	Refuse  = "refuse"
	Forward = "forward"
)

// Config says which cells there are and which apps live where. All cells may have the same, but for Name.
type Config struct {
	// Name of this cell among others, such as eu. Empty: there is only one, and nothing below matters.
	Name string `yaml:"name"`

	// The cells, each as name=address, such as us=https://us.calls.example.com. This one may be among them.
	List []string `yaml:"list"`

	// Which apps live in which cell, each as id=name or first-last=name, such as 1400000000-1499999999=us. The first that fits counts. An
	// app that fits none lives here.
	Apps []string `yaml:"apps"`

	// What becomes of a back end's request for an app of another cell: refuse tells the cell's address (v4: 60026), forward passes the
	// request on and the answer back. Clients are always told the address: a connection belongs into their own cell.
	Away string `yaml:"away"`
}

// Default returns the configuration of the only cell.
func Default() Config { return Config{Away: Refuse} }

// Validate says what is wrong with the configuration, all of it.
func (c *Config) Validate() error {
	var errs []error
	if c.Away != Refuse && c.Away != Forward {
		errs = append(errs, fmt.Errorf("away must be %s or %s", Refuse, Forward))
	}
	if c.Name == "" && (len(c.List) > 0 || len(c.Apps) > 0) {
		errs = append(errs, errors.New("name is missing: which of the cells is this one?"))
	}
	if _, err := c.parse(); err != nil {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// span is a row of Apps.
type span struct {
	first, last int64
	cell        *Cell // nil is this one
}

// parse reads the lists.
func (c *Config) parse() (spans []span, err error) {
	var errs []error
	known := map[string]*Cell{}
	for _, row := range c.List {
		name, address, ok := strings.Cut(row, "=")
		u, err := url.Parse(address)
		if !ok || !named(name) || err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.User != nil {
			errs = append(errs, fmt.Errorf("list: %q must be name=address, such as us=https://us.calls.example.com", row))
			continue
		}
		u.Path = ""
		if known[name] != nil {
			errs = append(errs, fmt.Errorf("list: %s is there twice", name))
		}
		known[name] = &Cell{Name: name, URL: u.String(), url: u, places: newPlaces()}
	}
	for _, row := range c.Apps {
		ids, name, ok := strings.Cut(row, "=")
		first, last, isSpan := strings.Cut(ids, "-")
		if !isSpan {
			last = first
		}
		s := span{cell: known[name]}
		var err1, err2 error
		s.first, err1 = strconv.ParseInt(first, 10, 64)
		s.last, err2 = strconv.ParseInt(last, 10, 64)
		switch {
		case !ok || err1 != nil || err2 != nil || s.first < 1 || s.last < s.first:
			errs = append(errs, fmt.Errorf("apps: %q must be id=name or first-last=name, such as 1400000000-1499999999=us", row))
		case name == c.Name:
			s.cell = nil
			spans = append(spans, s)
		case s.cell == nil:
			errs = append(errs, fmt.Errorf("apps: there is no cell %q in list", name))
		default:
			spans = append(spans, s)
		}
	}
	return spans, errors.Join(errs...)
}

func named(name string) bool {
	return name != "" && len(name) <= 63 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") == ""
}
