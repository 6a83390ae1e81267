package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Bounds of what is waited for and read.
const (
	firstPause   = 100 * time.Millisecond
	longestPause = 5 * time.Second
	longestAsked = time.Minute // of what a server may ask to wait
	mostBytes    = 64 << 20    // of an answer that is no export
)

// request is what is sent, as often as it takes.
type request struct {
	method string
	path   string // below /api/v1
	v4     bool   // below /v4 instead
	query  url.Values
	body   any // nil for none
	key    string
}

// get reads something.
func get[A any](ctx context.Context, c *Client, path string, query any) (A, error) {
	q, err := queryOf(query)
	if err != nil {
		var none A
		return none, err
	}
	return ask[A](ctx, c, request{method: http.MethodGet, path: path, query: q})
}

// post does something, once however often it is sent.
func post[A any](ctx context.Context, c *Client, path string, body any) (A, error) {
	return ask[A](ctx, c, request{method: http.MethodPost, path: path, body: body, key: c.idempotencyKey()})
}

// ask sends a request and decodes its answer.
func ask[A any](ctx context.Context, c *Client, r request) (A, error) {
	var answer A
	response, err := c.send(ctx, r)
	if err != nil {
		return answer, err
	}
	text, err := io.ReadAll(io.LimitReader(response.Body, mostBytes))
	if err := errors.Join(err, response.Body.Close()); err != nil {
		return answer, fmt.Errorf("read the server's answer: %w", err)
	}
	if c.answers != nil {
		if _, err := fmt.Fprintln(c.answers, strings.TrimRight(string(text), "\n")); err != nil {
			return answer, err
		}
	}
	if len(text) == 0 {
		return answer, nil
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		return answer, fmt.Errorf("understand the server's answer: %w", err)
	}
	return answer, nil
}

// send sends a request until there is an answer worth having. The answer's body is the caller's to close.
func (c *Client) send(ctx context.Context, r request) (*http.Response, error) {
	var body []byte
	if r.body != nil {
		var err error
		if body, err = json.Marshal(r.body); err != nil {
			return nil, fmt.Errorf("encode the request: %w", err)
		}
	}
	for try := 1; ; try++ {
		response, err := c.once(ctx, r, body)
		wait, again := worthAnother(err, try)
		if err == nil || !again || try >= c.tries || ctx.Err() != nil {
			return response, err
		}
		if gaveUp := c.pause(ctx, wait); gaveUp != nil {
			return nil, errors.Join(err, gaveUp)
		}
	}
}

// once sends a request once. A status that is no success comes back as an error.
func (c *Client) once(ctx context.Context, r request, body []byte) (*http.Response, error) {
	target := c.base + "/api/v1" + r.path
	if r.v4 {
		target = c.base + "/v4/" + r.path
	}
	if len(r.query) > 0 {
		target += "?" + r.query.Encode()
	}
	var reader io.Reader // a nil *bytes.Reader would be a body
	if r.body != nil {
		reader = bytes.NewReader(body)
	}
	q, err := http.NewRequestWithContext(ctx, r.method, target, reader)
	if err != nil {
		return nil, fmt.Errorf("make the request: %w", err)
	}
	if r.body != nil {
		q.Header.Set("Content-Type", "application/json")
	}
	q.Header.Set("User-Agent", c.agent)
	if c.token != "" {
		q.Header.Set("Authorization", "Bearer "+c.token)
	}
	if r.key != "" {
		q.Header.Set("Idempotency-Key", r.key)
	}
	response, err := c.http.Do(q)
	if err != nil {
		return nil, &unreachable{err}
	}
	if response.StatusCode/100 == 2 {
		return response, nil
	}
	return nil, problemOf(response)
}

// unreachable is an error of the network: nobody knows whether the request arrived.
type unreachable struct{ err error }

// Error leaves the URL out that net/http puts in front.
func (u *unreachable) Error() string {
	var wrapped *url.Error
	if errors.As(u.err, &wrapped) {
		return "ask the server: " + wrapped.Err.Error()
	}
	return "ask the server: " + u.err.Error()
}

func (u *unreachable) Unwrap() error { return u.err }

// problemOf reads what a server that refuses says.
func problemOf(response *http.Response) error {
	text, _ := io.ReadAll(io.LimitReader(response.Body, 1<<20)) // half a text is no problem document, see below
	_ = response.Body.Close()
	p := &Problem{}
	if strings.HasPrefix(response.Header.Get("Content-Type"), "application/problem+json") && json.Unmarshal(text, p) == nil && p.Code != "" {
		p.Status = response.StatusCode
	} else {
		p = &Problem{Status: response.StatusCode, Detail: "the server answers " + response.Status}
		if response.StatusCode/100 == 3 {
			p.Detail += ": is the address the one of a Ringline server, http or https?"
		}
	}
	if seconds, err := strconv.Atoi(response.Header.Get("Retry-After")); err == nil && seconds > 0 {
		p.RetryAfter = min(time.Duration(seconds)*time.Second, longestAsked)
	}
	return p
}

// worthAnother says whether sending once more can help, and after how long: a random time, so that many who failed together
// do not come back together.
func worthAnother(err error, try int) (wait time.Duration, again bool) {
	most := min(firstPause<<(min(try, 16)-1), longestPause)
	wait = rand.N(most)
	var p *Problem
	var net *unreachable
	switch {
	case errors.As(err, &net):
		return wait, true
	case !errors.As(err, &p):
		return 0, false
	}
	switch p.Status {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return max(wait, p.RetryAfter), true
	case http.StatusConflict:
		return max(wait, p.RetryAfter), p.Code == CodeInProgress
	}
	return 0, false
}

// queryOf writes a filter as a query: its fields, those that are not empty.
func queryOf(filters ...any) (url.Values, error) {
	q := url.Values{}
	for _, f := range filters {
		if f == nil {
			continue
		}
		text, err := json.Marshal(f)
		if err != nil {
			return nil, fmt.Errorf("encode the query: %w", err)
		}
		var fields map[string]any
		d := json.NewDecoder(bytes.NewReader(text))
		d.UseNumber()
		if err := d.Decode(&fields); err != nil {
			return nil, fmt.Errorf("encode the query: %w", err)
		}
		for name, v := range fields {
			q.Set(name, fmt.Sprint(v))
		}
	}
	return q, nil
}

// segment makes an id safe to stand in a path.
func segment(id string) string { return url.PathEscape(id) }
