package sim

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"time"
)

// dice is a seeded source with what the world asks of it.
type dice struct{ *rand.Rand }

// chance is true with a probability in percent.
func (d dice) chance(percent float64) bool { return d.Float64()*100 < percent }

func (d dice) upTo(most time.Duration) time.Duration { return time.Duration(d.Int64N(int64(most)) + 1) }

func (d dice) between(least, most time.Duration) time.Duration { return least + d.upTo(most-least) }

func pick[T any](d dice, all []T) T { return all[d.IntN(len(all))] }

// about are dice for one matter alone. Where the order of matters is that of goroutines, they throw the same whatever came before.
func (w *world) about(what ...any) dice {
	h := fnv.New64a()
	fmt.Fprint(h, what...)
	return dice{rand.New(rand.NewPCG(w.seed, h.Sum64()))}
}
