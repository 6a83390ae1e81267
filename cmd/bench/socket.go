package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/tenant"
)

// socket is a device on a real WebSocket. It does as little as the protocol allows (api/realtime.md), for the reason that
// conn does: the client must not take the processor from the server.
type socket struct {
	ws      *websocket.Conn
	user    call.UserID
	hear    func(news) // called for every call message, by the reader, in order
	answers chan frame
	gone    chan struct{} // closed when the reader is done
	failed  error         // why; set before gone is closed

	writing  sync.Mutex
	commands int

	messages, bytes atomic.Int64 // of what it was told of calls, without answers and pings
}

// news is what the measurements look at in a call message, and when it came.
type news struct {
	ID    call.ID       `json:"id"`
	Group bool          `json:"group"`
	Legs  []toldLeg     `json:"legs"`
	What  []toldEvent   `json:"events"`
	End   *toldEnd      `json:"end"`
	Took  time.Duration `json:"-"` // since the start of this process
}

type toldLeg struct {
	User     call.UserID   `json:"user"`
	State    call.LegState `json:"state"`
	Deadline int64         `json:"deadline"` // ms since 1970
}

type toldEvent struct {
	Type call.EventType `json:"type"`
}

type toldEnd struct {
	Result call.Result `json:"result"`
}

func (t *news) has(event call.EventType) bool {
	for _, e := range t.What {
		if e.Type == event {
			return true
		}
	}
	return false
}

// frame is one line of the protocol: an answer, a publication, or empty, which is a ping.
type frame struct {
	ID    int
	Error *struct {
		Code    int
		Message string
	}
	Connect *json.RawMessage
	RPC     *struct {
		Data struct{ Call struct{ ID call.ID } }
	}
	Push *struct {
		Pub struct {
			Data struct{ Call *news }
		}
	}
}

// epoch is when this process began, which the moments of its messages count from.
var epoch = time.Now()

var dialer = websocket.Dialer{HandshakeTimeout: time.Minute, ReadBufferSize: 1 << 10, WriteBufferPool: &sync.Pool{}, WriteBufferSize: 1 << 10}

// plug logs a device in. hear may be nil.
func plug(ctx context.Context, base string, user call.UserID, hear func(news)) (*socket, error) {
	ws, response, err := dialer.DialContext(ctx, "ws"+strings.TrimPrefix(base, "http")+"/connection/websocket", nil)
	if err != nil {
		return nil, fmt.Errorf("connect %s: %w", user, err)
	}
	_ = response.Body.Close() // it has none
	s := &socket{ws: ws, user: user, hear: hear, answers: make(chan frame, 1), gone: make(chan struct{})}
	go s.read()
	app := &tenant.App{ID: benchApp, Secrets: []tenant.Secret{benchSecret}}
	login := fmt.Sprintf(`"connect":{"token":%q,"data":{"app":%d,"user":%q,"device":"d1","platform":"linux"}}`,
		auth.Sign(app, user, time.Now(), time.Hour), benchApp, user)
	if _, err := s.ask(ctx, login); err != nil {
		return nil, errors.Join(fmt.Errorf("log %s in: %w", user, err), s.close())
	}
	return s, nil
}

// close ends the connection and waits until nothing is heard any more.
func (s *socket) close() error {
	err := s.ws.Close()
	<-s.gone
	return err
}

// rpc sends a command and waits for its answer.
func (s *socket) rpc(ctx context.Context, method, data string) (call.ID, error) {
	f, err := s.ask(ctx, fmt.Sprintf(`"rpc":{"method":%q,"data":%s}`, method, data))
	if err != nil || f.RPC == nil {
		return "", errors.Join(fmt.Errorf("%s of %s", method, s.user), err)
	}
	return f.RPC.Data.Call.ID, nil
}

func (s *socket) ask(ctx context.Context, command string) (frame, error) {
	s.commands++
	if err := s.write(fmt.Appendf(nil, `{"id":%d,%s}`, s.commands, command)); err != nil {
		return frame{}, err
	}
	select {
	case f := <-s.answers:
		if f.Error != nil {
			return f, fmt.Errorf("refused: %d %s", f.Error.Code, f.Error.Message)
		}
		return f, nil
	case <-s.gone:
		return frame{}, s.failed
	case <-ctx.Done():
		return frame{}, ctx.Err()
	}
}

func (s *socket) write(text []byte) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.ws.WriteMessage(websocket.TextMessage, text)
}

// read takes what comes until the connection is gone.
func (s *socket) read() {
	defer close(s.gone)
	for {
		_, message, err := s.ws.ReadMessage()
		if err != nil {
			s.failed = fmt.Errorf("the connection of %s: %w", s.user, err)
			return
		}
		at := time.Since(epoch)
		for line := range bytes.Lines(message) {
			if err := s.take(bytes.TrimSpace(line), at); err != nil {
				s.failed = fmt.Errorf("the connection of %s: %w", s.user, err)
				return
			}
		}
	}
}

func (s *socket) take(line []byte, at time.Duration) error {
	switch {
	case len(line) == 0:
		return nil
	case string(line) == "{}":
		return s.write(line) // a ping wants its pong
	}
	if s.hear == nil && bytes.HasPrefix(line, []byte(`{"push"`)) { // counted only
		s.messages.Add(1)
		s.bytes.Add(int64(len(line)))
		return nil
	}
	var f frame
	if err := json.Unmarshal(line, &f); err != nil {
		return err
	}
	if f.Push == nil {
		s.answers <- f
		return nil
	}
	s.messages.Add(1)
	s.bytes.Add(int64(len(line)))
	if t := f.Push.Pub.Data.Call; t != nil {
		t.Took = at
		s.hear(*t)
	}
	return nil
}
