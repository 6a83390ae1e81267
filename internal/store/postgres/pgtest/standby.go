package pgtest

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
)

// Standby makes a server that follows this one, copying what it writes. With a name, the leader's synchronous_standby_names can
// ask for it, so that nothing is acknowledged that the standby does not have.
func (s *Server) Standby(ctx context.Context, name string, settings ...string) (*Server, error) {
	standby, err := place(settings)
	if err != nil {
		return nil, err
	}
	_, err = standby.run(ctx, "pg_basebackup", "-D", standby.data(), "-R", "-X", "stream", "--checkpoint=fast", "--no-sync",
		"-d", s.URL("postgres")+"?application_name="+name)
	if err == nil {
		err = standby.Start(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, standby.Remove())
	}
	return standby, nil
}

// Promote has a standby take its leader's place, and returns when it can be written to.
func (s *Server) Promote(ctx context.Context) error {
	return s.Exec(ctx, "postgres", "SELECT pg_promote(true, 30)")
}

// Exec runs a statement in a database.
func (s *Server) Exec(ctx context.Context, database, text string) error {
	conn, err := pgx.Connect(ctx, s.URL(database))
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, text)
	return errors.Join(err, conn.Close(ctx))
}
