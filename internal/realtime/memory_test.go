package realtime

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"testing"
	"time"

	"ringline/internal/call"
)

// An idle client costs little: a thousand of them less than 80 MB, and the aim is 28 KB each.
// The clients of this test are bare sockets, so that what is measured is the server's.
func TestIdleMemory(t *testing.T) {
	const clients = 1000
	config := Default()
	config.Ping, config.Pong, config.Lease = time.Minute, 50*time.Second, 3*time.Minute // nobody answers here
	w := newWorld(t, config)
	w.idle("warm-up", 50)
	before := inUse()
	w.idle("idle", clients)
	each := (inUse() - before) / clients
	t.Logf("%d bytes per idle client", each)
	if each > 40<<10 {
		t.Errorf("an idle client costs %d bytes, the aim is 28 KB", each)
	}
	if connected, _ := w.node.devices.count(); connected != clients+50 {
		t.Errorf("%d devices are connected", connected)
	}
}

// inUse is the memory that the process needs, heap and stacks, after what is not needed is gone.
func inUse() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc + m.StackInuse
}

// idle logs in n bare sockets, which then keep silent.
func (w *world) idle(name string, n int) {
	w.t.Helper()
	var in bufio.Reader
	for i := range n {
		conn, err := net.Dial("tcp", w.http.Listener.Addr().String())
		if err != nil {
			w.t.Fatal(err)
		}
		w.t.Cleanup(func() { _ = conn.Close() })
		user := call.UserID(fmt.Sprintf("%s-%d", name, i))
		_, err = io.WriteString(conn, "GET /connection/websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
			"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"+
			"User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36\r\n"+
			"Accept-Language: en-GB,en;q=0.9\r\nAccept-Encoding: gzip, deflate, br\r\nCookie: theme=dark\r\n\r\n")
		if err != nil {
			w.t.Fatal(err)
		}
		in.Reset(conn)
		res, err := http.ReadResponse(&in, nil)
		if err != nil || res.StatusCode != http.StatusSwitchingProtocols {
			w.t.Fatal(res, err)
		}
		_ = res.Body.Close()
		frame := fmt.Sprintf(`{"id":1,"connect":{"token":%q,"data":%s}}`, w.sig(app2, user, time.Hour),
			encode(loginData{App: app2, User: user, Device: "d1", Platform: "web"}))
		// One masked text frame; a mask of zeroes changes nothing.
		head := []byte{0x81, 0x80 | 126, byte(len(frame) >> 8), byte(len(frame)), 0, 0, 0, 0}
		if _, err := conn.Write(append(head, frame...)); err != nil {
			w.t.Fatal(err)
		}
		if b, err := in.ReadByte(); err != nil || b != 0x81 {
			w.t.Fatal(b, err)
		}
	}
}
