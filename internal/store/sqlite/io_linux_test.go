package sqlite_test

import (
	"bufio"
	"fmt"
	"os"
)

// written is what this process has written since it began: calls of write, and bytes. Unlike time, another program's work does not change it.
func written() (calls, bytes int64) {
	file, err := os.Open("/proc/self/io")
	if err != nil {
		return 0, 0
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		_, _ = fmt.Sscanf(lines.Text(), "syscw: %d", &calls) // the other lines are not meant
		_, _ = fmt.Sscanf(lines.Text(), "wchar: %d", &bytes)
	}
	return calls, bytes
}
