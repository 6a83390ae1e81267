package doctor

import (
	"errors"
	"testing"

	"ringline/internal/cluster"
	"ringline/internal/config"
	"ringline/internal/redis"
	"ringline/internal/redis/redistest"
	"ringline/internal/tenant"
)

func TestNodes(t *testing.T) {
	n := func(name string) cluster.Node { return cluster.Node{Name: name, Inner: name + ":7900"} }
	single := cluster.Node{Name: "c", Single: true}
	for name, c := range map[string]struct {
		living          []cluster.Node
		linked, running bool
		want            Verdict
	}{
		"nobody":                   {nil, false, false, OK},
		"itself":                   {[]cluster.Node{n("a")}, true, true, OK},
		"others":                   {[]cluster.Node{n("a"), n("b")}, true, true, OK},
		"another without Redis":    {[]cluster.Node{n("b")}, false, false, Fail},
		"another that has none":    {[]cluster.Node{single}, true, false, Fail},
		"somebody of the own name": {[]cluster.Node{n("a")}, true, false, Fail},
	} {
		t.Run(name, func(t *testing.T) {
			if f := judgeNodes(c.living, "a", c.linked, c.running); f.Verdict != c.want || (f.Verdict == Fail) != (f.Advice != "") {
				t.Errorf("%+v, want %s", f, c.want)
			}
		})
	}
	if f := judgeInner(n("b"), errors.New("refused")); f.Verdict != Fail {
		t.Errorf("%+v", f)
	}
}

func TestRedis(t *testing.T) {
	server := redistest.New(t)
	cfg := config.Default().Redis
	cfg.URL = tenant.Secret(server.URL())
	if f := judgeRedis(redis.Look(t.Context(), cfg)); f.Verdict != OK {
		t.Errorf("%+v", f)
	}
	server.Stop()
	if f := judgeRedis(redis.Look(t.Context(), cfg)); f.Verdict != Fail || f.Advice == "" {
		t.Errorf("%+v", f)
	}
}

// On a database nobody keeps a secret for media in the data folder: nothing is said of what lies there from before.
func TestMediaSecretOfADatabase(t *testing.T) {
	p := patient{Options: Options{Config: config.Default()}}
	p.Config.Data = t.TempDir()
	if got := p.secrets(t.Context()); len(got) != 1 {
		t.Errorf("with a file: %+v", got)
	}
	p.Config.Store.URL = "postgres://ringline@db.example/ringline"
	if got := p.secrets(t.Context()); len(got) != 0 {
		t.Errorf("with a database: %+v", got)
	}
}
