// Package doctor looks whether a server can work on this machine with these settings, and says what to do where it cannot.
//
// Each check is a function that looks at one thing and returns what it found. It changes nothing but a file of its own in the
// data folder, which it removes; it can run beside the server, and finds out by itself whether one runs. It asks nobody
// outside but those whom the settings or the caller name.
//
// It cannot see what is between this machine and its clients: whether a firewall or a router lets them through.
package doctor

import (
	"context"
	"fmt"
	"net"
	"path/filepath"
	"time"

	"ringline/internal/cluster"
	"ringline/internal/config"
)

// Verdict is what a check came to.
type Verdict string

// The verdicts, the best first.
const (
	OK   Verdict = "ok"
	Warn Verdict = "warn" // it works, but not as it should, or nobody can tell
	Fail Verdict = "fail" // it does not work
)

// Finding is the result of one check.
type Finding struct {
	Check   string  `json:"check"`
	Verdict Verdict `json:"verdict"`
	Found   string  `json:"found"`
	Advice  string  `json:"advice,omitempty"` // what to do; empty if all is well
}

func ok(check, format string, args ...any) Finding {
	return Finding{Check: check, Verdict: OK, Found: fmt.Sprintf(format, args...)}
}

func warn(check, advice, format string, args ...any) Finding {
	return Finding{Check: check, Verdict: Warn, Found: fmt.Sprintf(format, args...), Advice: advice}
}

func fail(check, advice, format string, args ...any) Finding {
	return Finding{Check: check, Verdict: Fail, Found: fmt.Sprintf(format, args...), Advice: advice}
}

// Options says whom to examine.
type Options struct {
	Config  config.Config // valid
	Socket  string        // of the server that runs with these settings, if one does
	Key     string        // file that keeps the key for secrets if no other is set
	Host    string        // the name that clients use; empty: from media.url or tls.acme.hosts, if there is one
	TimeURL string        // whose Date the clock is compared with; empty: that of the certificate authority, if there is one
}

// Examine runs all checks and tells each finding as it comes.
func Examine(ctx context.Context, o Options, tell func(Finding)) {
	p := patient{Options: o, running: runs(ctx, o.Socket)}
	for _, check := range []func(context.Context) []Finding{
		p.server, p.folder, p.secrets, p.disk, p.syncs, p.store, p.nodes, p.keys, p.webhooks, p.descriptors, p.clock, p.ports, p.udp, p.relay, p.external, p.tls, p.metrics,
	} {
		if ctx.Err() != nil {
			return
		}
		for _, f := range check(ctx) {
			tell(f)
		}
	}
}

// Worst is the worst verdict of some findings.
func Worst(all []Finding) Verdict {
	worst := OK
	for _, f := range all {
		if f.Verdict == Fail || f.Verdict == Warn && worst == OK {
			worst = f.Verdict
		}
	}
	return worst
}

// patient is what all checks know.
type patient struct {
	Options
	running bool // a server has these settings' data folder
	living  []cluster.Node
}

// runs reports whether a server answers at its socket.
func runs(ctx context.Context, socket string) bool {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", socket)
	if err != nil {
		return false
	}
	_ = conn.Close() // it has answered
	return true
}

func (p *patient) server(context.Context) []Finding {
	if p.running {
		return []Finding{ok("server", "one runs with the data folder %s", p.Config.Data)}
	}
	return []Finding{ok("server", "none runs with the data folder %s: what needs one is looked at without", p.Config.Data)}
}

func (p *patient) database() string { return filepath.Join(p.Config.Data, "ringline.db") }
