package pgtest

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/process/child"
)

// pgbouncer is where Debian has it.
const pgbouncer = "/usr/sbin/pgbouncer"

// Pooled starts a PgBouncer in transaction mode in front of a database for a test and returns the URL through it.
func (s *Server) Pooled(t testing.TB, database string) string {
	t.Helper()
	if _, err := os.Stat(pgbouncer); err != nil {
		Need(t, fmt.Errorf("%w (here: PgBouncer, apt-get install pgbouncer)", ErrMissing))
	}
	port, err := freePort()
	if err != nil {
		t.Fatal(err)
	}
	settings := fmt.Sprintf("[databases]\n* = host=127.0.0.1 port=%d user=postgres\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = %d\n"+
		"unix_socket_dir =\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 5\n", s.port, port)
	file := filepath.Join(s.dir, fmt.Sprintf("pgbouncer-%d.ini", port))
	if err := os.WriteFile(file, []byte(settings), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), pgbouncer, "-q", file)
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.dir, t.Output(), t.Output()
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.owner}
	gone, err := child.Launch(cmd, syscall.SIGQUIT)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { <-gone }) // it is killed with the test's context
	u := url.URL{Scheme: "postgres", User: url.User("postgres"), Host: net.JoinHostPort("127.0.0.1", strconv.Itoa(port)), Path: "/" + database}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for {
		conn, err := pgx.Connect(ctx, u.String()+"?default_query_exec_mode=exec")
		if err == nil {
			if err := conn.Close(ctx); err != nil {
				t.Fatal(err)
			}
			return u.String()
		}
		select {
		case <-ctx.Done():
			t.Fatalf("PgBouncer does not answer: %v", err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}
