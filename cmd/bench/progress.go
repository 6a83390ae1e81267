package main

import (
	"fmt"
	"os"
)

// progress tells whoever waits for a long measurement how far it is. It goes to the standard error, so that -json stays JSON.
func progress(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
}
