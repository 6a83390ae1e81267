package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gorilla/websocket"

	"ringline/internal/process"
)

var errNotInstalled = errors.New("not installed: scripts/prerequisites peers brings it (Debian)")

// janusTarget is Janus with its video room and its WebSockets, and no other plugin. Its rooms live in memory.
func janusTarget(ctx context.Context, dir string) (*target, error) {
	binary, err := exec.LookPath("janus")
	if err != nil {
		return nil, errNotInstalled
	}
	url, err := freeURL(ctx)
	if err != nil {
		return nil, err
	}
	folder := filepath.Join(dir, "janus")
	if err := janusConfig(folder, url); err != nil {
		return nil, err
	}
	server, err := process.Start(ctx, process.Options{Binary: binary, Args: []string{"--configs-folder=" + folder}, Open: url})
	if err != nil {
		return nil, err
	}
	workers := 0
	return &target{name: "janus", server: server, worker: func() step {
		workers++
		return janusRooms(ctx, workers)
	}}, nil
}

// janusConfig writes the settings that make it fastest: WebSockets, which took a third less processor time than its HTTP transport, compact
// JSON, nothing logged, no events, no admin door, no time-outs of sessions.
func janusConfig(folder, url string) error {
	_, port, err := net.SplitHostPort(strings.TrimPrefix(url, "http://"))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	others := func(names string) string {
		return "libjanus_" + strings.ReplaceAll(names, " ", ".so,libjanus_") + ".so"
	}
	for name, text := range map[string]string{
		"janus.jcfg": fmt.Sprintf("general: { debug_level = 0, log_to_stdout = false, session_timeout = 0 }\n"+
			"plugins: { disable = %q }\ntransports: { disable = %q }\nevents: { broadcast = false }\n",
			others("audiobridge duktape echotest lua nosip recordplay sip streaming textroom videocall voicemail"),
			others("http mqtt nanomsg pfunix rabbitmq")),
		"janus.transport.websockets.jcfg": fmt.Sprintf("general: { json = \"compact\", ws = true, ws_ip = \"127.0.0.1\", ws_port = %s, wss = false, "+
			"ws_logging = \"none\" }\nadmin: { admin_ws = false, admin_wss = false }\n", port),
		"janus.plugin.videoroom.jcfg": "general: { }\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// janusRooms creates and destroys a room in turn, in a session of its own with a handle to the plugin; those are made once.
func janusRooms(ctx context.Context, room int) step {
	var ws *websocket.Conn
	var create, destroy []byte
	running := false
	return func(c *conn) (err error) {
		if ws == nil {
			if ws, err = janusSocket(ctx, c); err != nil {
				return err
			}
			handle, err := janusHandle(ws)
			if err != nil {
				return err
			}
			message := `{"janus":"message","transaction":"t",%s,"body":{"request":"%s","room":%d}}`
			create, destroy = fmt.Appendf(nil, message, handle, "create", room), fmt.Appendf(nil, message, handle, "destroy", room)
		}
		request, done := create, `"videoroom":"created"`
		if running {
			request, done = destroy, `"videoroom":"destroyed"`
		}
		running = !running
		answer, err := janusAsk(ws, request)
		if err == nil && !bytes.Contains(answer, []byte(done)) {
			err = fmt.Errorf("janus refuses: %s", answer)
		}
		return err
	}
}

// janusSocket makes a WebSocket of a connection.
func janusSocket(ctx context.Context, c *conn) (*websocket.Conn, error) {
	dialer := websocket.Dialer{
		Subprotocols:   []string{"janus-protocol"},
		NetDialContext: func(context.Context, string, string) (net.Conn, error) { return c.Conn, nil },
	}
	ws, response, err := dialer.DialContext(ctx, "ws://"+c.RemoteAddr().String(), nil)
	if err != nil {
		return nil, fmt.Errorf("connect to Janus: %w", err)
	}
	return ws, response.Body.Close()
}

// janusHandle opens a session and attaches the video room to it. It returns the fields that name both.
func janusHandle(ws *websocket.Conn) (string, error) {
	var ids []string
	for _, request := range []string{
		`{"janus":"create","transaction":"t"}`, `{"janus":"attach","transaction":"t","plugin":"janus.plugin.videoroom","session_id":%s}`,
	} {
		if len(ids) > 0 {
			request = fmt.Sprintf(request, ids[0])
		}
		answer, err := janusAsk(ws, []byte(request))
		if err != nil {
			return "", err
		}
		_, id, _ := bytes.Cut(answer, []byte(`"data":{"id":`))
		number, _, _ := bytes.Cut(id, []byte("}"))
		if _, err := strconv.ParseUint(string(number), 10, 64); err != nil {
			return "", fmt.Errorf("janus refuses: %s", answer)
		}
		ids = append(ids, string(number))
	}
	return fmt.Sprintf(`"session_id":%s,"handle_id":%s`, ids[0], ids[1]), nil
}

func janusAsk(ws *websocket.Conn, request []byte) ([]byte, error) {
	if err := ws.WriteMessage(websocket.TextMessage, request); err != nil {
		return nil, err
	}
	_, answer, err := ws.ReadMessage()
	return answer, err
}
