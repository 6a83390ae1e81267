package redis

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ringline/internal/redis/redistest"
)

// Sentinels say which server it is, and after its death which one is.
func TestSentinelsAndFailOver(t *testing.T) {
	master := redistest.New(t)
	replica := redistest.New(t, "--replicaof", "127.0.0.1", fmt.Sprint(master.Port()))
	until(t, "the replica follows", func() bool { return strings.Contains(master.All("INFO replication"), "state=online") })
	file := filepath.Join(t.TempDir(), "sentinel.conf")
	settings := fmt.Sprintf("sentinel monitor calls 127.0.0.1 %d 1\nsentinel down-after-milliseconds calls 500\nsentinel failover-timeout calls 2000\n", master.Port())
	if err := os.WriteFile(file, []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	sentinel := redistest.Sentinel(t, file)
	until(t, "the sentinel knows the replica", func() bool {
		return strings.Contains(sentinel.All("SENTINEL replicas calls"), fmt.Sprint(replica.Port()))
	})
	a, b, _ := trio(t, sentinel.URL(), func(c *Config) { c.Master = "calls" })
	a.Tell([]byte("before"))
	b.hears("a: before")
	b.note(func() { b.missed = 0 })
	master.Stop()
	b.await("knows that it missed something", func() bool { return b.missed > 0 })
	until(t, "both are back", func() bool { return a.Whole() && b.Whole() })
	a.Tell([]byte("after"))
	b.hears("a: after")
}

// With TLS the certificate has to be signed by whom the settings name.
func TestTLS(t *testing.T) {
	cert, key := certificate(t)
	server := redistest.NewTLS(t, cert, key)
	url := "rediss://" + server.Address()
	a, b, _ := trio(t, url, func(c *Config) { c.CA = cert })
	a.Tell([]byte("hello"))
	b.hears("a: hello")
	stranger := Default()
	stranger.URL = "rediss://u:hunter2@" + a.config.URL[len("rediss://"):]
	l, err := New(Options{Config: stranger, Name: "x"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.connect(); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("with an unknown authority: %v", err)
	}
}

// certificate writes one for 127.0.0.1 that signs itself.
func certificate(t testing.TB) (cert, key string) {
	t.Helper()
	secret, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "redis"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &secret.PublicKey, secret)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for file, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: private}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}
