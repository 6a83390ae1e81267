package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// writeBlock puts a measurement into a page, between the two comments that bear its name. Whatever else stands there is left alone;
// a page that does not have the comments gets them at its end.
func writeBlock(page, name, block string) error {
	text, err := os.ReadFile(page)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	begin, end := fmt.Appendf(nil, "<!-- %s -->\n", name), fmt.Appendf(nil, "<!-- end of %s -->\n", name)
	before, rest, found := bytes.Cut(text, begin)
	_, after, closed := bytes.Cut(rest, end)
	if found && !closed {
		return fmt.Errorf("%s has the comment %q and not the one that closes it", page, bytes.TrimSpace(begin))
	}
	if !found && len(text) > 0 {
		before = append(before, '\n')
	}
	return os.WriteFile(page, bytes.Join([][]byte{before, begin, []byte(block), end, after}, nil), 0o644) //nolint:gosec // a page of the documentation
}
