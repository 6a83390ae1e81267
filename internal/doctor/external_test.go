package doctor

import (
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"ringline/internal/cluster"
	"ringline/internal/config"
	"ringline/internal/media/external"
	"ringline/internal/media/livekit"
	"ringline/internal/process"
)

func TestExternal(t *testing.T) {
	secure := livekit.External{Name: "media-1", URL: "wss://media-1.example.com"}
	drained, here, open := secure, secure, secure
	drained.Drain, here.URL, open.URL = true, "ws://127.0.0.1:7880", "ws://media-1.example.com:7880"
	fault := errors.New("it does not take our key")
	for name, c := range map[string]struct {
		cfg     livekit.External
		found   external.Found
		want    Verdict
		mention string
	}{
		"well":             {secure, external.Found{Rooms: 7}, OK, "with 7 calls"},
		"on this machine":  {here, external.Found{}, OK, "takes our key"},
		"drained":          {drained, external.Found{}, OK, "drained"},
		"refuses":          {secure, external.Found{Fault: fault}, Fail, "does not take our key"},
		"refuses, by time": {secure, external.Found{Fault: fault, ClockOff: -5 * time.Minute}, Fail, "5m0s off"},
		"clock off":        {secure, external.Found{ClockOff: 40 * time.Second}, Warn, "40s off"},
		"makes rooms":      {secure, external.Found{Creates: true}, Fail, "makes rooms by itself"},
		"unencrypted":      {open, external.Found{}, Warn, "without encryption"},
	} {
		t.Run(name, func(t *testing.T) { expect(t, judgeExternal(c.cfg, c.found), c.want, c.mention) })
	}
}

// TestExternalReal: the doctor looks at real LiveKit servers, says which of them has another key, and finds a name that is there twice.
func TestExternalReal(t *testing.T) {
	o := process.LiveKitOptions{Key: "key", Secret: "the secret of a LiveKit server that tests run"}
	real := process.RunLiveKit(t, o)
	right := livekit.External{Name: "right", URL: real.URL, Key: o.Key, Secret: "the secret of a LiveKit server that tests run"}
	wrong := right
	wrong.Name, wrong.Secret = "wrong", "the secret of some other LiveKit server, not that"
	p := patient{Options: Options{Config: config.Default()}, living: []cluster.Node{{Name: "wrong"}}}
	p.Config.Media.External = []livekit.External{right, wrong}
	all := p.external(t.Context())
	if len(all) != 3 {
		t.Fatalf("%+v", all)
	}
	expect(t, all[0], OK, "takes our key")
	expect(t, all[1], Fail, "does not take our key")
	expect(t, all[2], Fail, "the same name")
	for _, f := range all {
		if strings.Contains(f.Found+f.Advice, "some other") {
			t.Errorf("a secret is told: %+v", f)
		}
	}
}

// TestWithoutMedia: where media is elsewhere, its ports and addresses are not looked at.
func TestWithoutMedia(t *testing.T) {
	p := patient{Options: Options{Config: config.Default()}}
	p.Config.Media.Embedded, p.Config.Media.TURN = false, true
	if all := append(p.udp(t.Context()), p.relay(t.Context())...); len(all) != 0 {
		t.Errorf("%+v", all)
	}
	for _, one := range p.list() {
		if strings.HasPrefix(one.setting, "media.") {
			t.Errorf("port %+v", one)
		}
		if _, _, err := net.SplitHostPort(one.address); err != nil {
			t.Error(err)
		}
	}
}
