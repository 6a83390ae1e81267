// Package config is everything a server can be told, as one tree, and the way it is read.
//
// Each package owns the part that is about it (its Config, defaults and Validate); this package
// joins the parts and reads them from, weakest first: the defaults, a YAML file, the environment
// and the command line. One name serves for all of them: what the file calls media.udp_port is
// RINGLINE_MEDIA_UDP_PORT in the environment.
//
// It guarantees that a Config from [Load] is valid, that nothing written is silently ignored, and
// that its errors list every fault at once, say where it is and what would be right, and never
// repeat a secret, also one that was written in the wrong place. It does not act on any setting. Apps are
// not settings: they live in the store, see package admin.
package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"ringline/internal/cells"
	"ringline/internal/certs"
	"ringline/internal/cluster"
	"ringline/internal/httpapi"
	"ringline/internal/media/livekit"
	"ringline/internal/realtime"
	"ringline/internal/redis"
	"ringline/internal/seal"
	"ringline/internal/store/postgres"
	"ringline/internal/tenant"
	"ringline/internal/trace"
	"ringline/internal/webhook"
)

// Config is what a server can be told.
type Config struct {
	// Address and port of everything but media packets. Port 0 takes a free one.
	// No host means all networks; turn on tls or put a TLS proxy in front when you open it to any.
	Listen string `yaml:"listen"`

	// Folder of the database, made if it is not there. It belongs to one server at a time.
	Data string `yaml:"data"`

	// What is logged, on standard error.
	Log Log `yaml:"log"`

	// Where calls, records and apps are kept: in the data folder, or in a PostgreSQL database.
	Store postgres.Config `yaml:"store"`

	// This server among those that share a PostgreSQL database.
	Cluster cluster.Config `yaml:"cluster"`

	// The Redis through which several servers on one database hear each other. One alone needs none.
	Redis redis.Config `yaml:"redis"`

	// Other cells: servers with a database of their own, for other apps.
	Cells cells.Config `yaml:"cells"`

	// How the secrets of apps are kept in the database.
	Secrets seal.Config `yaml:"secrets"`

	// The connections of clients.
	Realtime realtime.Config `yaml:"realtime"`

	// Voice and video.
	Media livekit.Config `yaml:"media"`

	// What back ends are told of their calls. Where to is a matter of each app.
	Webhook webhook.Config `yaml:"webhook"`

	// Requests and connections: proxies in front, pages of others, limits.
	HTTP httpapi.Config `yaml:"http"`

	// Certificates for https, from files or from an authority. Without either the server speaks http.
	TLS certs.Config `yaml:"tls"`

	// Who gets to see the metrics, for Prometheus.
	Metrics httpapi.MetricsConfig `yaml:"metrics"`

	// OpenTelemetry traces: one for each call.
	Trace trace.Config `yaml:"trace"`

	// The app that `serve --dev` makes.
	Dev Dev `yaml:"dev"`
}

// Log says what is logged and how.
type Log struct {
	// The least important lines to log: debug, info, warn or error.
	Level string `yaml:"level"`

	// Form of a line: text for people, json for machines.
	Format string `yaml:"format"`
}

// Dev is about the app that `serve --dev` makes.
type Dev struct {
	// Secret of the development app. Empty: one is made, kept in the data folder and shown once.
	Secret tenant.Secret `yaml:"secret"`
}

// Default returns the settings of a server that is told nothing: reachable from this machine only.
func Default() Config {
	return Config{
		Listen:   "127.0.0.1:8080",
		Data:     "ringline-data",
		Log:      Log{Level: "info", Format: "text"},
		Store:    postgres.Default(),
		Cluster:  cluster.Default(),
		Cells:    cells.Default(),
		Redis:    redis.Default(),
		Realtime: realtime.Default(),
		Media:    livekit.Default(),
		Webhook:  webhook.Default(),
		HTTP:     httpapi.Default(),
		TLS:      certs.Default(),
		Trace:    trace.Default(),
	}
}

// Validate reports everything that is wrong with the settings, one error a line. What only a server needs of them [Config.Sharing] says.
func (c *Config) Validate() error {
	return errors.Join(
		httpapi.CheckAddress("listen", c.Listen),
		c.validateData(),
		in("log", c.Log.Validate()),
		in("store", c.Store.Validate()),
		in("cluster", c.Cluster.Validate()),
		in("redis", c.Redis.Validate()),
		in("cells", c.Cells.Validate()),
		in("secrets", c.Secrets.Validate()),
		in("realtime", c.Realtime.Validate()),
		in("media", c.Media.Validate()),
		in("webhook", c.Webhook.Validate()),
		in("http", c.HTTP.Validate()),
		in("tls", c.TLS.Validate()),
		in("metrics", c.Metrics.Validate()),
		in("trace", c.Trace.Validate()),
		c.validateHosts(),
	)
}

// Sharing says why a server cannot be one of several, or the only one, as the settings want it: something is missing, or not for one alone. Who does not
// run a server need not ask.
func (c *Config) Sharing() error {
	switch {
	case c.Store.URL != "" && c.Redis.URL != "" && c.Cluster.Listen == "" && c.Media.Embedded:
		return errors.New("cluster.listen must be set where redis.url is, such as 10.0.0.5:7900: the other servers come there with the media signalling of their clients")
	case c.Store.URL != "" && c.Redis.URL != "" && c.Secrets.Key == "" && c.Secrets.KeyFile == "":
		return errors.New("secrets.key or secrets.key_file must be set where redis.url is: all servers need the same key")
	case c.Store.URL != "":
	case c.Redis.URL != "":
		return errors.New("redis.url is for several servers on one PostgreSQL database, and store.url is not set: set that, too, or leave redis.url out")
	case c.Cluster.Listen != "":
		return errors.New("cluster.listen is for several servers on one PostgreSQL database, and store.url is not set: set that, too, or leave it out")
	}
	return nil
}

// validateHosts refuses a media server with the name of this one: calls say by name who has their media.
func (c *Config) validateHosts() error {
	for i := range c.Media.External {
		if name := c.Media.External[i].Name; name == c.Cluster.NodeName() {
			return fmt.Errorf("media.external[%d].name: %s is the name of this server, see cluster.name: choose another", i, name)
		}
	}
	return nil
}

func (c *Config) validateData() error {
	if strings.TrimSpace(c.Data) == "" {
		return errors.New("data must name a folder for the database, for example /var/lib/ringline")
	}
	return nil
}

// Validate reports what is wrong with the logging settings.
func (l *Log) Validate() error {
	return errors.Join(
		oneOf("level", l.Level, "debug", "info", "warn", "error"),
		oneOf("format", l.Format, "text", "json"),
	)
}

func oneOf(name, value string, allowed ...string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return fmt.Errorf("%s must be one of %s", name, strings.Join(allowed, ", "))
}

// in puts the name of a section in front of each of its errors.
func in(section string, err error) error {
	var each []error
	for _, e := range flatten(err) {
		each = append(each, fmt.Errorf("%s.%w", section, e))
	}
	return errors.Join(each...)
}

// flatten takes joined errors apart, however deep they were joined.
func flatten(err error) []error {
	if err == nil {
		return nil
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var flat []error
	for _, e := range joined.Unwrap() {
		flat = append(flat, flatten(e)...)
	}
	return flat
}
