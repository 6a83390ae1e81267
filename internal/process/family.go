package process

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// FamilyCPU is [CPU] of a process and its children together, such as a database server's. The time of a child that ended is not in it.
func FamilyCPU(pid int) (time.Duration, error) {
	sum, err := CPU(pid)
	if err != nil {
		return 0, err
	}
	all, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return 0, err
	}
	parent := []byte(strconv.Itoa(pid))
	for _, file := range all {
		text, err := os.ReadFile(file)
		if err != nil {
			continue // it ended just now
		}
		fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
		if len(fields) < 2 || !bytes.Equal(fields[1], parent) {
			continue
		}
		child, err := strconv.Atoi(filepath.Base(filepath.Dir(file)))
		if err != nil {
			continue // it is no process
		}
		if used, err := CPU(child); err == nil {
			sum += used
		}
	}
	return sum, nil
}
