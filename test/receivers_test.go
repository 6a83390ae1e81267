package test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/client"
	"ringline/internal/process"
	"ringline/internal/tenant"
)

const (
	examples      = "../examples/webhook-receiver/"
	webhookSecret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
	webhookToken  = "xxxxyyyy"
)

// receiver is one of the example receivers.
type receiver struct {
	url   string
	inbox string
	lines chan string
}

// receive starts a receiver of an app that checks signature and token.
func receive(t *testing.T, language string, app int64) *receiver {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	r := &receiver{url: "http://" + address + "/calls?key=1", inbox: t.TempDir(), lines: make(chan string, 1000)}

	line := map[string][]string{
		"node":   {"node", examples + "node/receiver.mjs"},
		"php":    {"php", "-S", address, examples + "php/receiver.php"},
		"python": {"python3", examples + "python/receiver.py"},
	}[language]
	if language == "go" {
		made := filepath.Join(t.TempDir(), "receiver")
		if out, err := exec.Command("go", "build", "-o", made, examples+"go").CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		line = []string{made}
	}
	ctx, kill := context.WithCancel(context.Background())
	command := exec.CommandContext(ctx, line[0], line[1:]...)
	command.Env = append(os.Environ(), "HOST="+host, "PORT="+port, "SDKAPPID="+fmt.Sprint(app),
		"WEBHOOK_SECRET="+webhookSecret, "WEBHOOK_TOKEN="+webhookToken, "INBOX="+r.inbox)
	read, write := io.Pipe()
	command.Stdout, command.Stderr = write, write
	if err := command.Start(); err != nil {
		kill()
		t.Fatalf("%v (make setup installs what the examples need)", err)
	}
	go func() {
		for all := bufio.NewScanner(read); all.Scan(); {
			r.lines <- all.Text()
		}
	}()
	t.Cleanup(func() {
		kill()
		_ = command.Wait() // it was killed
		_ = write.Close()
	})
	eventually(t, language+" listens", func() bool {
		c, err := net.Dial("tcp", address)
		if err == nil {
			c.Close()
		}
		return err == nil
	})
	return r
}

// hears waits until so many new messages came, and lists their commands and ids.
func (r *receiver) hears(t *testing.T, n int) (commands, ids []string) {
	t.Helper()
	deadline := time.After(2 * soon)
	for len(ids) < n {
		select {
		case line := <-r.lines:
			if rest, isNew := strings.CutPrefix(line, "new "); isNew {
				var command, id string
				said := json.NewDecoder(strings.NewReader(rest))
				if err := said.Decode(&command); err != nil {
					t.Fatalf("%q: %v", line, err)
				}
				if err := said.Decode(&id); err != nil {
					t.Fatalf("%q: %v", line, err)
				}
				commands, ids = append(commands, command), append(ids, id)
			}
		case <-deadline:
			t.Fatalf("heard only %q", commands)
		}
	}
	return commands, ids
}

// The example receivers, as they are, take what the real server sends: its signature, its token, each message once and in
// order (P6). And what it sends is what docs/webhooks.md shows.
func TestReceiversHearOfCalls(t *testing.T) {
	app := &tenant.App{ID: 1400000001, Secrets: []tenant.Secret{"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}}
	data := t.TempDir()
	server := serve(t, process.Options{Dev: true, Data: data, Env: []string{"RINGLINE_DEV_SECRET=" + string(app.Secrets[0])}})
	a := newAPI(server.URL, app)
	operator := client.Local(data).App(fmt.Sprint(app.ID))
	for _, language := range []string{"go", "node", "php", "python"} {
		t.Run(language, func(t *testing.T) {
			r := receive(t, language, app.ID)
			_, err := operator.SetWebhook(t.Context(), client.SetWebhook{URL: r.url, Secret: webhookSecret, Token: webhookToken})
			if err != nil {
				t.Fatal(err)
			}
			if p, err := operator.PingWebhook(t.Context()); err != nil || !p.Delivered {
				t.Fatalf("ping: %+v, %v", p, err)
			}
			id := a.ring(t, "bob", "carol")
			a.must(t, "end_call", object{"CallId": id})
			commands, ids := r.hears(t, 4)
			want := []string{"Ringline.Ping", "Call.CallbackAfterStartCall", "Call.CallbackAfterMemberChanged", "Call.CallbackAfterEndCall"}
			if diff := cmp.Diff(want, commands); diff != "" {
				t.Errorf("heard (- want, + got):\n%s", diff)
			}
			for _, of := range ids[1:] {
				if !strings.HasPrefix(of, string(id)+"-") {
					t.Errorf("message %s is not of call %s", of, id)
				}
			}
			// A receiver that goes before it has answered has not taken the last message, and the next one would get it again.
			eventually(t, "all messages are delivered", func() bool {
				for _, err := range operator.Deliveries(t.Context(), client.DeliveryFilter{State: client.Pending}) {
					if err != nil {
						t.Fatal(err)
					}
					return false
				}
				return true
			})
			if language == "node" {
				compareWithPage(t, r.inbox)
			}
		})
	}
}

// compareWithPage holds the bodies that docs/webhooks.md shows against those in an inbox: the same fields of the same types.
func compareWithPage(t *testing.T, inbox string) {
	t.Helper()
	text, err := os.ReadFile("../docs/webhooks.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string][]string{}
	for _, m := range regexp.MustCompile("```json\n(\\{\n[\\s\\S]*?\n\\})\n```").FindAllStringSubmatch(string(text), -1) {
		command, fields := shape(t, []byte(m[1]))
		shown[command] = fields
	}
	files, err := filepath.Glob(inbox + "/*.json")
	if err != nil || len(files) != 4 {
		t.Fatalf("%d messages in the inbox, %v; want 4", len(files), err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		command, fields := shape(t, body)
		if diff := cmp.Diff(fields, shown[command]); command != "Ringline.Ping" && diff != "" {
			t.Errorf("%s (- sent, + in docs/webhooks.md):\n%s", command, diff)
		}
	}
}

// shape lists the fields of a body with their types, elements of a list as one.
func shape(t *testing.T, body []byte) (command string, fields []string) {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, member := range v {
				walk(path+"."+name, member)
			}
		case []any:
			for _, element := range v {
				walk(path+"[]", element)
			}
		default:
			fields = append(fields, fmt.Sprintf("%s %T", path, v))
		}
	}
	walk("", v)
	slices.Sort(fields)
	command, _ = v["CallbackCommand"].(string)
	return command, slices.Compact(fields)
}
