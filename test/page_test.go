package test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
)

var (
	rounds  = flag.Int("rounds", 1, "how often each of the other faults happens")
	writeTo = flag.String("write", "", "page of the documentation that gets the table of faults")
)

// row is what happened under one fault.
type row struct{ times, calls, changes, messages, broken int }

// faults keeps the rows for the page, in the order of the tests.
var faults struct {
	mu    sync.Mutex
	order []string
	rows  map[string]row
}

func remember(fault string, more row) {
	faults.mu.Lock()
	defer faults.mu.Unlock()
	if faults.rows == nil {
		faults.rows = map[string]row{}
	}
	r, known := faults.rows[fault]
	if !known {
		faults.order = append(faults.order, fault)
	}
	faults.rows[fault] = row{r.times + more.times, r.calls + more.calls, r.changes + more.changes, r.messages + more.messages, r.broken + more.broken}
}

const head = "What happened to the server"

// writePage puts the table between the comments that bear its name. Rows of faults that this run did not try stay as they are.
func writePage() error {
	if *writeTo == "" {
		return nil
	}
	text, err := os.ReadFile(*writeTo)
	if err != nil {
		return err
	}
	begin, end := "<!-- chaos -->\n", "<!-- end of chaos -->\n"
	before, rest, found := bytes.Cut(text, []byte(begin))
	_, after, closed := bytes.Cut(rest, []byte(end))
	if !found || !closed {
		return fmt.Errorf("%s lacks %q or %q", *writeTo, begin, end)
	}
	known := map[string]string{}
	order := faults.order
	for line := range strings.Lines(string(rest)) {
		cells := strings.Split(line, " | ")
		name := strings.TrimPrefix(cells[0], "| ")
		if line == end {
			break
		}
		if _, tried := faults.rows[name]; len(cells) == 6 && !tried && known[name] == "" && name != head {
			known[name], order = line, append(order, name)
		}
	}
	slices.Sort(order)
	var table strings.Builder
	fmt.Fprintln(&table, "| "+head+" | times | calls | changes | webhook messages heard | broken promises |")
	fmt.Fprintln(&table, "|---|---:|---:|---:|---:|---:|")
	for _, name := range order {
		r, tried := faults.rows[name]
		if !tried {
			table.WriteString(known[name])
			continue
		}
		fmt.Fprintf(&table, "| %s | %d | %d | %d | %d | %d |\n", name, r.times, r.calls, r.changes, r.messages, r.broken)
	}
	return os.WriteFile(*writeTo, bytes.Join([][]byte{before, []byte(begin), []byte(table.String()), []byte(end), after}, nil), 0o644)
}
