package certs

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"time"
)

// lookEvery is how often the files are looked at. Looking costs two calls of the system, and works on mounts and through
// links where being told of changes does not.
const lookEvery = 5 * time.Second

// files serves the pair of two files.
type files struct {
	cert, key string
	current   atomic.Pointer[tls.Certificate]
	seen      state // of the last attempt; only run and open touch it
	metrics   *metrics
	log       *slog.Logger
	open      chan struct{}
}

// state is by what a change of the files is noticed.
type state [2]struct {
	size int64
	at   time.Time
}

func openFiles(cert, key string, m *metrics, log *slog.Logger) (*files, error) {
	f := &files{cert: cert, key: key, metrics: m, log: log, open: make(chan struct{})}
	close(f.open)
	f.seen = f.look()
	pair, err := load(cert, key)
	if err != nil {
		return nil, fmt.Errorf("tls: %w", err)
	}
	if expired(pair, time.Now()) {
		log.Warn("the TLS certificate is not valid now, clients will refuse it: put a new one in its place",
			"cert", cert, "not_before", pair.Leaf.NotBefore, "not_after", pair.Leaf.NotAfter)
	}
	f.take(pair)
	return f, nil
}

// load reads a pair. Its error names the files and not what is in them.
func load(cert, key string) (*tls.Certificate, error) {
	var texts [2][]byte
	for i, file := range []string{cert, key} {
		var err error
		if texts[i], err = os.ReadFile(file); errors.Is(err, fs.ErrPermission) {
			return nil, fmt.Errorf("%w (let the user that ringline runs as read it)", err)
		} else if err != nil {
			return nil, err
		}
	}
	pair, err := tls.X509KeyPair(texts[0], texts[1])
	if err != nil {
		return nil, fmt.Errorf("use %s with %s: %w", cert, key, err)
	}
	return &pair, nil
}

func (f *files) take(pair *tls.Certificate) {
	f.current.Store(pair)
	f.metrics.notAfter.Reset() // it may have had another name
	f.metrics.expiry(nameOf(pair), pair.Leaf.NotAfter)
}

func (f *files) look() (s state) {
	for i, file := range []string{f.cert, f.key} {
		if info, err := os.Stat(file); err == nil {
			s[i].size, s[i].at = info.Size(), info.ModTime()
		}
	}
	return s
}

// refresh takes the files if they have changed and are right. What is wrong is said once per change.
func (f *files) refresh() {
	now := f.look()
	if now == f.seen {
		return
	}
	f.seen = now
	pair, err := load(f.cert, f.key)
	if before := f.current.Load(); err == nil && expired(pair, time.Now()) && !expired(before, time.Now()) {
		err = fmt.Errorf("the new certificate is valid from %v to %v only", pair.Leaf.NotBefore, pair.Leaf.NotAfter)
	}
	if err != nil {
		f.metrics.failed()
		f.log.Error("the TLS files have changed and cannot be used, the certificate of before stays", "error", err)
		return
	}
	f.take(pair)
	f.log.Info("the TLS certificate was renewed from its files", "name", nameOf(pair), "not_after", pair.Leaf.NotAfter)
}

func (f *files) run(ctx context.Context) error {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			f.refresh()
		case <-ctx.Done():
			return nil
		}
	}
}

func (f *files) get(*tls.ClientHelloInfo) (*tls.Certificate, error) { return f.current.Load(), nil }
func (f *files) protocols() []string                                { return nil }
func (f *files) challenge(next http.Handler) http.Handler           { return next }
func (f *files) ready() <-chan struct{}                             { return f.open }

func (f *files) host() string {
	for _, name := range f.current.Load().Leaf.DNSNames {
		if !strings.HasPrefix(name, "*.") {
			return name
		}
	}
	return ""
}

// nameOf is what a certificate is called in metrics and logs.
func nameOf(cert *tls.Certificate) string {
	if len(cert.Leaf.DNSNames) > 0 {
		return cert.Leaf.DNSNames[0]
	}
	if len(cert.Leaf.IPAddresses) > 0 {
		return cert.Leaf.IPAddresses[0].String()
	}
	return cert.Leaf.Subject.CommonName
}
