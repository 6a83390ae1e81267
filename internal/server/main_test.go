package server

import (
	"testing"

	"go.uber.org/goleak"
)

// Nothing of ours outlives its test. A LiveKit server that has stopped leaves some goroutines, see media/livekit; so does the authority
// that tests get certificates from.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		goleak.IgnoreAnyFunction("github.com/letsencrypt/pebble/v2/va.VAImpl.processTasks"),
		goleak.IgnoreAnyFunction("github.com/jellydator/ttlcache/v3.(*Cache[...]).Start"),
		goleak.IgnoreAnyFunction("github.com/livekit/livekit-server/pkg/routing.(*LocalRouter).statsWorker"),
		goleak.IgnoreAnyFunction("github.com/livekit/livekit-server/pkg/rtc.(*ParticipantImpl).subscriberRTCPWorker"),
		goleak.IgnoreAnyFunction("github.com/livekit/livekit-server/pkg/rtc.(*Room).audioUpdateWorker"),
		goleak.IgnoreAnyFunction("github.com/livekit/livekit-server/pkg/rtc.(*Room).changeUpdateWorker"),
		goleak.IgnoreAnyFunction("github.com/livekit/livekit-server/pkg/rtc.(*Room).connectionQualityWorker"),
		goleak.IgnoreAnyFunction("github.com/livekit/livekit-server/pkg/rtc.(*Room).simulationCleanupWorker"),
		goleak.IgnoreAnyFunction("github.com/livekit/livekit-server/pkg/service.(*WSSignalConnection).pingWorker"),
		goleak.IgnoreAnyFunction("github.com/livekit/livekit-server/pkg/sfu/streamallocator.(*StreamAllocator).ping"),
		goleak.IgnoreAnyFunction("github.com/livekit/livekit-server/pkg/telemetry.(*telemetryService).run"),
		goleak.IgnoreAnyFunction("github.com/livekit/livekit-server/pkg/utils.(*opsQueueBase[...]).process"),
		goleak.IgnoreAnyFunction("github.com/livekit/protocol/utils/hwstats.(*CPUStats).monitorCPULoad"),
		goleak.IgnoreAnyFunction("github.com/livekit/psrpc/internal/bus.(*localSubscription).read"),
		goleak.IgnoreAnyFunction("github.com/livekit/psrpc/pkg/client.NewRPCClient.func1"))
}
