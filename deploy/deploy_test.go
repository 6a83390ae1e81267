package deploy

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"ringline/internal/config"
)

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestVariablesAreSettings: every variable that a file here, or the page about it, names is one that the server knows.
func TestVariablesAreSettings(t *testing.T) {
	files := []string{
		"systemd/ringline.service", "docker/Dockerfile", "docker/compose.yaml", "cluster/compose.yaml", "kubernetes/configmap.yaml", "kubernetes/statefulset.yaml",
		"../docs/operate.md",
	}
	seen := 0
	for _, file := range files {
		for _, name := range regexp.MustCompile(`RINGLINE_[A-Z0-9_]+`).FindAllString(read(t, file), -1) {
			seen++
			if _, err := config.Load(config.Sources{Env: []string{name + "="}}); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
	}
	if seen < 10 {
		t.Errorf("found %d variables: does the pattern still fit?", seen)
	}
}

// TestSettingsOnThePageAreRight: a block that shows settings can be put into a file as it is.
func TestSettingsOnThePageAreRight(t *testing.T) {
	blocks := regexp.MustCompile("(?s)```yaml\n# ringline.yaml\n(.*?)```").FindAllStringSubmatch(read(t, "../docs/operate.md")+read(t, "../docs/cells.md"), -1)
	if len(blocks) < 3 {
		t.Errorf("only %d blocks of settings", len(blocks))
	}
	for _, b := range blocks {
		file := filepath.Join(t.TempDir(), "ringline.yaml")
		if err := os.WriteFile(file, []byte(b[1]), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := config.Load(config.Sources{File: file}); err != nil {
			t.Errorf("%v\n%s", err, b[1])
		}
	}
}

// TestUnit: the service is confined, and systemd itself finds nothing wrong, where there is one to ask.
func TestUnit(t *testing.T) {
	const file = "systemd/ringline.service"
	unit := read(t, file)
	for _, line := range []string{
		"Type=notify", "User=ringline", "StateDirectory=ringline", "ProtectSystem=strict", "NoNewPrivileges=yes", "ProtectHome=yes",
		"CapabilityBoundingSet=CAP_NET_BIND_SERVICE", "LimitNOFILE=262144", "UMask=0077", "Restart=always",
	} {
		if !slices.Contains(strings.Split(unit, "\n"), line) {
			t.Errorf("%s lacks %s", file, line)
		}
	}
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("there is no systemd to ask")
	}
	// It looks for the binary as well: this test's own stands in.
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "ringline.service")
	if err := os.WriteFile(copied, []byte(strings.ReplaceAll(unit, "/usr/local/bin/ringline", self)), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), analyze, "verify", "--man=no", copied).CombinedOutput(); err != nil || strings.Contains(string(out), "ringline.service:") {
		t.Errorf("systemd-analyze verify: %v\n%s", err, out)
	}
}

// instructions takes a Dockerfile apart, by stage.
func instructions(text string) (stages [][][2]string) {
	text = regexp.MustCompile(`(?m)^\s*#.*\n`).ReplaceAllString(text, "")
	text = strings.ReplaceAll(text, "\\\n", " ")
	for line := range strings.Lines(text) {
		name, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		if name == "" {
			continue
		}
		if name == "FROM" {
			stages = append(stages, nil)
		}
		last := &stages[len(stages)-1]
		*last = append(*last, [2]string{name, strings.TrimSpace(rest)})
	}
	return stages
}

func find(stage [][2]string, name string) (values []string) {
	for _, i := range stage {
		if i[0] == name {
			values = append(values, i[1])
		}
	}
	return values
}

// TestDockerfile: no Docker here. What can be held together is: the build is that of the Makefile, and the image has no shell and
// no root.
func TestDockerfile(t *testing.T) {
	stages := instructions(read(t, "docker/Dockerfile"))
	if len(stages) != 3 {
		t.Fatalf("%d stages", len(stages))
	}
	known := []string{"FROM", "WORKDIR", "COPY", "RUN", "ENV", "ARG", "VOLUME", "EXPOSE", "USER", "HEALTHCHECK", "ENTRYPOINT", "CMD"}
	for _, s := range stages {
		for _, i := range s {
			if !slices.Contains(known, i[0]) {
				t.Errorf("%s is no instruction", i[0])
			}
		}
	}
	web, build, image := stages[0], stages[1], stages[2]
	makefile := read(t, "../Makefile")

	recipe := func(pattern string) string {
		m := regexp.MustCompile(pattern).FindStringSubmatch(makefile)
		if m == nil {
			t.Fatalf("the Makefile has no %s", pattern)
		}
		return m[1]
	}
	if want := []string{recipe(`(npm ci .*)`), recipe(`\t(?:cd web && )(npm run --silent build)`)}; !slices.Equal(find(web, "RUN"), want) {
		t.Errorf("the pages are built by %v, and make does %v", find(web, "RUN"), want)
	}
	ldflags := strings.ReplaceAll(recipe(`(?m)^LDFLAGS := (.*)$`), "$(VERSION)", "$VERSION")
	goBuild := strings.NewReplacer(`'$(LDFLAGS)'`, `"`+ldflags+`"`, "bin/ringline", "/out/ringline").Replace(recipe(`\t(go build .*)`))
	if !slices.Contains(find(build, "RUN"), goBuild) {
		t.Errorf("the binary is built by %v, and make does %s", find(build, "RUN"), goBuild)
	}
	flags := recipe(`export GOFLAGS .*\)\s+(-.*)`)
	if env := strings.Join(find(build, "ENV"), " "); !strings.Contains(env, "CGO_ENABLED=0") || !strings.Contains(env, flags) {
		t.Errorf("built with %s, and make uses %s", env, flags)
	}
	wanted := strings.TrimSpace(strings.TrimPrefix(regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindString(read(t, "../go.mod")), "go"))
	if from := find(build, "FROM")[0]; !strings.HasPrefix(from, "golang:"+wanted+"-") {
		t.Errorf("built with %s, and go.mod wants %s", from, wanted)
	}

	if from := find(image, "FROM")[0]; from != "gcr.io/distroless/static-debian12:nonroot" {
		t.Errorf("the image is made from %s", from)
	}
	if len(find(image, "RUN")) > 0 || !slices.Equal(find(image, "USER"), []string{"65532:65532"}) {
		t.Error("the image runs something while it is built, or as root")
	}
	for name, want := range map[string]string{"ENTRYPOINT": `["/ringline"]`, "CMD": `["serve"]`, "VOLUME": "/var/lib/ringline"} {
		if got := find(image, name); !slices.Equal(got, []string{want}) {
			t.Errorf("%s %v, want %s", name, got, want)
		}
	}
	if check := find(image, "HEALTHCHECK"); len(check) != 1 || !strings.HasSuffix(check[0], `CMD ["/ringline", "health"]`) {
		t.Errorf("health check %v: there is no shell to run another one", check)
	}
	d := config.Default()
	for _, port := range []string{"8080/tcp"} {
		if !slices.Contains(strings.Fields(find(image, "EXPOSE")[0]), port) {
			t.Errorf("the image does not expose %s", port)
		}
	}
	if d.Media.UDPPort != 7882 || d.Media.STUNPort != 7881 || d.Media.TCPPort != 7881 {
		t.Error("the default ports of media are not those of the image, the compose file and the page any more")
	}
}

// TestContextHasWhatTheBuildNeeds: what the image does not need is kept out of it, and nothing else.
func TestContextHasWhatTheBuildNeeds(t *testing.T) {
	ignored := strings.Split(read(t, "../.dockerignore"), "\n")
	for _, needed := range []string{"go.mod", "go.sum", "cmd", "internal", "web", "api", "LICENSE", "NOTICE"} {
		if slices.Contains(ignored, needed) {
			t.Errorf("the build needs %s", needed)
		}
	}
	for _, kept := range []string{".git", "ringline-data", "**/*.pem", "**/*.key", "**/*.env", "**/*.db"} {
		if !slices.Contains(ignored, kept) {
			t.Errorf("%s must not get into an image", kept)
		}
	}
}

func TestCompose(t *testing.T) {
	var file struct {
		Services map[string]struct {
			Build       struct{ Context, Dockerfile string }
			Environment map[string]string
			Ports       []string
			Volumes     []string
			ReadOnly    bool     `yaml:"read_only"`
			CapDrop     []string `yaml:"cap_drop"`
		}
		Volumes map[string]any
	}
	if err := yaml.Unmarshal([]byte(read(t, "docker/compose.yaml")), &file); err != nil {
		t.Fatal(err)
	}
	s := file.Services["ringline"]
	if _, err := os.Stat(filepath.Join("docker", s.Build.Context, s.Build.Dockerfile)); err != nil {
		t.Error(err)
	}
	for _, port := range []string{"443:443", "80:80", "7881:7881", "7881:7881/udp", "7882:7882/udp"} {
		if !slices.Contains(s.Ports, port) {
			t.Errorf("no port %s", port)
		}
	}
	if _, named := file.Volumes["data"]; !named || !slices.Contains(s.Volumes, "data:/var/lib/ringline") || !s.ReadOnly || !slices.Equal(s.CapDrop, []string{"ALL"}) {
		t.Errorf("%+v", s)
	}
	env := []string{}
	for name, value := range s.Environment {
		if name != "RINGLINE_CONFIG" {
			env = append(env, name+"="+value)
		}
	}
	if _, err := config.Load(config.Sources{Env: env}); err != nil {
		t.Error(err)
	}
}
