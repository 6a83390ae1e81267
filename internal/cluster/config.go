package cluster

import (
	"errors"
	"fmt"
	"net"
	"os"
	"regexp"
	"strconv"
	"time"
)

// Config says who this server is among those that share a database.
type Config struct {
	// Name of this server among those that share a database: no other has it, and it stays the same from start to start. Letters,
	// digits, dots, hyphens and underscores, up to 63. Empty: the name of the host.
	Name string `yaml:"name"`

	// Address and port where the other servers reach this one, for the media signalling of clients that came to them. It must be set
	// where redis.url is. It is for an inner network: never open it to the world.
	Listen string `yaml:"listen"`

	// What the others connect to instead, host:port, where they cannot use the address of listen as it stands there. Empty: that address.
	Advertise string `yaml:"advertise"`

	// Region of this server. Rooms of calls are chosen in the region of the server that starts the call, if one there serves.
	Region string `yaml:"region"`

	// How long a server that stops goes on serving after /readyz says so, where there are others: until the balancer has noticed. At most 10s.
	Notice time.Duration `yaml:"notice"`
}

// Default returns the settings that apply where nothing else is said.
func Default() Config { return Config{Notice: 3 * time.Second} }

var word = regexp.MustCompile(`^[A-Za-z0-9._-]{1,63}$`)

// Validate reports everything that is wrong with the settings.
func (c *Config) Validate() error {
	var errs []error
	if c.Name != "" && !word.MatchString(c.Name) {
		errs = append(errs, errors.New("name must be letters, digits, dots, hyphens and underscores, up to 63, such as node-1"))
	}
	if c.Region != "" && !word.MatchString(c.Region) {
		errs = append(errs, errors.New("region must be letters, digits, dots, hyphens and underscores, up to 63, such as eu-west"))
	}
	if c.Notice < 0 || c.Notice > 10*time.Second {
		errs = append(errs, fmt.Errorf("notice must be 0 to 10s, not %v", c.Notice))
	}
	host, err := split("listen", c.Listen, true)
	if err != nil {
		errs = append(errs, err)
	}
	there, err2 := split("advertise", c.Advertise, false)
	switch {
	case err2 != nil:
		errs = append(errs, err2)
	case c.Advertise != "" && (c.Listen == "" || everywhere(there)):
		errs = append(errs, errors.New("advertise must name the host and port by which the others reach what is set as listen"))
	case c.Advertise == "" && c.Listen != "" && err == nil && everywhere(host):
		errs = append(errs, errors.New("advertise must be set, because listen names no host that the others could connect to"))
	}
	return errors.Join(errs...)
}

// split checks an address and returns its host.
func split(name, address string, free bool) (string, error) {
	if address == "" {
		return "", nil
	}
	host, port, err := net.SplitHostPort(address)
	n, e := strconv.ParseUint(port, 10, 16)
	if err != nil || e != nil || n == 0 && !free {
		return "", fmt.Errorf("%s must be an address with a port, such as 10.0.0.5:7900", name)
	}
	return host, nil
}

// everywhere reports whether a host is all addresses of a machine.
func everywhere(host string) bool {
	ip := net.ParseIP(host)
	return host == "" || ip != nil && ip.IsUnspecified()
}

// NodeName is the name that the settings or else the machine gives this server.
func (c *Config) NodeName() string {
	if c.Name != "" {
		return c.Name
	}
	name, err := os.Hostname()
	if err != nil || name == "" {
		return "node"
	}
	return name
}

// InnerAt is what the others connect to, given the address that the server came to listen on.
func (c *Config) InnerAt(listening net.Addr) string {
	if c.Advertise != "" || listening == nil {
		return c.Advertise
	}
	return listening.String()
}
