package server

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"ringline/internal/redis/redistest"
	"ringline/internal/tenant"
)

// A server of a cell says at its start where the database is, without the password, where the others reach it, and who they are.
func TestAnnounceCluster(t *testing.T) {
	database, redis := shared.Database(t), redistest.New(t).URL()
	for i, others := range []string{"no other is alive", "with node-1"} {
		cfg := settings(t)
		cfg.Store.URL, cfg.Redis.URL = tenant.Secret(database), tenant.Secret(redis)
		cfg.Secrets.Key, cfg.Dev.Secret = tenant.Secret(strings.Repeat("5a", 32)), tenant.Secret(strings.Repeat("d", 32))
		cfg.Cluster.Listen, cfg.Cluster.Notice = "127.0.0.1:0", 0
		cfg.Cluster.Name = []string{"node-1", "node-2"}[i]
		s := start(t, cfg)
		defer func() {
			if err := s.Stop(); err != nil {
				t.Error(err)
			}
		}()
		var said bytes.Buffer
		s.Announce(&said)
		for _, want := range []string{
			`\n  database  PostgreSQL, test\d+ at 127\.0\.0\.1:\d+\n`,
			`\n  cluster   ` + cfg.Cluster.Name + `, inner address 127\.0\.0\.1:\d+; ` + others + `\n`,
		} {
			if !regexp.MustCompile(want).MatchString(said.String()) {
				t.Errorf("%s\ndoes not say %s", &said, want)
			}
		}
	}
}
