package server

import (
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strconv"
	"strings"

	"ringline/internal/config"
	"ringline/web"
)

// mostShown is how many apps are listed at the start.
const mostShown = 10

// Announce tells a person what is open where and what to try, and scripts, in the last line, that the server is ready.
func (s *Server) Announce(w io.Writer) {
	base := s.URL()
	row := func(name, format string, args ...any) {
		fmt.Fprintf(w, "  %-9s %s\n", name, fmt.Sprintf(format, args...))
	}
	fmt.Fprintf(w, "Ringline %s\n\n", s.options.Version)
	row("open", "%s", base)
	if web.Built() {
		row("console", "%s/console", base)
	}
	if s.media != nil {
		addrs := s.media.Addrs()
		media := fmt.Sprintf("%s, UDP %d", addrs.IP, addrs.UDP)
		if addrs.TCP > 0 {
			media += fmt.Sprintf(", TCP %d", addrs.TCP)
		}
		row("media", "%s, STUN %d", media, addrs.STUN)
	}
	for i, e := range s.external {
		row("media", "%s, %s, %s", e.Name(), s.config.Media.External[i].URL, e.Host().State)
		if fault := e.Fault(); fault != nil {
			row("", "%v", fault)
		}
	}
	metrics := base
	if s.metricsAt != nil {
		metrics = "http://" + s.metricsAt.String()
	}
	row("metrics", "%s/metrics", metrics)
	row("data", "%s", s.config.Data)
	if s.config.Store.URL != "" {
		row("database", "%s", s.config.Store.Place())
	}
	if s.members.Shared() {
		row("cluster", "%s", s.company())
	}
	apps := s.apps.All()
	for _, app := range apps[:min(len(apps), mostShown)] {
		state := ""
		if app.Disabled {
			state = ", disabled"
		}
		row("app", "%d %s, administrators %v%s", app.ID, app.Name, app.Admins, state)
	}
	switch more := len(apps) - mostShown; {
	case more > 0:
		row("", "and %d more: ringline app list%s", more, s.dataFlag())
	case len(apps) == 0:
		row("app", "none yet, make one: ringline app create NAME%s", s.dataFlag())
	}
	if s.newKey {
		fmt.Fprintf(w, "\n  A key for the apps' secrets was made and is kept in %s.\n  Keep a copy apart from the backups of the database; docs/apps.md says how to keep it elsewhere.\n",
			MasterKeyPath(s.config.Data))
	}
	if s.dev != nil {
		s.announceDev(w, base)
	}
	if !web.Built() {
		fmt.Fprintf(w, "\nThe web pages are not in this binary; `make build` puts them there.\n")
	}
	fmt.Fprintf(w, "\nringline ready http=%s\n", base)
}

// company says who this node is among which others.
func (s *Server) company() string {
	self := s.members.Self()
	text := self.Name
	if self.Inner != "" {
		text += ", inner address " + self.Inner
	}
	var others []string
	for _, n := range s.members.Nodes() {
		if n.Name != self.Name {
			others = append(others, n.Name)
		}
	}
	if len(others) == 0 {
		return text + "; no other is alive"
	}
	return text + "; with " + strings.Join(others, ", ")
}

func (s *Server) announceDev(w io.Writer, base string) {
	if s.dev.fresh {
		fmt.Fprintf(w, "\n  The development app's secret, shown this once and kept in %s:\n  %s\n",
			filepath.Join(s.config.Data, devSecret), string(s.dev.secret))
	}
	data := s.dataFlag()
	fmt.Fprintf(w, `
Try this:
  1. open %s in two windows, log in as alice and as bob, and call
  2. bin/ringline call list%s
  3. end the call with the curl line that the page shows, or: bin/ringline call end ID%s
  4. see it all in the console: %s/console

Development mode: whoever reaches this server can log in as anybody.
`, base, data, data, base)
	if !s.loopback() && s.certs == nil {
		fmt.Fprintln(w, "Browsers give camera and microphone to https pages and to localhost only.")
	}
}

// dataFlag is what a command needs to find this server.
func (s *Server) dataFlag() string {
	if s.config.Data == config.Default().Data {
		return ""
	}
	return " --data " + s.config.Data
}

// URL is where the server is open: under the certificate's name, or for people on this machine.
func (s *Server) URL() string {
	scheme := "http"
	if s.certs != nil {
		scheme = "https"
	}
	a, ok := s.address.(*net.TCPAddr)
	if !ok {
		return scheme + "://" + s.address.String()
	}
	host := a.IP.String()
	if a.IP.IsUnspecified() {
		host = "localhost"
	}
	if s.certs != nil && s.certs.Host() != "" {
		host = s.certs.Host()
	}
	if s.certs != nil && a.Port == 443 {
		return scheme + "://" + host
	}
	return scheme + "://" + net.JoinHostPort(host, strconv.Itoa(a.Port))
}
