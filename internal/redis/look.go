package redis

import "context"

// Look finds out whether a server could reach the others through a Redis. It changes nothing and nobody hears of it.
func Look(ctx context.Context, cfg Config) error {
	l, err := New(Options{Config: cfg, Name: "doctor"})
	if err != nil {
		return err
	}
	client, err := l.connect()
	if err != nil {
		return err
	}
	defer client.Close()
	ctx, cancel := context.WithTimeout(ctx, cfg.Timeout)
	defer cancel()
	return client.Do(ctx, client.B().Ping().Build()).Error()
}
