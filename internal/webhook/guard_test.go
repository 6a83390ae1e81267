package webhook

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"
)

func TestAllowedAddresses(t *testing.T) {
	closed, open, dev := &guard{}, &guard{allow: prefixes("10.1.0.0/16", "fd00:1::/32", "169.254.169.254/32")}, &guard{allow: Inside()}
	for _, tc := range []struct {
		address                string
		anyone, operator, devs bool
	}{
		{"8.8.8.8", true, true, true},
		{"2606:4700::1111", true, true, true},
		{"::ffff:8.8.8.8", true, true, true},
		{"64:ff9b::808:808", true, true, true}, // NAT64 of 8.8.8.8
		{"2002:808:808::1", true, true, true},  // 6to4 of it

		{"127.0.0.1", false, false, true},
		{"127.255.0.3", false, false, true},
		{"::1", false, false, true},
		{"::ffff:127.0.0.1", false, false, true},
		{"10.1.2.3", false, true, true},
		{"::ffff:10.1.2.3", false, true, true},
		{"10.2.2.3", false, false, true},
		{"172.16.0.1", false, false, true},
		{"172.32.0.1", true, true, true},
		{"192.168.1.1", false, false, true},
		{"fd00:1::5", false, true, true},
		{"fd00:2::5", false, false, true},

		{"169.254.169.254", false, true, false}, // cloud metadata
		{"::ffff:169.254.169.254", false, true, false},
		{"169.254.0.1", false, false, false},
		{"fe80::1", false, false, false},
		{"fe80::1%eth0", false, false, false},
		{"100.64.0.1", false, false, false},
		{"100.127.255.255", false, false, false},
		{"0.0.0.0", false, false, false},
		{"0.1.2.3", false, false, false},
		{"::", false, false, false},
		{"224.0.0.1", false, false, false},
		{"239.255.255.250", false, false, false},
		{"255.255.255.255", false, false, false},
		{"ff02::1", false, false, false},
		{"192.0.2.1", false, false, false},
		{"198.18.0.1", false, false, false},
		{"192.88.99.1", false, false, false},
		{"2001:db8::1", false, false, false},
		{"2001::1", false, false, false},         // Teredo
		{"64:ff9b::7f00:1", false, false, false}, // NAT64 of 127.0.0.1
		{"64:ff9b::a9fe:a9fe", false, false, false},
		{"64:ff9b:1::808:808", false, false, false}, // somebody's own NAT64
		{"2002:7f00:1::1", false, false, false},
		{"2002:a01:203::1", false, false, false},
		{"::7f00:1", false, false, false}, // IPv4-compatible
		{"fec0::1", false, false, false},
		{"4000::1", false, false, false},
	} {
		a := netip.MustParseAddr(tc.address)
		for who, g := range map[*guard]bool{closed: tc.anyone, open: tc.operator, dev: tc.devs} {
			if got := who.allowed(a); got != g {
				t.Errorf("%s with %v: allowed %v, want %v", a, who.allow, got, g)
			}
		}
	}
	if closed.allowed(netip.Addr{}) {
		t.Error("no address is allowed")
	}
}

// names is a resolver whose answers change from one question to the next; the last one stays.
type names map[string][][]string

func (n names) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	answers := n[host]
	if len(answers) == 0 {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	if len(answers) > 1 {
		n[host] = answers[1:]
	}
	var addrs []netip.Addr
	for _, text := range answers[0] {
		addrs = append(addrs, netip.MustParseAddr(text))
	}
	return addrs, nil
}

// wire notes where is dialled. What it is told to refuse it refuses.
type wire struct {
	dialled []string
	refuse  map[string]bool
}

func (w *wire) dial(_ context.Context, _, address string) (net.Conn, error) {
	w.dialled = append(w.dialled, address)
	if w.refuse[address] {
		return nil, errors.New("refused")
	}
	ours, theirs := net.Pipe()
	_ = theirs.Close()
	return ours, nil
}

func TestGuardDialsWhatItJudged(t *testing.T) {
	for name, tc := range map[string]struct {
		host    string
		answers [][]string
		refuse  []string
		dialled string // in order; empty is none
		err     string
	}{
		"public":             {"a.example", [][]string{{"8.8.8.8"}}, nil, "8.8.8.8:443", ""},
		"mapped":             {"a.example", [][]string{{"::ffff:8.8.8.8"}}, nil, "8.8.8.8:443", ""},
		"the second answers": {"a.example", [][]string{{"2606:4700::1", "8.8.8.8"}}, []string{"[2606:4700::1]:443"}, "[2606:4700::1]:443 8.8.8.8:443", ""},
		"none answers":       {"a.example", [][]string{{"8.8.8.8"}}, []string{"8.8.8.8:443"}, "8.8.8.8:443", "refused"},
		// DNS that says one thing when it is asked and another when it is dialled: it is asked once.
		"rebinding":        {"a.example", [][]string{{"8.8.8.8"}, {"127.0.0.1"}}, nil, "8.8.8.8:443", ""},
		"rebinding first":  {"a.example", [][]string{{"127.0.0.1"}, {"8.8.8.8"}}, nil, "", "allow_networks"},
		"one of them":      {"a.example", [][]string{{"8.8.8.8", "10.0.0.1"}}, nil, "", "allow_networks"},
		"no address":       {"a.example", [][]string{{}}, nil, "", "no address"},
		"unknown":          {"b.example", nil, nil, "", "no such host"},
		"literal":          {"8.8.4.4", nil, nil, "8.8.4.4:443", ""},
		"literal inside":   {"127.0.0.1", nil, nil, "", "allow_networks"},
		"literal mapped":   {"::ffff:7f00:1", nil, nil, "", "allow_networks"},
		"literal metadata": {"169.254.169.254", nil, nil, "", "allow_networks"},
		"a number":         {"2130706433", [][]string{{"127.0.0.1"}}, nil, "", "no such host"}, // to whoever resolves it as an address
	} {
		t.Run(name, func(t *testing.T) {
			w := &wire{refuse: map[string]bool{}}
			for _, a := range tc.refuse {
				w.refuse[a] = true
			}
			g := &guard{resolver: names{"a.example": tc.answers}, dial: w.dial}
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			c, err := g.dialContext(ctx, "tcp", net.JoinHostPort(tc.host, "443"))
			if err == nil {
				_ = c.Close()
			}
			if got := strings.Join(w.dialled, " "); got != tc.dialled {
				t.Errorf("dialled %q, want %q", got, tc.dialled)
			}
			if (err == nil) != (tc.err == "") || err != nil && !strings.Contains(err.Error(), tc.err) {
				t.Errorf("error %v, want %q", err, tc.err)
			}
		})
	}
}
