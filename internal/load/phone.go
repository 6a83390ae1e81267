package load

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// phone is one device of a user, on a WebSocket of its own. It speaks the JSON form of the Centrifuge protocol, as much of it as a
// device of Ringline needs: a reading goroutine and some kilobytes each, so that a process holds thousands of them.
type phone struct {
	user, device string
	line         *line
	hear         hear
	dropped      func(*phone) // is called when a connection ends that nobody here ended

	writing sync.Mutex // one frame at a time; it is held while one is written
	mu      sync.Mutex
	ws      *websocket.Conn // nil while not logged in
	waiting map[uint32]chan frame
	next    uint32
	in      chan struct{} // closed while logged in
	gone    chan struct{} // closed when the connection of now has ended
	meant   bool          // the end of the connection of now is our doing
}

// hear gets every call that a phone is told of: as news, or because it asked (fresh is false then).
type hear func(p *phone, m *message, at time.Time, fresh bool)

// line is how phones reach their server.
type line struct {
	url    string // ws://…/connection/websocket
	app    int64
	sign   func(user string) (string, error)
	dialer *websocket.Dialer
	lease  atomic.Int64 // how long a silent device keeps its call, ms; 0 until a login told
}

func newLine(url string, app int64, sign func(string) (string, error)) *line {
	return &line{url: url, app: app, sign: sign, dialer: &websocket.Dialer{
		NetDialContext:  (&net.Dialer{KeepAlive: -1}).DialContext,
		ReadBufferSize:  2 << 10,
		WriteBufferPool: &sync.Pool{},
		WriteBufferSize: 2 << 10,
	}}
}

// errLost says that the connection ended before an answer came.
var errLost = errors.New("the connection was lost")

// Times that a phone gives its server.
const (
	loginPatience  = 15 * time.Second
	answerPatience = 10 * time.Second
)

func newPhone(l *line, user, device string, hear hear, dropped func(*phone)) *phone {
	return &phone{
		user: user, device: device, line: l, hear: hear, dropped: dropped,
		waiting: map[uint32]chan frame{}, in: make(chan struct{}), gone: make(chan struct{}),
	}
}

// login connects, says who it is, and asks which calls there are.
func (p *phone) login(ctx context.Context) error {
	sig, err := p.line.sign(p.user)
	if err != nil {
		return fmt.Errorf("sign for %s: %w", p.user, err)
	}
	ctx, cancel := context.WithTimeout(ctx, loginPatience)
	defer cancel()
	ws, response, err := p.line.dialer.DialContext(ctx, p.line.url, nil)
	if response != nil && response.Body != nil {
		_ = response.Body.Close() // of an upgrade, or of a refusal that is told by the status
	}
	if err != nil {
		if response != nil && response.StatusCode != http.StatusSwitchingProtocols {
			return fmt.Errorf("connect: the server answers %s", response.Status)
		}
		return fmt.Errorf("connect: %w", err)
	}
	ws.EnableWriteCompression(false)
	gone := make(chan struct{})
	p.mu.Lock()
	p.ws, p.gone, p.meant = ws, gone, false
	p.mu.Unlock()
	go p.read(ws, gone)
	data := map[string]any{"app": p.line.app, "user": p.user, "device": p.device, "platform": "linux"}
	f, err := p.ask(ctx, "connect", map[string]any{"token": sig, "data": data})
	if err != nil {
		p.cut()
		return fmt.Errorf("log in: %w", err)
	}
	if f.Connect != nil {
		p.line.lease.Store(f.Connect.Data.Lease)
	}
	p.mu.Lock()
	close(p.in)
	p.mu.Unlock()
	return p.sync(ctx)
}

// sync asks which calls there are, and takes the answer for news.
func (p *phone) sync(ctx context.Context) error {
	a, err := p.call(ctx, "call.sync", map[string]any{})
	if err != nil {
		return fmt.Errorf("ask which calls there are: %w", err)
	}
	now := time.Now()
	for i := range a.Calls {
		p.hear(p, &a.Calls[i], now, false)
	}
	return nil
}

// read takes frames until the connection ends.
func (p *phone) read(ws *websocket.Conn, gone chan struct{}) {
	defer func() {
		meant := p.lost(ws)
		close(gone)
		if !meant {
			p.dropped(p)
		}
	}()
	for {
		_, text, err := ws.ReadMessage()
		if err != nil {
			return
		}
		now := time.Now()
		for one := range bytes.SplitSeq(text, []byte{'\n'}) {
			switch {
			case len(one) == 0:
			case len(one) == 2: // {}: are you there?
				_ = p.write(ws, []byte("{}")) // a lost connection shows in the next read
			default:
				p.take(one, now)
			}
		}
	}
}

func (p *phone) take(text []byte, now time.Time) {
	var f frame
	if json.Unmarshal(text, &f) != nil {
		return // not for us
	}
	if f.ID > 0 {
		p.mu.Lock()
		answer := p.waiting[f.ID]
		delete(p.waiting, f.ID)
		p.mu.Unlock()
		if answer != nil {
			answer <- f // it has room for one
		}
		return
	}
	if f.Push != nil && f.Push.Pub != nil && f.Push.Pub.Data.Call != nil {
		p.hear(p, f.Push.Pub.Data.Call, now, true)
	}
}

func (p *phone) write(ws *websocket.Conn, text []byte) error {
	p.writing.Lock()
	defer p.writing.Unlock()
	if err := ws.SetWriteDeadline(time.Now().Add(answerPatience)); err != nil {
		return err
	}
	return ws.WriteMessage(websocket.TextMessage, text)
}

// lost forgets a connection that has ended, tells those who wait for answers, and reports whether it was to end.
func (p *phone) lost(ws *websocket.Conn) bool {
	_ = ws.Close() // it is gone in any case
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ws != ws {
		return true
	}
	p.ws = nil
	for id, answer := range p.waiting {
		delete(p.waiting, id)
		close(answer)
	}
	select {
	case <-p.in:
		p.in = make(chan struct{})
	default:
		return true // it was not logged in: whoever tried that knows
	}
	return p.meant
}

// ask sends one command over the connection of now and waits for the answer.
func (p *phone) ask(ctx context.Context, kind string, body any) (frame, error) {
	answer := make(chan frame, 1)
	p.mu.Lock()
	ws := p.ws
	if ws == nil {
		p.mu.Unlock()
		return frame{}, errLost
	}
	p.next++
	id := p.next
	p.waiting[id] = answer
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		delete(p.waiting, id)
		p.mu.Unlock()
	}()
	text, err := json.Marshal(body)
	if err != nil {
		return frame{}, err
	}
	command := make([]byte, 0, len(text)+40)
	command = append(strconv.AppendUint(append(command, `{"id":`...), uint64(id), 10), `,"`+kind+`":`...)
	if err := p.write(ws, append(append(command, text...), '}')); err != nil {
		_ = ws.Close() // the reader notices
		return frame{}, errLost
	}
	select {
	case f, ok := <-answer:
		switch {
		case !ok:
			return f, errLost
		case f.Error != nil:
			return f, f.Error
		}
		return f, nil
	case <-ctx.Done():
		return frame{}, fmt.Errorf("no answer to %s: %w", kind, ctx.Err())
	}
}

// call sends a command of api/realtime.md §4. If the connection is lost it is sent again with the next one; a request id in it
// makes that safe.
func (p *phone) call(ctx context.Context, method string, data map[string]any) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, answerPatience)
	defer cancel()
	for {
		p.mu.Lock()
		in := p.in
		p.mu.Unlock()
		select {
		case <-in:
		case <-ctx.Done():
			return answer{}, fmt.Errorf("%s: not connected: %w", method, ctx.Err())
		}
		f, err := p.ask(ctx, "rpc", map[string]any{"method": method, "data": data})
		switch {
		case errors.Is(err, errLost):
			continue
		case err != nil:
			return answer{}, fmt.Errorf("%s: %w", method, err)
		case f.RPC == nil:
			return answer{}, fmt.Errorf("%s: the answer is empty", method)
		}
		return f.RPC.Data, nil
	}
}

// cut ends the connection without a word, as a tunnel does, and returns when it is gone.
func (p *phone) cut() {
	p.mu.Lock()
	ws, gone := p.ws, p.gone
	p.meant = true
	p.mu.Unlock()
	if ws != nil {
		_ = ws.NetConn().Close() // the reader notices
		<-gone
	}
}

// leave ends the connection politely.
func (p *phone) leave() {
	p.mu.Lock()
	ws := p.ws
	p.meant = true
	p.mu.Unlock()
	if ws != nil {
		goodbye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
		_ = ws.WriteControl(websocket.CloseMessage, goodbye, time.Now().Add(time.Second)) // else it is cut
		p.cut()
	}
}

// connected says whether it is logged in.
func (p *phone) connected() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-p.in:
		return true
	default:
		return false
	}
}
