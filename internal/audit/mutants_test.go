package audit

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ringline/internal/page"
)

var write = flag.String("write", "", "write what was found into this page")

// mutant is one way to get it wrong, as real programs do.
type mutant struct {
	name    string
	promise int          // that it breaks
	broken  func(*world) // puts it in place
}

// mostWalks bounds how long the auditor may look for one mutant.
const mostWalks = 40

// TestMutants: a service that is broken in any of these ways does not pass the auditor. One that does is a promise nobody checks.
func TestMutants(t *testing.T) {
	mutants := slices.Concat(membersWrong(), timesWrong(), endsWrong(), claimsWrong(), storeWrong(), hooksWrong(), devicesWrong())
	var table strings.Builder
	fmt.Fprintf(&table, "%d mutants, none survives. Each ran in random walks of 200 commands with the real control, store and webhook renderer until\n"+
		"the auditor saw it; the same walks without a mutant break no promise.\n\n", len(mutants))
	fmt.Fprintf(&table, "| what is broken | promise | seen as | in walk |\n| --- | --- | --- | --- |\n")
	for _, m := range mutants {
		t.Run(m.name, func(t *testing.T) {
			walk, seen := m.hunt(t)
			if walk == 0 {
				t.Fatalf("it survives %d walks, or is not seen to break P%d: seen as %s", mostWalks, m.promise, promises(seen))
			}
			t.Logf("seen in walk %d as %s", walk, promises(seen))
			fmt.Fprintf(&table, "| %s | P%d | %s | %d |\n", m.name, m.promise, promises(seen), walk)
		})
	}
	if *write != "" && !t.Failed() {
		if err := page.Write(*write, "mutants", table.String()); err != nil {
			t.Fatal(err)
		}
	}
}

// hunt walks until the auditor names the promise, and says in which walk and what it named on the way.
func (m *mutant) hunt(t *testing.T) (walk int, seen []int) {
	for seed := range mostWalks {
		inWorld(t, uint64(seed), m.broken, func(w *world) {
			for _, b := range Audit(w.roam(200)) {
				if !slices.Contains(seen, b.Promise) {
					seen = append(seen, b.Promise)
				}
			}
		})
		if slices.Contains(seen, m.promise) {
			slices.Sort(seen)
			return seed + 1, seen
		}
	}
	return 0, seen
}

func promises(numbers []int) string {
	var words []string
	for _, n := range numbers {
		if n > 0 {
			words = append(words, fmt.Sprint("P", n))
		} else {
			words = append(words, "an invariant")
		}
	}
	return strings.Join(words, " ")
}
