// Package page puts what a command measured into a page of the documentation.
//
// It writes between two comments that bear the block's name and leaves everything else alone, so that people and commands
// share a page.
package page

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Write puts a block into the page of this file name, between <!-- name --> and <!-- end of name -->. A page that does not have
// the comments gets them at its end.
func Write(file, name, block string) error {
	text, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	begin, end := fmt.Appendf(nil, "<!-- %s -->\n", name), fmt.Appendf(nil, "<!-- end of %s -->\n", name)
	before, rest, found := bytes.Cut(text, begin)
	_, after, closed := bytes.Cut(rest, end)
	if found && !closed {
		return fmt.Errorf("%s has the comment %q and not the one that closes it", file, bytes.TrimSpace(begin))
	}
	if !found && len(text) > 0 {
		before = append(before, '\n')
	}
	return os.WriteFile(file, bytes.Join([][]byte{before, begin, []byte(block), end, after}, nil), 0o644) //nolint:gosec // a page of the documentation
}
