package httpapi

import (
	"bufio"
	"net"
	"net/http"
	"time"
)

// recorder notes what is answered. It passes on what doors need beyond plain answers: flushing,
// hijacking, and deadlines by way of Unwrap.
type recorder struct {
	http.ResponseWriter
	status   int // 0 until the header is out
	bytes    int64
	patience time.Duration // how long a client may take to read a piece that was flushed
}

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 && status >= 200 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Flush sends what is written so far.
func (w *recorder) Flush() { _ = w.FlushError() }

// FlushError sends what is written so far. An answer that comes in pieces may take as long as it likes while the client
// reads each in time.
func (w *recorder) FlushError() error {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	c := http.NewResponseController(w.ResponseWriter)
	if err := c.Flush(); err != nil {
		return err
	}
	if w.patience > 0 {
		_ = c.SetWriteDeadline(time.Now().Add(w.patience)) // a writer without deadlines is a test's
	}
	return nil
}

// Hijack takes the connection over.
func (w *recorder) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err == nil {
		w.status = http.StatusSwitchingProtocols
	}
	return conn, rw, err
}

// Unwrap leads to the writer below, for [http.ResponseController].
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }
