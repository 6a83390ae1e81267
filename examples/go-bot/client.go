package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	mathrand "math/rand/v2"
	"strings"
	"sync"
	"time"

	"github.com/centrifugal/centrifuge-go"
)

const (
	loginPatience  = 15 * time.Second // how long the first login may take
	answerPatience = 5 * time.Second  // how long one try of a command waits; the server answers within 2 s or not at all
	longestPause   = 2 * time.Second  // between two tries
	lastWords      = 5 * time.Second  // how much longer than its context a command may take

	// The server pings every 4 s and gives up a device that was silent for 14 s. A broken connection has to be noticed early
	// enough to be back by then; left out, the library would take 14 s.
	pingGrace = 4 * time.Second
)

// noToken is the library's own code of a session that ends because no token is to be had.
const noToken = 1

// identity is what the login says of us.
type identity struct {
	Server   string `json:"-"`
	App      int64  `json:"app"`
	User     string `json:"user"`
	Device   string `json:"device"` // the same whenever this device comes back: it keeps its place in a call by it
	Platform string `json:"platform"`
}

// client is one login: a connection that comes back by itself, commands that are repeated until they are answered, and a
// book of calls that follows what the server says.
type client struct {
	*book
	identity
	socket *centrifuge.Client
	log    *slog.Logger

	in    chan struct{}   // gets a value when the first login is through
	stale chan struct{}   // gets a value when the truth has to be asked for
	life  context.Context // done, for a reason, when the session will not come back
	end   context.CancelCauseFunc
	syncs sync.WaitGroup
}

// connect logs in. ctx is for that alone; the session lasts until close, or until the server ends it.
func connect(ctx context.Context, who identity, token func() (string, error), log *slog.Logger) (*client, error) {
	who.Server = strings.TrimRight(who.Server, "/")
	who.Platform = "linux"
	data, err := json.Marshal(who)
	if err != nil {
		return nil, err
	}
	first, err := token()
	if err != nil {
		return nil, err
	}
	c := &client{book: newBook(), identity: who, log: log, in: make(chan struct{}, 1), stale: make(chan struct{}, 1)}
	c.life, c.end = context.WithCancelCause(context.WithoutCancel(ctx))
	c.socket = centrifuge.NewJsonClient(wsURL(who.Server)+"/connection/websocket", centrifuge.Config{
		Token: first, GetToken: func(centrifuge.ConnectionTokenEvent) (string, error) { return token() },
		Data: data, MaxServerPingDelay: pingGrace, HandshakeTimeout: answerPatience,
	})
	c.listen()
	c.syncs.Go(c.keepInSync)
	if err := c.socket.Connect(); err != nil {
		log.Info("the server cannot be reached yet", "error", err) // the library tries again
	}
	patience, cancel := context.WithTimeoutCause(ctx, loginPatience, fmt.Errorf("%s did not let us in within %v", who.Server, loginPatience))
	defer cancel()
	select {
	case <-c.in:
		return c, nil
	case <-c.life.Done():
		err = context.Cause(c.life)
	case <-patience.Done():
		err = context.Cause(patience)
	}
	c.close()
	return nil, fmt.Errorf("log in as %s: %w", who.User, err)
}

// close disconnects. A call that this device is in waits for it for the length of the lease: hang up before.
func (c *client) close() {
	c.end(errors.New("disconnected"))
	c.syncs.Wait()
	c.socket.Close()
}

// listen follows the connection. The callbacks run on the library's own goroutine, which also delivers answers: they must
// not wait for a command. There is nothing to subscribe to, the server sees to that.
func (c *client) listen() {
	c.socket.OnConnected(func(centrifuge.ConnectedEvent) {
		c.log.Info("connected", "server", c.Server, "user", c.User, "device", c.Device)
		c.resync()
	})
	c.socket.OnPublication(func(e centrifuge.ServerPublicationEvent) {
		var p struct {
			Call *message `json:"call"`
		}
		if err := json.Unmarshal(e.Data, &p); err != nil {
			c.log.Warn("something unreadable was published", "error", err)
			return
		}
		if p.Call != nil && c.take(p.Call) {
			c.resync()
		}
	})
	c.socket.OnConnecting(func(e centrifuge.ConnectingEvent) {
		if e.Code != 0 {
			c.log.Info("connection lost", "code", e.Code, "reason", e.Reason)
		}
	})
	c.socket.OnError(func(e centrifuge.ErrorEvent) { c.log.Info("connection trouble", "error", e.Error) })
	c.socket.OnDisconnected(func(e centrifuge.DisconnectedEvent) {
		if e.Code == noToken {
			c.end(errors.New("the session is over: its UserSig ran out, and there is no other one"))
			return
		}
		c.end(fmt.Errorf("the session is over: %d %s", e.Code, e.Reason))
	})
}

// resync has the truth asked for soon.
func (c *client) resync() {
	select {
	case c.stale <- struct{}{}:
	default: // it will be anyway
	}
}

// keepInSync asks for the truth after every connect and after every gap.
func (c *client) keepInSync() {
	for {
		select {
		case <-c.stale:
		case <-c.life.Done():
			return
		}
		if err := c.sync(c.life); err != nil {
			if c.life.Err() == nil {
				c.log.Warn("the calls could not be asked for", "error", err)
			}
			continue
		}
		select {
		case c.in <- struct{}{}:
		default: // somebody knows
		}
	}
}

// sync asks which calls hold this user. One that we know and that is not among them is over for us: how, says call.get.
func (c *client) sync(ctx context.Context) error {
	known := c.live()
	var truth struct {
		Calls []message `json:"calls"`
	}
	if err := c.query(ctx, "call.sync", struct{}{}, &truth); err != nil {
		return err
	}
	there := map[string]bool{}
	for i := range truth.Calls {
		there[truth.Calls[i].ID] = true
		c.take(&truth.Calls[i])
	}
	for _, id := range known {
		if there[id] {
			continue
		}
		var last answer
		err := c.query(ctx, "call.get", callData{Call: id}, &last)
		switch {
		case err == nil && last.Call != nil:
			c.take(last.Call)
		case refused(err):
			c.forget(id)
		case err != nil:
			return err
		}
	}
	return nil
}

// callData is what most commands take. Request is set by command.
type callData struct {
	Request string   `json:"request,omitempty"`
	Call    string   `json:"call,omitempty"`
	Callees []string `json:"callees,omitempty"`
	Media   string   `json:"media,omitempty"`
}

// answer is what most commands answer.
type answer struct {
	Call   *message `json:"call"`
	Ticket *ticket  `json:"ticket"` // nil while there can be none
}

// ticket opens a media room to this device.
type ticket struct {
	URL   string `json:"url"` // empty: where the server is
	Token string `json:"token"`
}

// command has something done. However often it is sent it has one effect, because all tries carry the same request id.
// When ctx is done it is not given up at once: it may have had its effect already.
func (c *client) command(ctx context.Context, method string, data callData) (answer, error) {
	ctx, cancel := outlive(ctx, lastWords)
	defer cancel()
	data.Request = rand.Text()
	var a answer
	err := c.query(ctx, method, data, &a)
	if err == nil && a.Call != nil {
		c.take(a.Call) // the answer may be faster than the publication, or slower
	}
	if refused(err) {
		c.resync() // the world is not as we believed
	}
	return a, err
}

// query sends something until it is answered, or refused for good.
func (c *client) query(ctx context.Context, method string, data, into any) error {
	text, err := json.Marshal(data)
	if err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, longestPause) {
		result, err := c.rpc(ctx, method, text)
		if err == nil {
			err = json.Unmarshal(result, into)
		} else if !refused(err) {
			again := time.NewTimer(mathrand.N(pause)) // not all clients at once
			select {
			case <-again.C:
				continue
			case <-ctx.Done():
				err = context.Cause(ctx)
			case <-c.life.Done():
				err = context.Cause(c.life)
			}
			again.Stop()
		}
		if err != nil {
			return fmt.Errorf("%s: %w", method, err)
		}
		return nil
	}
}

// rpc sends something once. While there is no connection it waits for one.
func (c *client) rpc(ctx context.Context, method string, text []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, answerPatience)
	defer cancel()
	result, err := c.socket.RPC(ctx, method, text)
	return result.Data, err
}

// refused reports whether the server said no. Anything else, also "not now", is tried again.
func refused(err error) bool {
	var no *centrifuge.Error
	if !errors.As(err, &no) {
		return false
	}
	switch no.Code {
	case 100, 111, 1013, 1014, 1015: // Centrifuge's internal error and too many commands; conflict, unavailable, internal
		return false
	}
	return true
}

// outlive returns a context that is done that much later than the given one.
func outlive(ctx context.Context, by time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		late := time.NewTimer(by)
		defer late.Stop()
		select {
		case <-late.C:
			cancel()
		case <-longer.Done():
		}
	})
	return longer, func() {
		stop()
		cancel()
	}
}

// wsURL is where WebSockets are opened: http becomes ws, and https wss.
func wsURL(server string) string {
	if rest, isHTTP := strings.CutPrefix(server, "http"); isHTTP {
		return "ws" + rest
	}
	return server
}
