package doctor

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"io/fs"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"ringline/internal/admin"
	"ringline/internal/call"
	"ringline/internal/config"
	"ringline/internal/control"
	"ringline/internal/media/livekit"
	"ringline/internal/seal"
	"ringline/internal/store/sqlite"
	"ringline/internal/tenant"
	"ringline/internal/webhook"
)

// expect fails unless a finding has a verdict, mentions a text, and says what to do if something is wrong.
func expect(t *testing.T, f Finding, want Verdict, mention string) {
	t.Helper()
	if f.Verdict != want || !strings.Contains(f.Found+f.Advice, mention) || (f.Advice == "") != (want == OK) || f.Check == "" {
		t.Errorf("%+v, want %s that mentions %q", f, want, mention)
	}
}

func TestFolder(t *testing.T) {
	private, open := t.TempDir(), t.TempDir()
	must(t, os.Chmod(private, 0o700))
	must(t, os.Chmod(open, 0o755))
	expect(t, folder(private), OK, private)
	expect(t, folder(filepath.Join(private, "a", "b")), OK, "makes it")
	expect(t, folder(open), Warn, "chmod 700")
	must(t, os.WriteFile(filepath.Join(private, "dev-secret"), nil, 0o644))
	expect(t, folder(private), Warn, "dev-secret")
	file := filepath.Join(private, "file")
	must(t, os.WriteFile(file, nil, 0o600))
	expect(t, folder(file), Fail, "no folder")
	expect(t, folder(filepath.Join(file, "below")), Fail, "")
	if left, _ := filepath.Glob(filepath.Join(private, ".doctor-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestSecretFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "media-secret")
	expect(t, secretFile("secret", path, 32), OK, "makes one")
	must(t, os.WriteFile(path, []byte(strings.Repeat("x", 32)+"\n"), 0o600))
	expect(t, secretFile("secret", path, 32), OK, "holds one")
	must(t, os.WriteFile(path, []byte("short\n"), 0o600))
	expect(t, secretFile("secret", path, 32), Fail, "too short")
	expect(t, secretFile("secret", dir, 32), Fail, "")
}

func TestDisk(t *testing.T) {
	const gb = 1 << 30
	expect(t, judgeSpace(50*gb, 100*gb, nil), OK, "50.0 of 100.0 GB")
	expect(t, judgeSpace(gb, 100*gb, nil), Warn, "records_for")
	expect(t, judgeSpace(3*gb, 1000*gb, nil), Warn, "make room")
	expect(t, judgeSpace(gb/10, 100*gb, nil), Fail, "refuses calls")
	expect(t, judgeSpace(0, 0, errors.ErrUnsupported), Warn, "could not be checked")
	expect(t, judgeSpace(0, 0, fs.ErrPermission), Fail, "permission")
	if free, total, err := space(t.TempDir()); err != nil || total < free {
		t.Errorf("%d of %d, %v", free, total, err)
	}
}

func TestSyncs(t *testing.T) {
	took, err := measureSyncs(t.Context(), t.TempDir())
	if err != nil || len(took) < leastSyncs {
		t.Errorf("%d syncs, %v", len(took), err)
	}
	many := func(d time.Duration) []time.Duration {
		list := make([]time.Duration, 100)
		for i := range list {
			list[i] = d
		}
		return list
	}
	expect(t, judgeSyncs(many(time.Millisecond), nil), OK, "250 calls a second one after the other")
	expect(t, judgeSyncs(many(20*time.Millisecond), nil), Warn, "SSD")
	expect(t, judgeSyncs(append(many(time.Millisecond)[:98], 100*time.Millisecond, 100*time.Millisecond), nil), Warn, "one takes 100ms")
	expect(t, judgeSyncs(many(time.Second), nil), Fail, "SSD")
	expect(t, judgeSyncs(many(time.Microsecond), nil), Warn, "real disk")
	_, err = measureSyncs(t.Context(), filepath.Join(t.TempDir(), "none"))
	expect(t, judgeSyncs(nil, err), Fail, "written")
}

func TestDescriptors(t *testing.T) {
	expect(t, judgeDescriptors(1<<20, 0, nil), OK, "1048576")
	expect(t, judgeDescriptors(1024, 0, nil), Warn, "LimitNOFILE")
	expect(t, judgeDescriptors(100, 0, nil), Fail, "100")
	expect(t, judgeDescriptors(10_000, 20_000, nil), Fail, "http.max_connections")
	expect(t, judgeDescriptors(0, 0, errors.ErrUnsupported), Warn, "could not be checked")
	if n, err := descriptors(); err != nil || n == 0 {
		t.Errorf("%d, %v", n, err)
	}
}

// database is a file with one ended call, as a server leaves it.
func database(t *testing.T) string {
	t.Helper()
	settings := sqlite.Default()
	settings.Path = filepath.Join(t.TempDir(), "ringline.db")
	store, err := sqlite.Open(t.Context(), settings, slog.New(slog.DiscardHandler))
	must(t, err)
	now := time.Now().Add(-time.Hour)
	start := call.Start{
		App: 7, ID: "018f0000-0000-7000-8000-000000000001", By: call.Actor{Kind: call.ByUser, User: "ann", Device: "a1"},
		Callees: []call.UserID{"bob"}, Media: call.Audio, RingFor: 30 * time.Second, Room: call.Room{Name: "r"}, Max: 9,
	}
	change, err := call.Apply(call.Call{}, start, now)
	must(t, err)
	must(t, store.Commit(t.Context(), change))
	change, err = call.Apply(change.To, call.Tick{}, now.Add(10*time.Minute)) // the server was down meanwhile
	must(t, err)
	must(t, store.Commit(t.Context(), change))
	must(t, store.Close())
	return settings.Path
}

func TestStore(t *testing.T) {
	path := database(t)
	contents, err := sqlite.Check(t.Context(), path)
	expect(t, judgeStore(contents, err), OK, "0 live calls, 1 records")
	stories, err := sqlite.Recent(t.Context(), path, recentCalls)
	expect(t, judgeHistory(stories, err, time.Now()), OK, "the last 1 calls")
	stories[0].Call.End.Reason = call.HungUp
	expect(t, judgeHistory(stories, nil, time.Now()), Fail, "P19")
	stories[0].History = []control.Entry{}
	expect(t, judgeHistory(stories, nil, time.Now()), Fail, "no history")
	expect(t, judgeHistory(nil, errors.New("gone"), time.Now()), Fail, "gone")
	expect(t, judgeStore(sqlite.Contents{}, fs.ErrPermission), Fail, "the user that ringline runs as")

	p := patient{Options: Options{Config: config.Config{Data: filepath.Dir(path)}}}
	for _, f := range p.store(t.Context()) {
		expect(t, f, OK, "")
	}
	must(t, os.WriteFile(path, []byte(strings.Repeat("not a database. ", 512)), 0o600))
	expect(t, p.store(t.Context())[0], Fail, "backup")
	p.Config.Data = t.TempDir()
	expect(t, p.store(t.Context())[0], OK, "no database yet")
	must(t, os.Mkdir(p.database(), 0o700))
	expect(t, p.store(t.Context())[0], Fail, "")
}

// TestKeys: a key opens what was sealed with it, another one does not, and none is fine while there is nothing to open.
func TestKeys(t *testing.T) {
	path := filepath.Join(t.TempDir(), "master-key")
	ring, fresh, err := seal.Load(seal.Config{}, path)
	if err != nil || !fresh {
		t.Fatal(fresh, err)
	}
	stored := []admin.Stored{{ID: 7, Secrets: []admin.StoredSecret{{ID: "s1", Sealed: ring.Seal(7, "secret s1", "swordfish")}}}}
	again, err := seal.Read(seal.Config{}, path)
	expect(t, judgeKeys(again, err, stored, time.Now()), OK, "all apps (1)")
	other, _, err := seal.Load(seal.Config{}, path+"-other")
	expect(t, judgeKeys(other, err, stored, time.Now()), Fail, "put back the key")
	none, err := seal.Read(seal.Config{}, path+"-none")
	expect(t, judgeKeys(none, err, stored, time.Now()), Fail, "put back the key")
	expect(t, judgeKeys(none, err, nil, time.Now()), OK, "makes one")
	expect(t, judgeKeys(nil, fs.ErrPermission, nil, time.Now()), Fail, "the user that ringline runs as")
}

// TestWebhooks: a receiver that takes messages, one that does not, one that is not there and one that the guard refuses.
func TestWebhooks(t *testing.T) {
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/calls" {
			http.Error(w, "no", http.StatusTeapot)
			return
		}
		_, _ = w.Write([]byte(`{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":""}`))
	}))
	defer receiver.Close()
	inside := webhook.Options{Config: webhook.Default(), Allow: webhook.Inside(), Now: time.Now}
	look := func(url string, o webhook.Options) Finding {
		app := tenant.App{ID: 7, Webhook: &tenant.Webhook{URL: url}}
		attempt, err := ping(t.Context(), &app, o)
		return judgePing(&app, attempt, err)
	}
	expect(t, look(receiver.URL+"/calls", inside), OK, "took a test message")
	expect(t, look(receiver.URL+"/other?token=swordfish", inside), Warn, "418")
	expect(t, look("http://127.0.0.1:1/", inside), Warn, "does not take")
	expect(t, look(receiver.URL+"/calls", webhook.Options{Config: webhook.Default(), Now: time.Now}), Warn, "not public")
	expect(t, look(receiver.URL, webhook.Options{Now: time.Now, Config: webhook.Config{Proxy: "swordfish"}}), Warn, "could not be checked")
	if f := look(receiver.URL+"/other?token=swordfish", inside); strings.Contains(f.Found, "swordfish") {
		t.Errorf("%+v shows a secret", f)
	}
}

func TestClock(t *testing.T) {
	now := time.Now()
	expect(t, judgeSteps(200*time.Millisecond, 201*time.Millisecond), OK, "evenly")
	expect(t, judgeSteps(200*time.Millisecond, -time.Second), Warn, "chrony")
	expect(t, judgeDrift("x", now, now.Add(time.Second), nil), OK, "x")
	expect(t, judgeDrift("x", now, now.Add(-10*time.Second), nil), Warn, "10s")
	expect(t, judgeDrift("x", now, now.Add(time.Hour), nil), Fail, "UserSigs")
	expect(t, judgeDrift("x", now, now, errors.New("no route")), Warn, "no route")
	expect(t, judgeKernel(true, time.Millisecond, nil), OK, "1ms")
	expect(t, judgeKernel(false, 0, nil), Warn, "--time")
	expect(t, judgeKernel(false, 0, errors.ErrUnsupported), Warn, "could not be checked")

	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	date, around, err := dateOf(t.Context(), server.Client(), server.URL)
	expect(t, judgeDrift("here", date, around, err), OK, "here")
	date, around, err = dateOf(t.Context(), server.Client(), "http://127.0.0.1:1")
	expect(t, judgeDrift("nowhere", date, around, err), Warn, "could not be checked")
}

func TestPorts(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	taken := port{"tcp", l.Addr().String(), "listen"}
	expect(t, judgePort(taken, try(t.Context(), taken), false), Fail, "another program")
	expect(t, judgePort(taken, try(t.Context(), taken), true), OK, "a server runs")
	u, err := net.ListenPacket("udp", "127.0.0.1:0")
	must(t, err)
	udp := port{"udp", u.LocalAddr().String(), "media.udp_port"}
	expect(t, judgePort(udp, try(t.Context(), udp), false), Fail, "media.udp_port")
	must(t, u.Close())
	expect(t, judgePort(udp, try(t.Context(), udp), false), OK, "is free")
	expect(t, judgePort(udp, nil, true), Warn, "other settings")
	foreign := port{"tcp", "192.0.2.1:80", "listen"}
	expect(t, judgePort(foreign, try(t.Context(), foreign), false), Fail, "no such address")
	expect(t, judgePort(port{"tcp", ":80", "tls.redirect"}, syscall.EACCES, false), Fail, "CAP_NET_BIND_SERVICE")
	expect(t, judgePort(port{"tcp", "127.0.0.1:0", "listen"}, nil, true), OK, "free one")
}

func TestUDP(t *testing.T) {
	public, here := netip.MustParseAddr("198.51.100.7"), netip.MustParseAddr("127.0.0.1")
	expect(t, judgeAddress(public, false, false), OK, "198.51.100.7")
	expect(t, judgeAddress(here, true, true), OK, "this machine")
	expect(t, judgeAddress(here, false, false), Warn, "media.node_ip")
	expect(t, judgeAddress(netip.MustParseAddr("10.0.0.7"), true, false), Warn, "private")
	expect(t, judgeAddress(netip.MustParseAddr("10.0.0.7"), false, false), OK, "10.0.0.7")

	seen, err := echo(t.Context(), "127.0.0.1", netip.AddrPortFrom(here, 0))
	expect(t, judgeUDP("a packet", seen, err, true), OK, "127.0.0.1")
	expect(t, judgeUDP("a packet", seen, errors.New("no answer"), true), Fail, "firewall")
	expect(t, judgeUDP("a packet", seen, errors.New("no answer"), false), Warn, "router")
	dumb, err := net.ListenPacket("udp", "127.0.0.1:0")
	must(t, err)
	defer dumb.Close()
	if _, err := binding(t.Context(), dumb.LocalAddr().(*net.UDPAddr).AddrPort()); err == nil {
		t.Error("who says nothing has answered")
	}
}

// gate lets nobody in.
type gate struct{}

func (gate) MayJoin(context.Context, call.Ref, call.UserID, call.DeviceID) error {
	return errors.New("closed")
}

// TestMediaServer: STUN and the relay of a real one.
func TestMediaServer(t *testing.T) {
	cfg := livekit.Default()
	cfg.NodeIP, cfg.UDPPort, cfg.TCPPort, cfg.STUNPort, cfg.TURN, cfg.Drain = "127.0.0.1", 0, livekit.Off, 0, true, 0
	cfg.Secret = "0123456789abcdef0123456789abcdef"
	server, err := livekit.New(cfg, livekit.Options{Gate: gate{}, Log: slog.New(slog.DiscardHandler)})
	must(t, err)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- server.Run(ctx) }()
	defer func() { stop(); must(t, <-done) }()

	p := patient{running: true, Options: Options{Config: config.Default()}}
	p.Config.Media = cfg
	p.Config.Media.STUNPort = server.Addrs().STUN
	for _, f := range append(p.udp(t.Context()), p.relay(t.Context())...) {
		expect(t, f, OK, "")
	}
	p.Config.Media.Secret = "another one, of the same length!"
	expect(t, p.relay(t.Context())[0], Fail, "no relayed address")
	p.running = false
	expect(t, p.relay(t.Context())[0], Warn, "could not be checked")
	p.Config.Media.TURN = false
	expect(t, p.relay(t.Context())[0], OK, "off")
	for _, f := range p.udp(t.Context()) { // without a server
		expect(t, f, OK, "")
	}
}

// issue makes a chain of a leaf and its authority.
func issue(t *testing.T, from, until time.Time, names ...string) (chain []*x509.Certificate, roots *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	authority := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: from, NotAfter: until.Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), NotBefore: from, NotAfter: until, DNSNames: names}
	for _, c := range []*x509.Certificate{leaf, authority} {
		der, err := x509.CreateCertificate(rand.Reader, c, authority, key.Public(), key)
		must(t, err)
		parsed, err := x509.ParseCertificate(der)
		must(t, err)
		chain = append(chain, parsed)
	}
	roots = x509.NewCertPool()
	roots.AddCert(chain[1])
	return chain, roots
}

func TestTLS(t *testing.T) {
	now := time.Now()
	good, roots := issue(t, now.Add(-time.Hour), now.Add(90*24*time.Hour), "calls.example.com")
	short, shortRoots := issue(t, now.Add(-80*24*time.Hour), now.Add(10*24*time.Hour), "calls.example.com")
	daily, dailyRoots := issue(t, now.Add(-time.Hour), now.Add(23*time.Hour), "calls.example.com")
	old, _ := issue(t, now.Add(-2*time.Hour), now.Add(-time.Hour), "calls.example.com")
	next, _ := issue(t, now.Add(time.Hour), now.Add(2*time.Hour), "calls.example.com")
	expect(t, judgeChain("c", good, nil, "calls.example.com", roots, now), OK, "days left")
	expect(t, judgeChain("c", good, nil, "", roots, now), OK, "days left")
	expect(t, judgeChain("c", good, nil, "other.example.com", roots, now), Fail, "not for other.example.com")
	expect(t, judgeChain("c", good, nil, "calls.example.com", x509.NewCertPool(), now), Warn, "refuses it")
	expect(t, judgeChain("c", short, nil, "calls.example.com", shortRoots, now), Warn, "renew it now")
	expect(t, judgeChain("c", daily, nil, "calls.example.com", dailyRoots, now), OK, "0 days left")
	expect(t, judgeChain("c", old, nil, "calls.example.com", roots, now), Fail, "expired")
	expect(t, judgeChain("c", next, nil, "calls.example.com", roots, now), Fail, "only from")
	_, err := readPair("/no/cert", "/no/key")
	expect(t, judgeChain("c", nil, err, "", nil, now), Fail, "/no/cert")

	expect(t, judgeNoTLS("127.0.0.1:8080", false), OK, "this machine")
	expect(t, judgeNoTLS(":8080", true), OK, "proxies")
	expect(t, judgeNoTLS(":8080", false), Warn, "camera")
	expect(t, judgeName("calls.example.com", []string{"198.51.100.7"}, nil), OK, "198.51.100.7")
	expect(t, judgeName("calls.example.com", nil, errors.New("no such host")), Fail, "AAAA")

	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/dir" {
			http.NotFound(w, r)
		}
	}))
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	server.StartTLS()
	defer server.Close()
	trusted := x509.NewCertPool()
	trusted.AddCert(server.Certificate())
	expect(t, judgeDirectory(server.URL, askDirectory(t.Context(), server.URL+"/dir", trusted)), OK, "answers")
	expect(t, judgeDirectory(server.URL, askDirectory(t.Context(), server.URL+"/other", trusted)), Fail, "404")
	expect(t, judgeDirectory(server.URL, askDirectory(t.Context(), server.URL+"/dir", x509.NewCertPool())), Fail, "tls.acme.ca_file")

	at := server.Listener.Addr().String()
	served, err := handshake(t.Context(), at, "example.com")
	expect(t, judgeServed(served, err, "example.com", now), OK, "example.com")
	expect(t, judgeServed(served, err, "calls.example.org", now), Fail, "not for calls.example.org")
	expect(t, judgeServed(old, nil, "", now), Fail, "expired")
	_, err = handshake(t.Context(), "127.0.0.1:1", "example.com")
	expect(t, judgeServed(nil, err, "example.com", now), Fail, "handshake")
}

func TestMetrics(t *testing.T) {
	expect(t, judgeMetrics("", false), OK, "private networks")
	expect(t, judgeMetrics("127.0.0.1:9090", false), OK, "this machine")
	expect(t, judgeMetrics(":9090", true), OK, "token")
	expect(t, judgeMetrics(":9090", false), Warn, "metrics.token")
}

// TestExamine: every check has its say, on a machine without a server.
func TestExamine(t *testing.T) {
	cfg := config.Default()
	cfg.Listen, cfg.Data = "127.0.0.1:0", t.TempDir()
	cfg.Media.NodeIP, cfg.Media.UDPPort, cfg.Media.STUNPort = "127.0.0.1", 0, 0
	must(t, os.Chmod(cfg.Data, 0o700))
	var all []Finding
	Examine(t.Context(), Options{Config: cfg, Socket: filepath.Join(cfg.Data, "ringline.sock"), Key: filepath.Join(cfg.Data, "master-key")}, func(f Finding) { all = append(all, f) })
	seen := map[string]bool{}
	for _, f := range all {
		seen[f.Check] = true
		if f.Verdict == Fail || f.Found == "" {
			t.Errorf("%+v", f)
		}
	}
	for _, check := range []string{
		"server", "data folder", "media secret", "disk space", "disk speed", "store", "key for secrets", "open files", "clock steps",
		"clock", "port listen", "port media.udp_port", "media address", "UDP", "relay (TURN)", "TLS", "metrics",
	} {
		if !seen[check] {
			t.Errorf("nobody looked at %s", check)
		}
	}
	if Worst(all) == Fail || Worst([]Finding{{Verdict: Warn}, {Verdict: Fail}, {Verdict: OK}}) != Fail || Worst(nil) != OK {
		t.Error("the worst is not the worst")
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
