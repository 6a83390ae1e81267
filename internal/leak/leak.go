// Package leak finds goroutines of ours that are still there when a package's tests are over.
//
// It lets be what libraries leave: a media server that has stopped keeps a dozen goroutines of its message bus, its statistics and
// its rooms for seconds or for the life of the process, and which ones depends on the moment. Packages without such a
// library use goleak itself, which is stricter.
package leak

import (
	"errors"
	"strings"

	"go.uber.org/goleak"
)

// Find returns an error with the stacks of the goroutines that run code of this module or were started by it, after it gave them
// half a second to end. It must be called when no test runs.
func Find() error {
	err := goleak.Find()
	if err == nil {
		return nil
	}
	return ours(err.Error())
}

// ours picks from what goleak says.
func ours(found string) error {
	var left []error
	for stack := range strings.SplitSeq(found, "[Goroutine ") {
		for line := range strings.Lines(stack) {
			if name := strings.TrimPrefix(line, "created by "); strings.HasPrefix(name, "ringline/") {
				left = append(left, errors.New("a goroutine was left: "+stack))
				break
			}
		}
	}
	return errors.Join(left...)
}
