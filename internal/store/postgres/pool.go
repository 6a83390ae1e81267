package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"ringline/internal/call"
	"ringline/internal/tenant"
)

// patience is how long the database may take to greet a server that starts: nobody waits for an answer yet.
const patience = 10 * time.Second

// oldest is the oldest version of PostgreSQL that does.
const oldest = 150000

var errAddress = errors.New("must be an address such as postgres://user:password@host:5432/database; in a password, write @ as %40, / as %2F, ? as %3F, # as %23, % as %25")

// parse reads an address. Its errors do not repeat it.
func parse(secret tenant.Secret) (*pgxpool.Config, error) {
	text := string(secret)
	if !strings.HasPrefix(text, "postgres://") && !strings.HasPrefix(text, "postgresql://") {
		return nil, errAddress
	}
	cfg, err := pgxpool.ParseConfig(text)
	var fault *pgconn.ParseConfigError
	switch {
	case errors.As(err, &fault) && fault.Unwrap() != nil && strings.Contains(fault.Error(), "failed to configure TLS"):
		return nil, fmt.Errorf("asks for TLS that cannot be: %w", fault.Unwrap())
	case err != nil, cfg.ConnConfig.Database == "":
		return nil, errAddress
	case strings.Contains(cfg.ConnConfig.Database, "@"): // a / in the password ended it, and messages would tell the rest
		return nil, errAddress
	}
	return cfg, nil
}

// settings of a pool for an address. mode is how statements are sent, unless the address says that.
func settings(url tenant.Secret, timeout time.Duration, size int, mode pgx.QueryExecMode) (*pgxpool.Config, error) {
	cfg, err := parse(url)
	if err != nil {
		return nil, err
	}
	primary(cfg.ConnConfig, timeout)
	if !strings.Contains(string(url), "default_query_exec_mode=") {
		cfg.ConnConfig.DefaultQueryExecMode = mode
	}
	cfg.MaxConns = int32(size)
	cfg.MaxConnIdleTime = 5 * time.Minute
	return cfg, nil
}

// primary has a connection look for a server that can be written to, which is how a promoted standby is found.
func primary(cfg *pgx.ConnConfig, timeout time.Duration) {
	if cfg.ConnectTimeout == 0 || cfg.ConnectTimeout > timeout {
		servers := map[string]bool{fmt.Sprint(cfg.Host, cfg.Port): true} // one may be there twice, with TLS and without
		for _, f := range cfg.Fallbacks {
			servers[fmt.Sprint(f.Host, f.Port)] = true
		}
		cfg.ConnectTimeout = timeout / time.Duration(len(servers))
	}
	if cfg.ValidateConnect == nil {
		cfg.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	}
	if cfg.RuntimeParams["application_name"] == "" {
		cfg.RuntimeParams["application_name"] = "ringline"
	}
}

// greet asks a server who it is: too old ones are refused, and behind a pooler statements are not prepared by name, because the
// next one may go to another connection. A pooler gives itself away by telling another process id than the server's.
func greet(ctx context.Context, cfg *pgx.ConnConfig) (mode pgx.QueryExecMode, err error) {
	cfg = cfg.Copy()
	cfg.DefaultQueryExecMode = pgx.QueryExecModeExec
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	var version, pid int
	var encoding string
	const text = "SELECT current_setting('server_version_num')::int, pg_backend_pid(), current_setting('server_encoding')"
	switch err := conn.QueryRow(ctx, text).Scan(&version, &pid, &encoding); {
	case err != nil:
		return 0, err
	case version < oldest:
		return 0, fmt.Errorf("PostgreSQL %d or newer is needed, this is %d", oldest/10000, version/10000)
	case encoding != "UTF8":
		return 0, fmt.Errorf("the database's encoding must be UTF8, it is %s: make another one", encoding)
	}
	if uint32(pid) != conn.PgConn().PID() {
		return pgx.QueryExecModeCacheDescribe, nil
	}
	return pgx.QueryExecModeCacheStatement, nil
}

// fail says what was tried. What is not about who asked means that the store cannot answer now.
func (s *Store) fail(ctx context.Context, what string, err error) error {
	switch {
	case err == nil, errors.Is(err, call.ErrNotFound):
		return err
	case errors.Is(err, pgx.ErrNoRows):
		return call.ErrNotFound
	case ctx.Err() != nil:
		return fmt.Errorf("%s: %w", what, ctx.Err())
	}
	if s.down.CompareAndSwap(false, true) {
		s.log.Error("the database cannot be used", "what", what, "err", brief(err))
	}
	return fmt.Errorf("%s: %w: %w", what, call.ErrUnavailable, err)
}

// answered notes that the database can be used.
func (s *Store) answered() {
	if s.down.Load() && s.down.CompareAndSwap(true, false) {
		s.log.Info("the database is back")
	}
}

// lost reports that a connection broke, or that its server is going or was never one to write to. Whoever reads may try another.
func lost(err error) bool {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		switch {
		case strings.HasPrefix(e.Code, "08"), strings.HasPrefix(e.Code, "57P"), e.Code == "25006":
			return true
		}
		return false
	}
	return !errors.Is(err, pgx.ErrNoRows)
}

// collided reports that another transaction was in the way: this one was undone, and may be tried again.
func collided(err error) bool {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code {
	case "23505", "40001", "40P01", "55P03": // unique key, serialization, deadlock, lock timeout
		return true
	}
	return false
}

// faulty reports that the fault lies in what was asked and not in the database.
func faulty(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (strings.HasPrefix(e.Code, "22") || strings.HasPrefix(e.Code, "23") || strings.HasPrefix(e.Code, "42") || e.Code == "P0001")
}

// restful is for how long nobody used a connection that is looked at before it is used again. One that broke earlier is found out by whoever
// uses it, who tries another: so looking would only be one more way there and back for all that is done once a second.
const restful = 5 * time.Second

// connect makes a pool. It connects when it is asked something.
func connect(ctx context.Context, cfg Config, size int, mode pgx.QueryExecMode) (*pgxpool.Pool, error) {
	settings, err := settings(cfg.URL, cfg.Timeout, size, mode)
	if err != nil {
		return nil, err
	}
	settings.ShouldPing = func(_ context.Context, p pgxpool.ShouldPingParams) bool { return p.IdleDuration > restful }
	return pgxpool.NewWithConfig(context.WithoutCancel(ctx), settings)
}
