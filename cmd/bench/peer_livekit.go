package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/livekit/protocol/auth"

	"ringline/internal/process"
)

const (
	livekitKey    = "bench"
	livekitSecret = "a-secret-that-only-the-benchmark-has"
)

// livekitTarget is LiveKit without Redis: its rooms live in memory. The program is built from the module in go.mod.
func livekitTarget(ctx context.Context, dir string) (*target, error) {
	binary := filepath.Join(dir, "livekit")
	build := exec.CommandContext(ctx, "go", "build", "-o", binary, "ringline/cmd/bench/livekit")
	build.Stdout, build.Stderr = os.Stderr, os.Stderr
	if err := build.Run(); err != nil {
		return nil, fmt.Errorf("build LiveKit: %w", err)
	}
	url, err := freeURL(ctx)
	if err != nil {
		return nil, err
	}
	server, err := process.Start(ctx, process.Options{Binary: binary, Args: []string{livekitConfig(url)}, Open: url})
	if err != nil {
		return nil, err
	}
	grant := auth.NewAccessToken(livekitKey, livekitSecret).SetValidFor(24 * time.Hour)
	token, err := grant.SetVideoGrant(&auth.VideoGrant{RoomCreate: true}).ToJWT()
	if err != nil {
		return nil, err
	}
	workers := 0
	return &target{name: "livekit", server: server, worker: func() step {
		workers++
		return livekitRooms(token, fmt.Sprintf("room-%d", workers))
	}}, nil
}

// livekitConfig keeps everything on this machine. Only errors are logged.
func livekitConfig(url string) string {
	_, port, _ := net.SplitHostPort(url[len("http://"):])
	return fmt.Sprintf(`port: %s
bind_addresses: [127.0.0.1]
keys: {%s: %s}
logging: {level: error}
rtc: {node_ip: 127.0.0.1, udp_port: 0, tcp_port: 0, port_range_start: 0, port_range_end: 0}
`, port, livekitKey, livekitSecret)
}

// livekitRooms creates and deletes a room in turn. Twirp takes protobuf, which is what its own SDKs send.
func livekitRooms(token, room string) step {
	// CreateRoomRequest.name and DeleteRoomRequest.room are both field 1.
	body := append(binary.AppendUvarint([]byte{1<<3 | 2}, uint64(len(room))), room...)
	request := func(method string) []byte {
		return append(fmt.Appendf(nil, "POST /twirp/livekit.RoomService/%s HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n"+
			"Content-Type: application/protobuf\r\nContent-Length: %d\r\n\r\n", method, token, len(body)), body...)
	}
	next, other := request("DeleteRoom"), request("CreateRoom")
	return func(c *conn) error {
		next, other = other, next
		_, err := c.do(next) // whatever is not done has another status than 200
		return err
	}
}

// freeURL is an address of this machine where nothing listens.
func freeURL(ctx context.Context) (string, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return "http://" + l.Addr().String(), l.Close()
}
