package main

import (
	"context"
	"fmt"
	"io"
)

// rush is what devices notice while 500 calls start in a second among 2,000 of them.
var rush = []level{
	{what: "start answered → ring on the callee's socket", aim: "p99 20 ms", time: "ring", p99: 20 * ms},
	{what: "end answered → last member's socket knows", time: "end_known"},
	{what: "to call → the call exists", time: "start"},
	{what: "accept → both sides know", time: "connect"},
}

// benchRush plays the scenario ring-storm on a server of its own.
func benchRush(ctx context.Context, args []string, out io.Writer) error {
	result, o, err := played(ctx, "ring-storm", args, out, nil)
	if err != nil {
		return err
	}
	block := heard(result, rush)
	fmt.Fprintln(out, "\n"+block)
	if err := o.publish("rush", block); err != nil {
		return err
	}
	return result.Err()
}
