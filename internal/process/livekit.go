package process

import (
	"context"
	"fmt"
	"net"
	"os"
)

// LiveKitOptions says how to run a LiveKit server.
type LiveKitOptions struct {
	Key, Secret string
	Address     string // host:port; empty takes a free port
	Webhook     string // where its events go; empty: nowhere
	AutoCreate  bool   // it makes rooms by itself
}

// LiveKit is a running LiveKit server.
type LiveKit struct {
	*Server

	URL     string         // ws://
	Options LiveKitOptions // as it was started; with these it starts again at the same address
}

// Test is a *testing.T.
type Test interface {
	Helper()
	Fatal(args ...any)
	Cleanup(end func())
	Context() context.Context
}

// RunLiveKit runs a LiveKit server of the module that Ringline embeds, all of it on this machine, until the test ends. The process is this
// binary, a test's, whose TestMain calls livekitd.Child.
func RunLiveKit(t Test, o LiveKitOptions) *LiveKit {
	t.Helper()
	s, err := startLiveKit(context.WithoutCancel(t.Context()), o) // it outlives what else ends with the test
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Kill() }) // it may be gone already
	return s
}

func startLiveKit(ctx context.Context, o LiveKitOptions) (*LiveKit, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	if o.Address == "" {
		if o.Address, err = Address(); err != nil {
			return nil, err
		}
	}
	text, err := o.text()
	if err != nil {
		return nil, err
	}
	s, err := Start(ctx, Options{
		Binary: self, Args: []string{"-test.run=^$"}, Env: []string{"LIVEKITD_CONFIG=" + text}, Open: "http://" + o.Address,
	})
	if err != nil {
		return nil, err
	}
	return &LiveKit{Server: s, URL: "ws://" + o.Address, Options: o}, nil
}

// text is LiveKit's configuration.
func (o *LiveKitOptions) text() (string, error) {
	_, port, err := net.SplitHostPort(o.Address)
	if err != nil {
		return "", err
	}
	media, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	udp := media.LocalAddr().(*net.UDPAddr).Port
	if err := media.Close(); err != nil {
		return "", err
	}
	text := fmt.Sprintf(`port: %s
bind_addresses: [127.0.0.1]
keys: {%s: %s}
logging: {level: error}
room: {auto_create: %t}
rtc:
  node_ip: 127.0.0.1
  udp_port: %d
  tcp_port: 0
  enable_loopback_candidate: true
  interfaces: {includes: [lo]}
  ips: {includes: [127.0.0.1/32]}
  stun_servers: [127.0.0.1:%d]
`, port, o.Key, o.Secret, o.AutoCreate, udp, udp)
	if o.Webhook != "" {
		text += fmt.Sprintf("webhook: {api_key: %s, urls: [%q]}\n", o.Key, o.Webhook)
	}
	return text, nil
}
