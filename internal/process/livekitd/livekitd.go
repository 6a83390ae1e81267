// Package livekitd runs LiveKit's own server, of the module that Ringline embeds, with everything that its command starts and nothing of
// ours: for measurements that compare with it, and for tests of those that operators run.
//
// A test binary becomes such a server when process.RunLiveKit starts it, see [Child].
package livekitd

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/livekit/livekit-server/pkg/config"
	"github.com/livekit/livekit-server/pkg/routing"
	"github.com/livekit/livekit-server/pkg/service"
	"github.com/livekit/livekit-server/pkg/telemetry/prometheus"
)

// Serve does what LiveKit's command does, in its order, until the process is told to stop. text is LiveKit's configuration.
func Serve(text string) error {
	conf, err := config.NewConfig(text, true, nil, nil)
	if err != nil {
		return err
	}
	config.InitLoggerFromConfig(&conf.Logging)
	if err := conf.ValidateKeys(); err != nil {
		return err
	}
	node, err := routing.NewLocalNode(conf)
	if err != nil {
		return err
	}
	if err := prometheus.Init(string(node.NodeID()), node.NodeType()); err != nil {
		return err
	}
	server, err := service.InitializeServer(conf, node)
	if err != nil {
		return err
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGINT, syscall.SIGTERM)
	go func() {
		<-stop
		server.Stop(true) // Start returns then
	}()
	return server.Start()
}

// Variable holds the configuration of a process that is a LiveKit server and no test.
const Variable = "LIVEKITD_CONFIG"

// Child makes this process a LiveKit server, if it was started as one; it does not return then. TestMain calls it first.
func Child() {
	text := os.Getenv(Variable)
	if text == "" {
		return
	}
	status := 0
	if err := Serve(text); err != nil {
		fmt.Fprintln(os.Stderr, "livekit:", err)
		status = 1
	}
	os.Exit(status) //nolint:forbidigo // it is a command now
}
