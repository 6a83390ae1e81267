package test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"ringline/internal/process"
)

const (
	fewFiles = 128 // that the server may have open
	flood    = 400 // connections that want to be opened at once

	answerWithin = 5 * time.Second // for those who are let in or refused; nobody is left waiting
)

// TestNoDescriptors: more clients come than the server may have files open. Those who are in stay in and are served, those who come
// too late are refused in so many words or hung up on, and when the flood is over everybody gets in again (P17, P20).
func TestNoDescriptors(t *testing.T) {
	c := gather(t, "file descriptors exhausted", process.Options{Binary: limited(t, fewFiles)})
	ann, bob := login(t, c.server.URL, c.app, "ann", "a1"), login(t, c.server.URL, c.app, "bob", "b1")
	talk := c.talk(ann, bob)
	for n := range *rounds {
		c.busy(100)
		c.during(func() {
			held, told, hungUp := c.flood()
			t.Logf("of %d connections %d were let in, %d told to come later, %d hung up on", flood, len(held), told, hungUp)
			if told+hungUp == 0 {
				t.Error("nobody was refused: the test shows nothing")
			}
			c.stillTalk(talk, ann, bob)
			// A call between two who are in does not need a new connection.
			ann.must(t, "call.hangup", object{"request": fmt.Sprint("bye", n), "call": talk})
			talk = c.talkAgain(ann, bob, n)
			for _, conn := range held {
				conn.Close()
			}
		})
		eventually(t, "newcomers are let in again", func() bool {
			conn, err := net.DialTimeout("tcp", strings.TrimPrefix(c.server.URL, "http://"), soon)
			if err != nil {
				return false
			}
			defer conn.Close()
			text, err := hello(conn)
			return err == nil && strings.Contains(text, " 200 ")
		})
	}
	ann.must(t, "call.hangup", object{"request": "bye", "call": talk})
	c.end()
}

// limited is the binary with a limit on open files.
func limited(t *testing.T, files int) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "ringline")
	text := fmt.Sprintf("#!/bin/sh\nulimit -n %d && exec %s \"$@\"\n", files, binary)
	if err := os.WriteFile(file, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	return file
}

// flood opens connections and keeps those that are let in.
func (c *crowd) flood() (held []net.Conn, told, hungUp int) {
	c.t.Helper()
	for range flood {
		conn, err := net.DialTimeout("tcp", strings.TrimPrefix(c.server.URL, "http://"), soon)
		if err != nil {
			hungUp++
			continue
		}
		switch text, err := hello(conn); {
		case err == nil && strings.Contains(text, " 200 "):
			held = append(held, conn)
			continue
		case err == nil && strings.Contains(text, " 503 "):
			told++
		case err == nil:
			c.t.Errorf("a connection too many is told %q", text)
		case errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
			hungUp++
		default: // it is left waiting
			c.t.Fatalf("a connection too many, after %d that were let in, gets no answer: %v", len(held), err)
		}
		conn.Close()
	}
	return held, told, hungUp
}

// hello asks for a small page and returns the first line of the answer.
func hello(conn net.Conn) (string, error) {
	if err := conn.SetDeadline(time.Now().Add(answerWithin)); err != nil {
		return "", err
	}
	if _, err := io.WriteString(conn, "GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n"); err != nil {
		return "", err
	}
	buf := make([]byte, 64)
	n, err := io.ReadAtLeast(conn, buf, 12)
	if n >= 12 {
		err = nil
	}
	return string(buf[:n]), err
}
