package sim

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// report is what runs add up to.
type report struct {
	first  uint64
	runs   int
	acts   int
	stores map[string]*part
}

// part is what was run on one store.
type part struct {
	tally
	runs    int
	broken  int
	took    time.Duration
	virtual time.Duration
}

func (r *report) add(o *outcome, took time.Duration) {
	p := r.stores[o.store]
	if p == nil {
		p = &part{tally: *newTally()}
		r.stores[o.store] = p
	}
	p.tally.add(o.counts)
	p.runs++
	p.broken += len(o.faults)
	p.took += took
	p.virtual += o.took
}

// String is the report as a page shows it.
func (r *report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d runs from seed %d, %d acts each. %s, %d cores of %s/%s, load average %s.\n\n", r.runs, r.first, r.acts,
		runtime.Version(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, load())
	b.WriteString("| store | runs | calls | changes | webhook messages heard | frames to devices | processes killed | virtual hours | calls simulated per second | promises broken |\n")
	b.WriteString("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
	sum := newTally()
	for _, name := range slices.Sorted(maps.Keys(r.stores)) {
		p := r.stores[name]
		sum.add(&p.tally)
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %d | %d | %d | %.1f | %.0f | %d |\n", name, p.runs, p.counted["calls"], p.counted["changes"],
			p.counted["webhook messages"], p.counted["publications"], p.faults["process killed"], p.virtual.Hours(),
			float64(p.counted["calls"])/p.took.Seconds(), p.broken)
	}
	b.WriteString("\n| fault put in | times |\n| --- | ---: |\n")
	for _, kind := range slices.Sorted(maps.Keys(sum.faults)) {
		fmt.Fprintf(&b, "| %s | %d |\n", kind, sum.faults[kind])
	}
	b.WriteString("\n| promise | looked at |\n| --- | ---: |\n")
	for _, p := range slices.Sorted(maps.Keys(sum.checked)) {
		fmt.Fprintf(&b, "| P%d | %d |\n", p, sum.checked[p])
	}
	return b.String()
}

// load is the machine's load average over a minute.
func load() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	one, _, _ := strings.Cut(string(b), " ")
	return one
}

// write puts the report into a page, between its comments, with what is found of what is broken on purpose.
func (r *report) write(t *testing.T, page string) error {
	block := r.String() + "\n| broken on purpose | seeds it took | found as |\n| --- | ---: | --- |\n"
	for i := range breakages {
		o := find(t, i)
		promise, _, _ := strings.Cut(o.faults[0], ":")
		block += fmt.Sprintf("| %s | %d | %s |\n", breakages[i].name, o.seed, promise)
	}
	text, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	begin, end := []byte("<!-- sim -->\n"), []byte("<!-- end of sim -->\n")
	before, rest, found := bytes.Cut(text, begin)
	_, after, closed := bytes.Cut(rest, end)
	if !found || !closed {
		return fmt.Errorf("%s has no comments %q and %q", page, bytes.TrimSpace(begin), bytes.TrimSpace(end))
	}
	return os.WriteFile(page, bytes.Join([][]byte{before, begin, []byte(block), end, after}, nil), 0o644) //nolint:gosec // a page of the documentation
}
