package config

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/media/livekit"
)

func write(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "ringline.yaml")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestNothingSaidGivesTheDefaults(t *testing.T) {
	c, err := Load(Sources{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Default(), c); diff != "" {
		t.Error(diff)
	}
}

// Each source sets the data folder, the stronger one wins, and what only a weaker one says stays.
func TestTheStrongerSourceWins(t *testing.T) {
	file := write(t, "data: from-file\nlisten: :1111\nlog: {level: debug, format: json}\n")
	env := []string{"HOME=/root", "RINGLINE_DATA=from-env", "RINGLINE_LOG_LEVEL=warn", "RINGLINE_LISTEN="}
	flags := map[string]string{"data": "from-flag"}

	c, err := Load(Sources{File: file, Env: env, Flags: flags})
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Data, want.Listen, want.Log = "from-flag", ":1111", Log{Level: "warn", Format: "json"}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
}

func TestTheEnvironmentMayNameTheFile(t *testing.T) {
	c, err := Load(Sources{Env: []string{"RINGLINE_CONFIG=" + write(t, "data: here")}})
	if err != nil || c.Data != "here" {
		t.Errorf("data %q, %v", c.Data, err)
	}
}

func TestListsAndAliasesComeFromTheFile(t *testing.T) {
	c, err := Load(Sources{File: write(t, `
realtime:
  origins: [https://a.example, &b https://b.example]
data: *b
media: {ticket_ttl: 45s}
log:
`)})
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Realtime.Origins = []string{"https://a.example", "https://b.example"}
	want.Data, want.Media.TicketTTL = "https://b.example", 45*time.Second
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
}

// A list of sections is set by the file, and row by row by the environment: secrets need not be in the file.
func TestRowsComeFromBoth(t *testing.T) {
	c, err := Load(Sources{
		File: write(t, "media: {external: [{name: a, url: 'wss://a.example', key: k, region: eu}]}"),
		Env: []string{
			"RINGLINE_MEDIA_EXTERNAL_0_SECRET=s1", "RINGLINE_MEDIA_EXTERNAL_1_NAME=b", "RINGLINE_MEDIA_EXTERNAL_1_URL=ws://b.example:7880",
			"RINGLINE_MEDIA_EXTERNAL_1_KEY=k", "RINGLINE_MEDIA_EXTERNAL_1_SECRET_FILE=/run/b", "RINGLINE_MEDIA_EXTERNAL_1_DRAIN=true",
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Media.External = []livekit.External{
		{Name: "a", URL: "wss://a.example", Key: "k", Secret: "s1", Region: "eu"},
		{Name: "b", URL: "ws://b.example:7880", Key: "k", SecretFile: "/run/b", Drain: true},
	}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
	for env, fault := range map[string]string{
		"RINGLINE_MEDIA_EXTERNAL_0_NAMES=b":    "RINGLINE_MEDIA_EXTERNAL_0_NAMES is not a setting; did you mean RINGLINE_MEDIA_EXTERNAL_0_NAME?",
		"RINGLINE_MEDIA_EXTERNAL_1000_NAME=b":  "RINGLINE_MEDIA_EXTERNAL_1000_NAME is not a setting",
		"RINGLINE_MEDIA_EXTERNAL_0_DRAIN=soon": "RINGLINE_MEDIA_EXTERNAL_0_DRAIN: expected true or false",
		"RINGLINE_MEDIA_EXTERNAL=a":            "RINGLINE_MEDIA_EXTERNAL is not a setting",
		"RINGLINE_MEDIA_EXTERNAL_0_NAME=a b":   "media.external[0].name must be",
		"RINGLINE_MEDIA_EMBEDDED=false":        "media.embedded is false and external names no server",
	} {
		if _, err := Load(Sources{Env: []string{env}}); err == nil || !strings.Contains(err.Error(), fault) {
			t.Errorf("%s: %v, want %s", env, err, fault)
		}
	}
	_, err = Load(Sources{Env: []string{
		"RINGLINE_CLUSTER_NAME=a", "RINGLINE_MEDIA_EXTERNAL_0_NAME=a", "RINGLINE_MEDIA_EXTERNAL_0_URL=ws://a", "RINGLINE_MEDIA_EXTERNAL_0_KEY=k",
		"RINGLINE_MEDIA_EXTERNAL_0_SECRET=s",
	}})
	if err == nil || !strings.Contains(err.Error(), "a is the name of this server") {
		t.Errorf("a media server with our own name: %v", err)
	}
}

func TestEveryFaultIsNamed(t *testing.T) {
	for name, tc := range map[string]struct {
		file  string
		env   []string
		flags map[string]string
		want  []string
	}{
		"misspelt": {
			file: "lsiten: :80\n",
			want: []string{"ringline.yaml:1: lsiten is not a setting; did you mean listen?"},
		},
		"misspelt below": {
			file: "data: a\nlog:\n  levl: info\n",
			want: []string{"ringline.yaml:3: log.levl is not a setting; did you mean log.level?"},
		},
		"wrong place": {
			file: "level: info\n",
			want: []string{"ringline.yaml:1: level is not a setting; did you mean log.level?"},
		},
		"nothing like it": {
			file: "log: {colour: red}\n",
			want: []string{"ringline.yaml:1: log.colour is not a setting; here go level, format"},
		},
		"all at once": {
			file: "listen: [80]\nlog: loud\nrealtime:\n  {devices: one, origins: two}\n",
			want: []string{
				"ringline.yaml:1: listen: expected one word",
				"ringline.yaml:2: log: expected settings",
				"ringline.yaml:4: realtime.devices: expected a whole number",
				"ringline.yaml:4: realtime.origins: expected a list",
			},
		},
		"duration without unit": {
			file: "realtime: {ping: 30}\n",
			want: []string{"realtime.ping: expected a duration with its unit, such as 30s"},
		},
		"yes is not true": {
			file: "media: {turn: yes}\n",
			want: []string{"media.turn: expected true or false"},
		},
		"twice": {
			file: "data: a\n\ndata: b\n",
			want: []string{"ringline.yaml:3: data stands already on line 1"},
		},
		"two documents": {
			file: "data: a\n---\ndata: b\n",
			want: []string{"ringline.yaml:2: a second document starts here"},
		},
		"a list at the top": {
			file: "- data: a\n",
			want: []string{"ringline.yaml:1: the file: expected settings"},
		},
		"not YAML": {
			file: "data: a\n\tlisten: b\n",
			want: []string{"ringline.yaml: not YAML: line 2"},
		},
		"variables": {
			env: []string{"RINGLINE_LISTN=:80", "RINGLINE_APPS=1", "RINGLINE_PORT_8080_TCP=tcp://10.0.0.1:8080", "RINGLINE_SERVICE_HOST=10.0.0.1"},
			want: []string{
				"RINGLINE_APPS is not a setting",
				"RINGLINE_LISTN is not a setting; did you mean RINGLINE_LISTEN?",
			},
		},
		"flags": {
			flags: map[string]string{"log.levl": "info"},
			want:  []string{"log.levl is not a setting; did you mean log.level?"},
		},
		"values": {
			file:  "listen: localhost\ndata: ' '\nsecrets: {key: swordfish}\n",
			flags: map[string]string{"log.level": "loud", "log.format": "xml"},
			want: []string{
				"listen must be host:port",
				"data must name a folder",
				"log.level must be one of debug, info, warn, error",
				"log.format must be one of text, json",
				"secrets.key: key 1 must be 32 bytes",
			},
		},
		"port": {
			flags: map[string]string{"listen": ":70000"},
			want:  []string{"listen must end in a port from 0 to 65535"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			from := Sources{Env: tc.env, Flags: tc.flags}
			if tc.file != "" {
				from.File = write(t, tc.file)
			}
			_, err := Load(from)
			var all *FaultsError
			if !errors.As(err, &all) {
				t.Fatalf("error %v, want faults", err)
			}
			if len(all.Faults) != len(tc.want) {
				t.Errorf("%d faults, want %d", len(all.Faults), len(tc.want))
			}
			for _, want := range tc.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("missing: %s", want)
				}
			}
			if t.Failed() {
				t.Log(err)
			}
		})
	}
}

// TestSharing: what several servers need is asked of servers. Other commands may find the same environment.
func TestSharing(t *testing.T) {
	for name, tc := range map[string]struct {
		flags map[string]string
		want  string
	}{
		"Redis and a file": {
			flags: map[string]string{"redis.url": "redis://a"},
			want:  "redis.url is for several servers on one PostgreSQL database, and store.url is not set",
		},
		"Redis and no inner door": {
			flags: map[string]string{"redis.url": "redis://a", "store.url": "postgres://a/b"},
			want:  "cluster.listen must be set where redis.url is",
		},
		"Redis and no key": {
			flags: map[string]string{"redis.url": "redis://a", "store.url": "postgres://a/b", "cluster.listen": "10.0.0.1:7900"},
			want:  "secrets.key or secrets.key_file must be set where redis.url is",
		},
		"an inner door for nobody": {
			flags: map[string]string{"cluster.listen": "10.0.0.1:7900"},
			want:  "cluster.listen is for several servers on one PostgreSQL database",
		},
		"one server": {},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := Load(Sources{Flags: tc.flags})
			if err != nil {
				t.Fatalf("who runs no server is refused: %v", err)
			}
			if err := c.Sharing(); (err != nil) != (tc.want != "") || err != nil && !strings.HasPrefix(err.Error(), tc.want) {
				t.Errorf("a server is told %v", err)
			}
		})
	}
}

// A value may be a secret that ended up in the wrong place.
func TestErrorsRepeatNoValue(t *testing.T) {
	const secret = "swordfish"
	file := write(t, `
listen: swordfish
realtime:
  devices: swordfish
  origins: {swordfish}
  ping: [swordfish]
media: swordfish
secrets: {key: [swordfish]}
log: [swordfish]
`)
	env := []string{"RINGLINE_APPS=swordfish", "RINGLINE_NONE=swordfish"}
	flags := map[string]string{"apps": secret, "none": secret}
	if _, err := Load(Sources{File: file, Env: env, Flags: flags}); err == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("error shows the value: %v", err)
	}
	_, err := Load(Sources{Flags: map[string]string{"listen": secret, "log.level": secret, "secrets.key": secret}})
	if err == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("error shows the value: %v", err)
	}
}

func TestMissingFile(t *testing.T) {
	_, err := Load(Sources{File: filepath.Join(t.TempDir(), "none.yaml")})
	if err == nil || !strings.Contains(err.Error(), "there is no file") || !strings.Contains(err.Error(), "ringline config") {
		t.Errorf("error %v, want one that names the way out", err)
	}
}

// The decoder meets only kinds of fields that it can read, and every one of them has a name.
func TestEveryFieldCanBeSet(t *testing.T) {
	var check func(path string, typ reflect.Type)
	check = func(path string, typ reflect.Type) {
		switch {
		case isList(typ):
			check(path+"[]", typ.Elem())
		case isSection(typ):
			for i := range typ.NumField() {
				f := typ.Field(i)
				if !f.IsExported() || f.Tag.Get("yaml") == "-" {
					continue
				}
				if f.Tag.Get("yaml") == "" {
					t.Errorf("%s.%s (%s) has no yaml tag", path, f.Name, typ)
				}
				check(path+"."+f.Name, f.Type)
			}
		case typ.Kind() == reflect.Pointer, typ.Kind() == reflect.Map, typ.Kind() == reflect.Interface, typ.Kind() == reflect.Func:
			if !isText(typ) {
				t.Errorf("%s is a %s: the decoder reads words, lists and structs", path, typ)
			}
		}
	}
	check("Config", reflect.TypeFor[Config]())
}

func FuzzDecodeFile(f *testing.F) {
	for _, text := range []string{
		"", "# nothing", "---", "data: a", "realtime: {origins: [a], ping: 3s}",
		"log: &l {level: info}\nrealtime: {origins: [*l, *l]}", "a: &a [*a]", "? [x]\n: y", "<<: {data: x}", "data: !!binary aGk=", "~: ~", "log: ~",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		c := Default()
		for _, fault := range decodeFile("fuzz.yaml", text, reflect.ValueOf(&c).Elem()) {
			if !strings.HasPrefix(fault.Error(), "fuzz.yaml:") {
				t.Errorf("a fault that does not say where: %v", fault)
			}
		}
		_ = c.Validate()
	})
}
