package doctor

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// soon is when a certificate should have been renewed: an authority renews at a third of its life, thirty days at most.
const soon = 14 * 24 * time.Hour

func (p *patient) tls(ctx context.Context) []Finding {
	c := &p.Config.TLS
	if !c.On() {
		return []Finding{judgeNoTLS(p.Config.Listen, len(p.Config.HTTP.TrustedProxies) > 0)}
	}
	var all []Finding
	if c.Cert != "" {
		chain, err := readPair(c.Cert, c.Key)
		all = append(all, judgeChain("certificate", chain, err, p.host(), nil, time.Now()))
	}
	for _, host := range c.ACME.Hosts {
		chain, err := readCached(filepath.Join(p.Config.Data, "acme", host))
		if errors.Is(err, fs.ErrNotExist) {
			all = append(all, warn("certificate of "+host, "start the server: it fetches one", "there is none yet"))
		} else {
			all = append(all, judgeChain("certificate of "+host, chain, err, host, p.privateRoots(), time.Now()))
		}
		addrs, err := net.DefaultResolver.LookupHost(ctx, host)
		all = append(all, judgeName(host, addrs, err))
	}
	if len(c.ACME.Hosts) > 0 && c.ACME.Directory != "" {
		all = append(all, judgeDirectory(c.ACME.Directory, askDirectory(ctx, c.ACME.Directory, p.privateRoots())))
	}
	if p.running {
		host := p.host()
		served, err := handshake(ctx, p.Config.Listen, host)
		all = append(all, judgeServed(served, err, host, time.Now()))
	}
	return all
}

// host is the name that clients use, as far as the settings tell; empty if they do not.
func (p *patient) host() string {
	if p.Host != "" {
		return p.Host
	}
	if len(p.Config.TLS.ACME.Hosts) > 0 {
		return p.Config.TLS.ACME.Hosts[0]
	}
	if u, err := url.Parse(p.Config.Media.URL); err == nil {
		return u.Hostname()
	}
	return ""
}

// privateRoots are those of the authority that the settings name; nil for the system's alone.
func (p *patient) privateRoots() *x509.CertPool {
	if p.Config.TLS.ACME.CAFile == "" {
		return nil
	}
	text, err := os.ReadFile(p.Config.TLS.ACME.CAFile)
	if err != nil {
		return nil
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	roots.AppendCertsFromPEM(text)
	return roots
}

func judgeNoTLS(listen string, proxied bool) Finding {
	const check = "TLS"
	switch {
	case loopback(listen):
		return ok(check, "off, and listen is for this machine only")
	case proxied:
		return ok(check, "off: proxies that you trust stand in front (http.trusted_proxies)")
	}
	return warn(check, "set tls.cert and tls.key, or tls.acme.hosts, or put a TLS proxy in front and name it in http.trusted_proxies",
		"off, though listen is open to others: browsers give camera and microphone to https pages only")
}

func readPair(cert, key string) ([]*x509.Certificate, error) {
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return nil, err
	}
	return parse(pair.Certificate)
}

// readCached reads what the server keeps of an authority: a key and a chain, PEM.
func readCached(file string) ([]*x509.Certificate, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var raw [][]byte
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "CERTIFICATE" {
			raw = append(raw, block.Bytes)
		}
	}
	if len(raw) == 0 {
		return nil, errors.New("there is no certificate in " + file)
	}
	return parse(raw)
}

func parse(raw [][]byte) (chain []*x509.Certificate, err error) {
	for _, der := range raw {
		c, err := x509.ParseCertificate(der)
		if err != nil {
			return nil, err
		}
		chain = append(chain, c)
	}
	return chain, nil
}

// judgeChain looks at a certificate with the eyes of a client. Roots nil are the system's.
func judgeChain(check string, chain []*x509.Certificate, err error, host string, roots *x509.CertPool, now time.Time) Finding {
	if err != nil {
		return fail(check, "put a matching pair of PEM files in place, readable for the server's user", "%v", err)
	}
	leaf := chain[0]
	names := slices.Clone(leaf.DNSNames)
	for _, ip := range leaf.IPAddresses {
		names = append(names, ip.String())
	}
	left := leaf.NotAfter.Sub(now)
	switch {
	case left <= 0:
		return fail(check, "renew it", "it expired %v ago", (-left).Round(time.Minute))
	case now.Before(leaf.NotBefore):
		return fail(check, "wait, or set the clock", "it is valid only from %v on", leaf.NotBefore)
	case host != "" && leaf.VerifyHostname(host) != nil:
		return fail(check, "get one for "+host, "it is for %v, not for %s", names, host)
	}
	between := x509.NewCertPool()
	for _, c := range chain[1:] {
		between.AddCert(c)
	}
	_, err = leaf.Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: now})
	about := fmt.Sprintf("for %v, %d days left", names, int(left.Hours()/24))
	switch {
	case err != nil:
		return warn(check, "put the authority's own certificates below it in the file, or tell clients to trust the authority",
			"%s, but who trusts only this system's authorities refuses it: %v", about, err)
	case left < soon && left < leaf.NotAfter.Sub(leaf.NotBefore)/3:
		return warn(check, "renew it now, and look why that was not done by itself", "%s", about)
	}
	return ok(check, "%s", about)
}

func judgeName(host string, addrs []string, err error) Finding {
	check := "name " + host
	if err != nil {
		return fail(check, "make an A or AAAA record for it that leads here: the authority looks there", "%v", err)
	}
	return ok(check, "leads to %v", addrs)
}

// askDirectory looks whether an authority can be reached.
func askDirectory(ctx context.Context, directory string, roots *x509.CertPool) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	client := http.Client{Transport: &http.Transport{
		Proxy: http.ProxyFromEnvironment, TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}, DisableKeepAlives: true,
	}}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, directory, nil)
	if err != nil {
		return err
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	if err := response.Body.Close(); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return errors.New(response.Status)
	}
	return nil
}

func judgeDirectory(directory string, err error) Finding {
	const check = "certificate authority"
	if err != nil {
		return fail(check, "set tls.acme.directory and tls.acme.ca_file, or let this machine reach it", "%s: %v", directory, err)
	}
	return ok(check, "%s answers", directory)
}

// handshake gets the chain that a running server shows.
func handshake(ctx context.Context, listen, host string) ([]*x509.Certificate, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	at, port, err := net.SplitHostPort(listen)
	if err != nil {
		return nil, err
	}
	if at == "" || at == "0.0.0.0" || at == "::" {
		at = "localhost"
	}
	d := tls.Dialer{Config: &tls.Config{ServerName: host, InsecureSkipVerify: true, MinVersion: tls.VersionTLS12}} //nolint:gosec // it is judged, not trusted
	conn, err := d.DialContext(ctx, "tcp", net.JoinHostPort(at, port))
	if err != nil {
		return nil, err
	}
	defer func() { _ = conn.Close() }()
	return conn.(*tls.Conn).ConnectionState().PeerCertificates, nil
}

func judgeServed(chain []*x509.Certificate, err error, host string, now time.Time) Finding {
	const check = "https"
	switch {
	case err != nil:
		return fail(check, "look into the server's log", "the server does not finish a handshake: %v", err)
	case now.After(chain[0].NotAfter):
		return fail(check, "look into the server's log", "the server shows a certificate that has expired")
	case host != "" && chain[0].VerifyHostname(host) != nil:
		return fail(check, "restart the server, or name its configuration with --config", "the server shows a certificate for %v, not for %s", chain[0].DNSNames, host)
	}
	return ok(check, "the server shows its certificate, for %v", chain[0].DNSNames)
}

func (p *patient) metrics(context.Context) []Finding {
	return []Finding{judgeMetrics(p.Config.Metrics.Listen, p.Config.Metrics.Token != "")}
}

// judgeMetrics: they tell nothing of users, but how busy everybody is.
func judgeMetrics(listen string, token bool) Finding {
	const check = "metrics"
	switch {
	case token:
		return ok(check, "for those who have the token")
	case listen == "":
		return ok(check, "on the main port, for this machine and private networks")
	case loopback(listen):
		return ok(check, "at %s, for this machine", listen)
	}
	return warn(check, "set metrics.token, or see to it that only your network reaches that port", "at %s, for everybody who reaches it", listen)
}
