package deploy

import (
	"fmt"
	"maps"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"

	"ringline/internal/config"
)

// compose reads a compose file as Docker does: by its schema, with everything filled in.
func compose(t *testing.T, file string) *types.Project {
	t.Helper()
	project, err := loader.LoadWithContext(t.Context(), types.ConfigDetails{
		WorkingDir: "cluster", ConfigFiles: []types.ConfigFile{{Filename: file}},
		Environment: types.Mapping{"MEDIA_IP": "198.51.100.7"},
	}, func(o *loader.Options) { o.SetProjectName("ringline", false) })
	if err != nil {
		t.Fatal(err)
	}
	return project
}

// settings loads what an environment says, and fails if the server would not.
func settings(t *testing.T, who string, env map[string]string) config.Config {
	t.Helper()
	var lines []string
	for name, value := range env {
		if !strings.HasPrefix(name, "RINGLINE_") && name != "POD_IP" {
			t.Errorf("%s: %s is not ours", who, name)
		}
		lines = append(lines, name+"="+value)
	}
	c, err := config.Load(config.Sources{Env: lines})
	if err != nil {
		t.Errorf("%s: %v", who, err)
	}
	return c
}

// TestClusterOfContainers: the nodes differ in what must differ and are alike in what must be alike; every name leads to something.
func TestClusterOfContainers(t *testing.T) {
	p := compose(t, "cluster/compose.yaml")
	balancer := p.Services["balancer"]
	names, published := map[string]bool{}, map[string]string{}
	for i := range 3 {
		who := fmt.Sprint("node", i+1)
		s, ok := p.Services[who]
		if !ok {
			t.Fatalf("there is no %s", who)
		}
		env := map[string]string{}
		for name, value := range s.Environment {
			env[name] = *value
		}
		c := settings(t, who, env)
		names[c.Cluster.Name] = true
		if c.Cluster.Advertise != who+c.Cluster.Listen {
			t.Errorf("%s is found at %s, and listens at %s", who, c.Cluster.Advertise, c.Cluster.Listen)
		}
		if at := balancer.Environment[fmt.Sprintf("NODE%d", i+1)]; at == nil || *at != who+c.Listen {
			t.Errorf("the balancer looks for %s at %v, and it listens at %s", who, at, c.Listen)
		}
		if own := s.Networks["inner"]; own == nil || own.Ipv4Address == "" {
			t.Errorf("%s has another address when it is made anew, and the balancer looks it up once", who)
		}
		for _, port := range s.Ports {
			if port.Published != fmt.Sprint(port.Target) {
				t.Errorf("%s: clients are told of port %d and find it at %s", who, port.Target, port.Published)
			}
			at := fmt.Sprintf("%d/%s", port.Target, port.Protocol)
			if other := published[at]; other != "" {
				t.Errorf("%s and %s both want port %s", who, other, at)
			}
			published[at] = who
		}
		for _, at := range []string{fmt.Sprintf("%d/udp", c.Media.UDPPort), fmt.Sprintf("%d/tcp", c.Media.TCPPort), fmt.Sprintf("%d/udp", c.Media.STUNPort)} {
			if published[at] != who {
				t.Errorf("%s does not publish %s", who, at)
			}
		}
		if !s.ReadOnly || !slices.Equal(s.CapDrop, []string{"ALL"}) || s.StopGracePeriod == nil || s.DependsOn["postgres"].Condition != "service_healthy" {
			t.Errorf("%s: %+v", who, s)
		}
		for _, secret := range []string{"/run/secrets/key", "/run/secrets/pgpass"} {
			name := strings.TrimPrefix(secret, "/run/secrets/")
			if !slices.ContainsFunc(s.Secrets, func(c types.ServiceSecretConfig) bool { return c.Source == name }) || !strings.Contains(c.Secrets.KeyFile+string(c.Store.URL), secret) {
				t.Errorf("%s: %s is not there, or nobody reads it", who, secret)
			}
		}
		if subnet := p.Networks["inner"].Ipam.Config[0].Subnet; !slices.Contains(strings.Split(env["RINGLINE_HTTP_TRUSTED_PROXIES"], ","), subnet) {
			t.Errorf("%s does not believe the balancer in %s", who, subnet)
		}
	}
	if len(names) != 3 {
		t.Errorf("the nodes are called %v", slices.Collect(maps.Keys(names)))
	}
	for name := range p.Secrets {
		if file := strings.TrimPrefix(p.Secrets[name].File, "cluster/"); !strings.Contains(read(t, "cluster/.gitignore"), strings.TrimPrefix(file[strings.LastIndex(file, "/")+1:], "./")+"\n") {
			t.Errorf("the secret %s in %s could be committed", name, file)
		}
	}
}

// TestSingleContainer: what [TestCompose] reads by hand is also right by the schema.
func TestSingleContainer(t *testing.T) { compose(t, "docker/compose.yaml") }

var served = regexp.MustCompile(`mux\.Handle\("(?:GET )?(/[^"]+)"`)

// isServed reports whether the server has this path. What the pages keep by its name is in a folder.
func isServed(t *testing.T, path string) bool {
	t.Helper()
	if strings.HasSuffix(path, "/") {
		return strings.Contains(read(t, "../internal/httpapi/page.go"), fmt.Sprintf("HasPrefix(name, %q)", path[1:]))
	}
	for _, m := range served.FindAllStringSubmatch(read(t, "../internal/server/routes.go"), -1) {
		if m[1] == path {
			return true
		}
	}
	return false
}

// TestBalancer: HAProxy itself finds nothing wrong, where there is one to ask; the paths are the server's; nobody is tied to a node.
func TestBalancer(t *testing.T) {
	text := regexp.MustCompile(`(?m)^\s*#.*\n`).ReplaceAllString(HAProxy, "")
	for _, line := range strings.Split(text, "\n") {
		for _, word := range strings.Fields(line) {
			if strings.HasPrefix(word, "/") && strings.Contains(line, "path") || strings.Contains(line, "uri "+word) && strings.HasPrefix(word, "/") {
				if !isServed(t, word) {
					t.Errorf("%s: the server has no %s", line, word)
				}
			}
		}
	}
	for _, sticky := range []string{"cookie", "stick", "source", "hash"} {
		if strings.Contains(text, sticky) {
			t.Errorf("the balancer remembers: %s", sticky)
		}
	}
	program := haproxy(t)
	for _, nodes := range [][]string{{"NODE1=127.0.0.1:1"}, {"NODE1=127.0.0.1:1", "NODE2=127.0.0.1:2"}, {"NODE1=127.0.0.1:1", "NODE2=127.0.0.1:2", "NODE3=127.0.0.1:3"}} {
		cmd := exec.CommandContext(t.Context(), program, "-c", "-f", "cluster/haproxy.cfg")
		cmd.Env = append(nodes, "BIND=127.0.0.1:8080")
		out, err := cmd.CombinedOutput()
		if err != nil || strings.Contains(string(out), "WARNING") {
			t.Errorf("%d nodes: %v\n%s", len(nodes), err, out)
		}
	}
}
