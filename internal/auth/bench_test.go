package auth

import (
	"testing"
)

func BenchmarkVerify(b *testing.B) {
	f := loadVectors(b)
	sig, app := f.find(b, "G6"), f.app()
	b.Run("seen", func(b *testing.B) {
		v := NewVerifier(at(day))
		b.ReportAllocs()
		for b.Loop() {
			if err := v.Verify(app, "administrator", sig); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("fresh", func(b *testing.B) {
		v := NewVerifier(at(day))
		b.ReportAllocs()
		for b.Loop() {
			v.seen = newCache(2)
			if err := v.Verify(app, "administrator", sig); err != nil {
				b.Fatal(err)
			}
		}
	})
}
