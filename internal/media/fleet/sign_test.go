package fleet

import (
	"net/http/httptest"
	"testing"
)

// TestSignatureStays: P18. Nodes of two versions pass clients on to each other, so what one signs the other has to make in the same way.
func TestSignatureStays(t *testing.T) {
	const want = "b4adb465761cb9a37a31023ac1f93395b7f79cc1ce83dbc5711e722b2dac9b8f"
	r := httptest.NewRequestWithContext(t.Context(), "GET", "http://10.0.0.11:7900/rtc?access_token=a.b-c&protocol=15", nil)
	if got := code("a key", "1764000000000", "node-2", r); got != want {
		t.Errorf("it signs %s, and signed %s", got, want)
	}
}
