package v1

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"time"
)

// stream is an answer that is written bit by bit.
type stream struct {
	kind  string // content type
	name  string // of the file, should somebody want to keep it
	write func(ctx context.Context, w io.Writer) error
}

// streamPause is how long a client of a stream may take to read what was written.
const streamPause = 30 * time.Second

// runStream answers with a stream. What goes wrong while it is written cuts the connection, so that half of it does not look
// whole.
func (s *Server) runStream(r *request) int {
	v, err := r.op.run(r)
	if err != nil {
		return s.fail(r.out, r.Request, r, err)
	}
	a := v.(*stream)
	r.out.Header().Set("Content-Type", a.kind)
	r.out.Header().Set("Content-Disposition", `attachment; filename="`+a.name+`"`)
	r.out.WriteHeader(http.StatusOK)
	if err := a.write(r.Context(), &patient{r.out, http.NewResponseController(r.out)}); err != nil {
		if r.Context().Err() == nil {
			s.logFailure(r.Request, r, slog.Any("error", err))
		}
		panic(http.ErrAbortHandler)
	}
	return http.StatusOK
}

// patient gives the client some time for each write, however many there are.
type patient struct {
	io.Writer
	control *http.ResponseController
}

func (p *patient) Write(b []byte) (int, error) {
	_ = p.control.SetWriteDeadline(time.Now().Add(streamPause)) // a writer that has no deadlines waits
	return p.Writer.Write(b)
}
