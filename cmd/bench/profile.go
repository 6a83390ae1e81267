package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"

	"golang.org/x/sync/errgroup"
)

// takeProfile drives the server once more and writes down where its processor time goes.
func (o *callsOptions) takeProfile(ctx context.Context, t *target, out io.Writer) error {
	l, err := newLoad(ctx, t, o.conns)
	if err != nil {
		return err
	}
	defer func() { _ = l.close() }() // the measuring is over
	var group errgroup.Group
	group.Go(func() error {
		_, err := l.run(ctx, o.round+o.round/2)
		return err
	})
	group.Go(func() error {
		url := fmt.Sprintf("%s/debug/pprof/profile?seconds=%d", t.server.URL, max(1, int(o.round.Seconds())))
		return download(ctx, url, o.profile)
	})
	if err := group.Wait(); err != nil {
		return fmt.Errorf("take a profile: %w", err)
	}
	fmt.Fprintf(out, "\nprofile in %s; the dearest, with all they call:\n", o.profile)
	top := exec.CommandContext(ctx, "go", "tool", "pprof", "-top", "-cum", "-nodecount=45", o.binary, o.profile)
	top.Stdout, top.Stderr = out, out
	return top.Run()
}

func download(ctx context.Context, url, file string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }() // everything was read, or an error says not
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the server answers %s", response.Status)
	}
	return os.WriteFile(file, body, 0o600)
}
