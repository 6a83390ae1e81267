// Package deps pins modules while the first packages are being written.
package deps

import (
	_ "github.com/caarlos0/env/v11"
	_ "github.com/centrifugal/centrifuge"
	_ "github.com/centrifugal/centrifuge-go"
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/google/uuid"
	_ "github.com/livekit/livekit-server/pkg/service"
	_ "github.com/livekit/server-sdk-go/v2"
	_ "github.com/pion/turn/v5"
	_ "github.com/prometheus/client_golang/prometheus/promhttp"
	_ "github.com/spf13/cobra"
	_ "go.uber.org/goleak"
	_ "go.yaml.in/yaml/v3"
	_ "golang.org/x/sync/errgroup"
	_ "golang.org/x/time/rate"
	_ "zombiezen.com/go/sqlite"
)
