package redis

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/redis/rueidis"

	"ringline/internal/tenant"
)

// address is what a URL says.
type address struct {
	hosts          []string // with ports
	user, password string
	database       int
	encrypted      bool
}

// parse reads redis://user:password@host1:6379,host2:6379/0. Its errors repeat nothing of it.
func parse(secret tenant.Secret) (address, error) {
	var a address
	scheme, rest, ok := strings.Cut(string(secret), "://")
	a.encrypted = scheme == "rediss"
	if !ok || scheme != "redis" && scheme != "rediss" {
		return a, errors.New("must look like redis://user:password@host:6379/0 or, with TLS, rediss://…")
	}
	if strings.ContainsAny(rest, "?# ") {
		return a, errors.New("must end after the number of the database: what else there is to set has settings of its own; in a password, escape ? as %3F and # as %23")
	}
	var who string
	if at := strings.LastIndexByte(rest, '@'); at >= 0 {
		who, rest = rest[:at], rest[at+1:]
	}
	user, password, _ := strings.Cut(who, ":")
	var err, err2 error
	a.user, err = url.PathUnescape(user)
	a.password, err2 = url.PathUnescape(password)
	if err != nil || err2 != nil {
		return a, errors.New("has a % in user or password that escapes nothing: write it as %25")
	}
	hosts, database, _ := strings.Cut(rest, "/")
	if database != "" {
		if a.database, err = strconv.Atoi(database); err != nil || a.database < 0 {
			return a, errors.New("must end with the number of a database, or without one")
		}
	}
	for host := range strings.SplitSeq(hosts, ",") {
		full, err := withPort(host)
		if err != nil {
			return a, err
		}
		a.hosts = append(a.hosts, full)
	}
	return a, nil
}

// withPort adds the usual port to a host that has none.
func withPort(host string) (string, error) {
	if !strings.Contains(strings.TrimLeft(host, "["), ":") || strings.HasSuffix(host, "]") {
		host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
		host = net.JoinHostPort(host, "6379")
	}
	name, port, err := net.SplitHostPort(host)
	if n, e := strconv.ParseUint(port, 10, 16); err != nil || e != nil || n == 0 || name == "" {
		return "", errors.New("must name each host as host or host:port, with commas between several")
	}
	return host, nil
}

// options is how the client library is told.
func (c *Config) options() (rueidis.ClientOption, error) {
	var o rueidis.ClientOption
	a, err := parse(c.URL)
	if err != nil {
		return o, fmt.Errorf("redis.url %w", err)
	}
	dialer := net.Dialer{Timeout: c.Timeout, KeepAlive: time.Second}
	o = rueidis.ClientOption{
		InitAddress: a.hosts, Username: a.user, Password: a.password, SelectDB: a.database, ClientName: "ringline",
		Dialer: dialer, ConnWriteTimeout: c.Timeout, DisableCache: true, DisableRetry: true,
		PipelineMultiplex: -1, // one connection
	}
	if a.encrypted {
		o.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12}
		if c.CA != "" {
			pem, err := os.ReadFile(c.CA)
			if err != nil {
				return o, fmt.Errorf("redis.ca: %w", err)
			}
			o.TLSConfig.RootCAs = x509.NewCertPool()
			if !o.TLSConfig.RootCAs.AppendCertsFromPEM(pem) {
				return o, errors.New("redis.ca holds no certificate")
			}
		}
	}
	if c.Master != "" {
		o.Sentinel = rueidis.SentinelOption{
			MasterSet: c.Master, Password: string(c.SentinelPassword), Dialer: dialer, TLSConfig: o.TLSConfig,
			TopologyRefreshInterval: 5 * time.Second,
		}
	}
	return o, nil
}
