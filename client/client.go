package client

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"time"
)

// Client asks a server. It is safe for concurrent use.
type Client struct {
	base    string // without a slash at its end
	token   string
	http    *http.Client
	tries   int
	pause   func(ctx context.Context, d time.Duration) error
	key     string    // of the next POST; empty makes one
	answers io.Writer // gets every answer as it came; usually nil
	agent   string
}

// Option changes a client that is being made.
type Option func(*Client)

// WithToken sends this bearer token with each request.
func WithToken(token string) Option { return func(c *Client) { c.token = token } }

// WithHTTPClient sends requests with h: with other time limits, through a proxy, in a test. Its CheckRedirect is not used.
func WithHTTPClient(h *http.Client) Option {
	return func(c *Client) { own := *h; c.http = &own }
}

// WithTries says how often a request is sent, at most, while the server cannot be reached or asks to wait. The default is 4;
// 1 never repeats.
func WithTries(n int) Option { return func(c *Client) { c.tries = max(n, 1) } }

// WithUserAgent names your program in the server's log.
func WithUserAgent(name string) Option { return func(c *Client) { c.agent = name } }

// WithAnswers copies every answer that is not a problem to w, byte for byte, each with a line end.
func WithAnswers(w io.Writer) Option { return func(c *Client) { c.answers = w } }

// New makes a client of the server at an address such as https://calls.example.com.
func New(address string, options ...Option) (*Client, error) {
	at, err := url.Parse(address)
	if err != nil || at.Scheme != "http" && at.Scheme != "https" || at.Host == "" || at.User != nil || at.RawQuery != "" {
		return nil, errors.New("the server's address must look like https://calls.example.com")
	}
	return newClient(strings.TrimRight(at.String(), "/"), options), nil
}

// Local makes a client of the server that runs on this machine with the given data folder. It needs no token, and may do
// everything.
func Local(dataFolder string, options ...Option) *Client {
	c := newClient("http://ringline", options)
	path := filepath.Join(dataFolder, "ringline.sock")
	c.http.Transport = &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, "unix", path)
		},
	}
	return c
}

func newClient(base string, options []Option) *Client {
	c := &Client{base: base, http: &http.Client{}, tries: 4, pause: sleep, agent: "ringline-client"}
	for _, o := range options {
		o(c)
	}
	c.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return c
}

// WithKey returns the client with an idempotency key of your own for the next POST, such as the number of an order: the same
// key with the same request gets the first answer again, for a day. Use what it returns for one request only.
func (c *Client) WithKey(key string) *Client {
	with := *c
	with.key = key
	return &with
}

func (c *Client) idempotencyKey() string {
	if c.key != "" {
		return c.key
	}
	return rand.Text()
}

// Identity tells who asks, and what they may do.
func (c *Client) Identity(ctx context.Context) (Identity, error) {
	return get[Identity](ctx, c, "/identity", nil)
}

// Server tells what answers, and how it is.
func (c *Client) Server(ctx context.Context) (Server, error) {
	return get[Server](ctx, c, "/server", nil)
}

// Nodes lists the servers that share the database and are alive, and the media servers of the operator.
func (c *Client) Nodes(ctx context.Context) (NodeList, error) {
	return get[NodeList](ctx, c, "/nodes", nil)
}

// Backup copies the database, consistently and while calls go on. Only the operator may, through the socket.
func (c *Client) Backup(ctx context.Context, ask MakeBackup) (Backup, error) {
	return post[Backup](ctx, c, "/server/backups", ask)
}

// sleep waits, or gives up with the context.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("gave up waiting to try again: %w", ctx.Err())
	}
}
