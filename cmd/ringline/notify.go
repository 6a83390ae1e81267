package main

import (
	"context"
	"fmt"
	"net"
	"os"
)

// notify tells systemd how the service is doing (sd_notify(3)), if it wants to know: Type=notify.
func notify(ctx context.Context, state string) error {
	path := os.Getenv("NOTIFY_SOCKET") // a file, or with an @ in front a name
	if path == "" {
		return nil
	}
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unixgram", path)
	if err != nil {
		return fmt.Errorf("tell systemd: %w", err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.Write([]byte(state)); err != nil {
		return fmt.Errorf("tell systemd: %w", err)
	}
	return nil
}
