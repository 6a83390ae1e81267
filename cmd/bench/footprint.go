package main

import (
	"context"
	"io"
)

func benchFootprint(ctx context.Context, args []string, out io.Writer) error { return nil }
