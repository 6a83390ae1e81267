package sim

// tally counts what a run did. Runs are added up.
type tally struct {
	counted map[string]int
	faults  map[string]int
	checked map[int]int // by promise
}

func newTally() *tally {
	return &tally{counted: map[string]int{}, faults: map[string]int{}, checked: map[int]int{}}
}

func (t *tally) count(what string) { t.counted[what]++ }
func (t *tally) fault(kind string) { t.faults[kind]++ }

func (t *tally) add(o *tally) {
	for k, n := range o.counted {
		t.counted[k] += n
	}
	for k, n := range o.faults {
		t.faults[k] += n
	}
	for p, n := range o.checked {
		t.checked[p] += n
	}
}
