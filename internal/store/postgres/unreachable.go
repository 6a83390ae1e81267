package postgres

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// Unreachable says in one line why there is no way into a database: where it was looked for, what came back, what to do. setting names
// where the address came from. The address itself is not repeated, since there may be a password in it.
func Unreachable(setting string, err error) error {
	var c *pgconn.ConnectError
	if !errors.As(err, &c) {
		return fmt.Errorf("%s: connect to the database: %w", setting, err)
	}
	text := fmt.Sprintf("%s: no way into the database %q at %s as user %q: %s", setting, c.Config.Database, hosts(c.Config), c.Config.User, brief(c))
	if advice := advise(c, setting); advice != "" {
		text += "; " + advice
	}
	return &unreachable{text: text, err: err}
}

// hosts lists where an address leads.
func hosts(c *pgconn.Config) string {
	all := []string{net.JoinHostPort(c.Host, strconv.Itoa(int(c.Port)))}
	for _, f := range c.Fallbacks {
		if host := net.JoinHostPort(f.Host, strconv.Itoa(int(f.Port))); !slices.Contains(all, host) { // one is there twice, with TLS and without
			all = append(all, host)
		}
	}
	return strings.Join(all, ", ")
}

type unreachable struct {
	text string
	err  error
}

func (u *unreachable) Error() string { return u.text }
func (u *unreachable) Unwrap() error { return u.err }

// noTLS is what the driver says of a server that speaks none. Where the address allows it, it goes on without.
const noTLS = "server refused TLS connection"

// brief is what a failed connection came to, in one line. The driver tells of each attempt, with TLS and without.
func brief(err error) string {
	var c *pgconn.ConnectError
	if !errors.As(err, &c) {
		return err.Error()
	}
	var said []string
	lines := strings.Split(c.Unwrap().Error(), "\n")
	for _, line := range lines {
		_, why, _ := strings.Cut(line, "): ") // after the address and its name
		if why == "" {
			why = line
		}
		if len(lines) > 1 && strings.HasSuffix(why, noTLS) || slices.ContainsFunc(said, func(s string) bool { return strings.HasSuffix(s, why) }) {
			continue
		}
		said = append(said, why)
	}
	return strings.Join(said, "; ")
}

// advise says what to do, where that is plain.
func advise(err error, setting string) string {
	var e *pgconn.PgError
	switch {
	case errors.As(err, &e) && (e.Code == "28P01" || e.Code == "28000"):
		return "user and password come from " + setting + ", PGPASSWORD or ?passfile=/path"
	case errors.As(err, &e) && e.Code == "3D000":
		return "make it, or name another one"
	case strings.HasSuffix(brief(err), noTLS):
		return "it has no TLS, and sslmode there asks for it"
	}
	return ""
}
