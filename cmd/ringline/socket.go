package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"ringline/internal/server"
)

// ask sends one request to the server that owns a data folder.
func ask(ctx context.Context, data, method, path string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	client := http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, "unix", server.SocketPath(data))
		},
	}}
	defer client.CloseIdleConnections()
	request, err := http.NewRequestWithContext(ctx, method, "http://ringline"+path, nil)
	if err != nil {
		return nil, err
	}
	response, err := client.Do(request)
	var refused *net.OpError
	if errors.As(err, &refused) && refused.Op == "dial" {
		return nil, fmt.Errorf("no server runs with the data folder %q: start one with `ringline serve`, or name its folder with --data", data)
	}
	if err != nil {
		return nil, fmt.Errorf("ask the server: %w", err)
	}
	body, err := io.ReadAll(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		return nil, fmt.Errorf("read the server's answer: %w", err)
	}
	if response.StatusCode >= http.StatusBadRequest {
		var problem struct{ Title string }
		if json.Unmarshal(body, &problem) == nil && problem.Title != "" {
			return nil, errors.New(problem.Title)
		}
		if strings.HasPrefix(response.Header.Get("Content-Type"), "text/plain") {
			return nil, fmt.Errorf("the server answers %s: %s", response.Status, strings.Join(strings.Split(strings.TrimSpace(string(body)), "\n"), ", "))
		}
		return nil, fmt.Errorf("the server answers %s", response.Status)
	}
	return body, nil
}

func write(w io.Writer, body []byte, err error) error {
	if err != nil {
		return err
	}
	_, err = w.Write(body)
	return err
}
