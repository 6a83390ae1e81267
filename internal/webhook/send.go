package webhook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"ringline/internal/tenant"
)

// mostAnswer is how much of an answer is read.
const mostAnswer = 64 << 10

// mostError is how long the text of a failure may be: some of it comes from the receiver.
const mostError = 200

// outcome is what became of an attempt, in one word for the metrics.
type outcome string

const (
	outcomeDelivered   outcome = "delivered"
	outcomeRefused     outcome = "refused"     // another status than 200, a redirect for instance
	outcomeAnswer      outcome = "bad_answer"  // 200, and a body that does not say that it has it
	outcomeTimeout     outcome = "timeout"     // no whole answer in time
	outcomeUnreachable outcome = "unreachable" // no connection, a bad certificate, cut in the middle
	outcomeForbidden   outcome = "forbidden"   // the guard does not let us there
	outcomeUnusable    outcome = "unusable"    // the URL or the secret makes no request

	// Of what was not tried; no attempt has these.
	notDue   outcome = "not_due"
	hopeless outcome = "hopeless" // its time is over and its receiver down
	notOurs  outcome = "not_ours" // another node sends for the app now
)

// errNotOurs keeps a request from being written.
var errNotOurs = errors.New("another node sends for this app now")

func outcomes() []outcome {
	return []outcome{
		outcomeDelivered, outcomeRefused, outcomeAnswer, outcomeTimeout, outcomeUnreachable, outcomeForbidden, outcomeUnusable,
	}
}

// sender makes attempts. It is safe for concurrent use.
type sender struct {
	client  http.Client
	guard   *guard // nil behind a proxy
	timeout time.Duration
	now     func() time.Time
	node    string
}

func newSender(o *Options) (*sender, error) {
	g := &guard{resolver: o.Resolver, dial: o.Dial, allow: slices.Concat(o.Config.AllowNetworks, o.Allow)}
	if g.resolver == nil {
		g.resolver = net.DefaultResolver
	}
	if g.dial == nil {
		g.dial = (&net.Dialer{}).DialContext
	}
	proxy, err := o.Config.proxy()
	if err != nil {
		return nil, err
	}
	transport := &http.Transport{
		DialContext:            within(o.Config.Timeout, g.dialContext),
		TLSHandshakeTimeout:    o.Config.Timeout,
		DisableCompression:     true, // an answer is as long as it is
		MaxIdleConns:           o.Config.Requests,
		MaxIdleConnsPerHost:    o.Config.Requests, // as many as an app may have under way
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: mostAnswer,
	}
	if proxy != nil {
		transport.Proxy, transport.DialContext = http.ProxyURL(proxy), within(o.Config.Timeout, g.dial)
		g = nil
	}
	return &sender{
		client: http.Client{
			Transport:     transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		guard: g, timeout: o.Config.Timeout, now: o.Now, node: o.Node,
	}, nil
}

// within ends connecting in time. A request's own end does not: net/http goes on connecting without it, for the next one.
func within(timeout time.Duration, dial Dial) Dial {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		ctx, cancel := context.WithTimeout(ctx, timeout)
		defer cancel()
		return dial(ctx, network, address)
	}
}

// send makes one attempt. It ends in time whatever the receiver does, and also if ctx does.
func (s *sender) send(ctx context.Context, app *tenant.App, m *message) (Attempt, outcome) {
	begun, clock := s.now(), time.Now()
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	status, what, err := s.post(ctx, app, m, begun)
	a := Attempt{At: begun.UTC().Truncate(time.Millisecond), Took: time.Since(clock), Status: status, Node: s.node}
	if err != nil {
		a.Error = brief(err)
	}
	return a, what
}

func (s *sender) post(ctx context.Context, app *tenant.App, m *message, now time.Time) (status int, what outcome, err error) {
	request, err := newRequest(ctx, app, m, now)
	if err != nil {
		return 0, outcomeUnusable, err
	}
	if m.ours != nil {
		guardTurn(request, m.ours)
	}
	response, err := s.client.Do(request)
	if errors.Is(err, errNotOurs) {
		return 0, notOurs, err
	}
	if err != nil {
		what, err = s.explain(err)
		return 0, what, err
	}
	defer func() { _ = response.Body.Close() }() // it was only read
	if response.StatusCode != http.StatusOK {
		// What is left of a short answer is read, so that the connection can serve the next attempt.
		_, _ = io.CopyN(io.Discard, response.Body, mostAnswer)
		return response.StatusCode, outcomeRefused, refusal(response.StatusCode)
	}
	answer, err := io.ReadAll(io.LimitReader(response.Body, mostAnswer+1))
	switch {
	case err != nil:
		what, err = s.explain(err)
		return response.StatusCode, what, err
	case len(answer) > mostAnswer:
		return response.StatusCode, outcomeAnswer, fmt.Errorf("the answer is longer than %d bytes", mostAnswer)
	}
	if err := taken(answer); err != nil {
		return response.StatusCode, outcomeAnswer, err
	}
	return response.StatusCode, outcomeDelivered, nil
}

// newRequest makes the request of one attempt. Its errors do not show the address: the query may hold a token.
func newRequest(ctx context.Context, app *tenant.App, m *message, now time.Time) (*http.Request, error) {
	address := target(app, m, now)
	if strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r == 0x7f }) {
		return nil, errors.New("the webhook's URL holds a space or a control character")
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, errors.New("the webhook's URL is not an address of http or https")
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://", bytes.NewReader(m.body))
	if err != nil {
		return nil, err
	}
	request.URL, request.Host = u, u.Host
	h := request.Header
	h.Set("Content-Type", "application/json")
	h.Set("User-Agent", "Ringline")
	h["Idempotency-Key"] = []string{} // not sent; lets net/http try again when an idle connection turns out to be closed
	if app.Webhook.Secret != "" {
		if err := sign(h, app.Webhook, m, now); err != nil {
			return nil, err
		}
	}
	return request, nil
}

// guardTurn has a request not be written unless it is our turn in that very moment: its head is only sent together with its body. A process that
// stood still does not know how long; what it was about to say others have said since, and what comes after it, too.
func guardTurn(request *http.Request, ours func() bool) {
	whole := request.GetBody
	request.GetBody = func() (io.ReadCloser, error) {
		body, err := whole()
		return &guarded{body, ours}, err
	}
	request.Body = &guarded{request.Body, ours}
}

type guarded struct {
	io.ReadCloser
	ours func() bool
}

func (g *guarded) Read(p []byte) (int, error) {
	if !g.ours() {
		return 0, errNotOurs
	}
	return g.ReadCloser.Read(p)
}

func refusal(status int) error {
	if status >= 300 && status < 400 {
		return fmt.Errorf("status %d: redirects are not followed", status)
	}
	return fmt.Errorf("status %d instead of 200", status)
}

// explain says in our words why there is no answer, without the address that net/http puts in front.
func (s *sender) explain(err error) (outcome, error) {
	var inURL *url.Error
	if errors.As(err, &inURL) {
		err = inURL.Err
	}
	var network net.Error
	switch {
	case errors.Is(err, errForbidden):
		return outcomeForbidden, errForbidden
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return outcomeTimeout, fmt.Errorf("no answer within %v", s.timeout)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return outcomeUnreachable, errors.New("the connection was closed before the answer was there")
	}
	return outcomeUnreachable, err
}

// brief is an error's text, cut where it gets long.
func brief(err error) string {
	text := strings.ToValidUTF8(strings.ReplaceAll(err.Error(), "\n", "; "), "�")
	if len(text) > mostError {
		text = strings.ToValidUTF8(text[:mostError], "") + " …"
	}
	return text
}

// close lets go of idle connections.
func (s *sender) close() { s.client.CloseIdleConnections() }
