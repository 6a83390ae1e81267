package redis

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/tenant"
)

func TestAddresses(t *testing.T) {
	for text, want := range map[string]address{
		"redis://localhost":                      {hosts: []string{"localhost:6379"}},
		"redis://:p%40ss@10.0.0.1:7000/3":        {hosts: []string{"10.0.0.1:7000"}, password: "p@ss", database: 3},
		"rediss://me:a:b@h1,h2:7001,[::1]:7002/": {hosts: []string{"h1:6379", "h2:7001", "[::1]:7002"}, user: "me", password: "a:b", encrypted: true},
		"redis://me:p@a@[2001:db8::1]":           {hosts: []string{"[2001:db8::1]:6379"}, user: "me", password: "p@a"},
	} {
		got, err := parse(tenant.Secret(text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(address{})); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

// What is wrong is said, each thing in its own words, and never with the address: a password may be in it.
func TestValidate(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*Config)
		want   string // empty: nothing is wrong
	}{
		"nothing set": {func(*Config) {}, ""},
		"an address":  {func(c *Config) { c.URL = "redis://:hunter2@redis:6379" }, ""},
		"a cluster":   {func(c *Config) { c.URL = "redis://:hunter2@a,b,c" }, ""},
		"sentinels": {func(c *Config) {
			c.URL, c.Master, c.SentinelPassword = "redis://:hunter2@a,b:26379/2", "calls", "hunter2"
		}, ""},
		"another scheme":    {func(c *Config) { c.URL = "http://:hunter2@redis" }, "url must look like"},
		"no scheme":         {func(c *Config) { c.URL = "hunter2@redis:6379" }, "url must look like"},
		"parameters":        {func(c *Config) { c.URL = "redis://:hunter2@redis?timeout=1s" }, "url must end after"},
		"bad escape":        {func(c *Config) { c.URL = "redis://:hunter2%zz@redis" }, "url has a %"},
		"no host":           {func(c *Config) { c.URL = "redis://:hunter2@:6379" }, "url must name each host"},
		"an empty host":     {func(c *Config) { c.URL = "redis://:hunter2@a,,b" }, "url must name each host"},
		"port out of range": {func(c *Config) { c.URL = "redis://:hunter2@a:70000" }, "url must name each host"},
		"database":          {func(c *Config) { c.URL = "redis://:hunter2@a/x" }, "url must end with the number"},
		"cluster database":  {func(c *Config) { c.URL = "redis://:hunter2@a,b/1" }, "url names several hosts"},
		"master alone":      {func(c *Config) { c.Master = "calls" }, "url must be set"},
		"sentinel secret":   {func(c *Config) { c.URL, c.SentinelPassword = "redis://a", "hunter2" }, "master must be set"},
		"ca without TLS":    {func(c *Config) { c.URL, c.CA = "redis://:hunter2@a", "config_test.go" }, "url must begin with rediss://"},
		"ca missing":        {func(c *Config) { c.URL, c.CA = "rediss://a", "/nowhere/ca.pem" }, "ca must be a file"},
		"prefix":            {func(c *Config) { c.Prefix = "a{b}" }, "prefix must be"},
		"timeout":           {func(c *Config) { c.Timeout = time.Minute }, "timeout must be"},
	} {
		t.Run(name, func(t *testing.T) {
			c := Default()
			tc.change(&c)
			err := c.Validate()
			switch {
			case tc.want == "" && err != nil:
				t.Error(err)
			case tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)):
				t.Errorf("%v, want %q", err, tc.want)
			case err != nil && strings.Contains(err.Error(), "hunter2"):
				t.Errorf("tells the password: %v", err)
			}
		})
	}
}
