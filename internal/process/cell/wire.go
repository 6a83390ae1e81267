package cell

import (
	"context"
	"fmt"
	"strings"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"
)

// Wire is a way from one part of a cell to another that can be cut. It is whole at first.
type Wire struct {
	proxy  *toxiproxy.Proxy
	frozen bool
}

// lay makes a wire that leads to an address.
func lay(name, to string) (*Wire, error) {
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	w := &Wire{proxy: toxiproxy.NewProxy(server, name, "127.0.0.1:0", to)}
	if err := w.proxy.Start(); err != nil {
		return nil, fmt.Errorf("lay the wire %s: %w", name, err)
	}
	return w, nil
}

// Address is where the wire begins. It stays the same.
func (w *Wire) Address() string { return w.proxy.Listen }

// Cut ends what goes through the wire and refuses what would, as if nothing were at its end.
func (w *Wire) Cut() { w.proxy.Stop() }

// Freeze swallows whatever is sent through the wire, either way, and tells nobody, as if a cable were pulled.
func (w *Wire) Freeze() error {
	if w.frozen {
		return nil
	}
	w.frozen = true
	for _, way := range []string{"upstream", "downstream"} {
		swallow := strings.NewReader(`{"name":"` + way + `","type":"timeout","stream":"` + way + `","attributes":{"timeout":0}}`)
		if _, err := w.proxy.Toxics.AddToxicJson(swallow); err != nil {
			return fmt.Errorf("freeze the wire %s: %w", w.proxy.Name, err)
		}
	}
	return nil
}

// Heal makes the wire whole. What went through it when it was cut or frozen has to connect again.
func (w *Wire) Heal(ctx context.Context) error {
	if w.frozen {
		w.frozen = false
		w.proxy.Stop()
		w.proxy.Toxics.ResetToxics(ctx)
	}
	return w.proxy.Update(&toxiproxy.Proxy{Listen: w.proxy.Listen, Upstream: w.proxy.Upstream, Enabled: true})
}

// lead has the wire end somewhere else.
func (w *Wire) lead(to string) error {
	return w.proxy.Update(&toxiproxy.Proxy{Listen: w.proxy.Listen, Upstream: to, Enabled: true})
}
