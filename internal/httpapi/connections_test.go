package httpapi

import "testing"

// TestFit: P20. However many clients come, the server itself keeps open files for its database, its media and its webhooks.
func TestFit(t *testing.T) {
	for _, files := range []int64{0, 64, 128, 256, 1024, 4096, 65_536, 1 << 20} {
		most := fit(files)
		if left := files - most - most/10 - 1; left < min(ownFiles, files/2)-2 {
			t.Errorf("of %d open files %d are left beside %d connections and those that are refused", files, left, most)
		}
		if most < files/3 {
			t.Errorf("of %d open files only %d may be connections", files, most)
		}
	}
}
