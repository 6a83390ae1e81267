//go:build !linux && !darwin

package doctor

import "errors"

// space is what is free for us on the disk of a path, and its size, in bytes.
func space(string) (free, total uint64, err error) { return 0, 0, errors.ErrUnsupported }

// descriptors is how many files and connections a process that is started like this one may have open.
func descriptors() (uint64, error) { return 0, errors.ErrUnsupported }
