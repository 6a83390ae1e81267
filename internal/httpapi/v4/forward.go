package v4

import (
	"bytes"
	"context"
	"errors"
	"io"
	"time"

	"ringline/internal/cells"
)

// forward passes a request on to the cell of its app. Within the documented time it is answered, by that cell or by us. What that cell has
// to say about credentials and rates is its own affair; the body has to be whole and of the documented length first.
func (s *Server) forward(q *request, to *cells.Cell) {
	if err := q.fill(); err != nil {
		s.answer(q, nil, err)
		return
	}
	ctx, cancel := context.WithDeadline(q.http.Context(), q.begun.Add(answerWithin))
	defer cancel()
	r := q.http.WithContext(ctx)
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(bytes.Clone(q.buf))), int64(len(q.buf)) // the buffer is used again, perhaps too soon
	answered := false
	s.cells.Forward(q.w, r, to, func(err error) {
		answered = true
		switch {
		case errors.Is(err, cells.ErrBusy):
			s.answer(q, nil, errCellBusy)
		case ctx.Err() != nil:
			s.answer(q, nil, errTimeout)
		default:
			s.answer(q, nil, errCellAway)
		}
	})
	if !answered {
		q.command.metrics.observe(nil, time.Since(q.begun))
	}
}
