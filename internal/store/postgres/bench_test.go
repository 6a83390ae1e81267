package postgres_test

import (
	"testing"
	"time"

	"ringline/internal/call"
)

// BenchmarkLoad loads calls, for one who asks alone and for many at once.
func BenchmarkLoad(b *testing.B) {
	store := open(b, shared.Database(b))
	var refs []call.Ref
	for n := range 100 {
		change := decide(b, call.Call{}, starting(int64(n)), time.Now())
		if err := store.Commit(b.Context(), change); err != nil {
			b.Fatal(err)
		}
		refs = append(refs, change.To.Ref())
	}
	b.Run("alone", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			if _, err := store.Load(b.Context(), refs[n%len(refs)]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("together", func(b *testing.B) {
		b.SetParallelism(32)
		b.RunParallel(func(pb *testing.PB) {
			for n := 0; pb.Next(); n++ {
				if _, err := store.Load(b.Context(), refs[n%len(refs)]); err != nil {
					b.Error(err)
					return
				}
			}
		})
	})
}
