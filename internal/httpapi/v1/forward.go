package v1

import (
	"context"
	"errors"
	"strconv"
	"time"

	"ringline/client"
	"ringline/internal/cells"
)

// elsewhere refuses an app that lives in another cell.
type elsewhere struct{ *cells.Cell }

func (e elsewhere) Error() string { return "this app lives in another cell: ask " + e.URL }

// home looks whether the app that the path names lives here. It comes before everything else, since whether a token is good only the cell
// knows that it is of.
func (s *Server) home(r *request) error {
	id, err := strconv.ParseInt(r.PathValue("app"), 10, 64)
	if err != nil {
		return nil //nolint:nilerr // it names none, which is for others to say
	}
	if cell := s.Cells.Of(id); cell != nil {
		return elsewhere{cell}
	}
	return nil
}

// forward passes a request on to the cell of its app, unless it came from the machine's operator, whom no other cell knows.
func (s *Server) forward(r *request, to *cells.Cell) (status int, passed bool) {
	if isLocal(r.Request) || !s.Cells.Forwards(r.Request) {
		return 0, false
	}
	if _, err := bearer(r.Request); err != nil && !r.op.open {
		return s.fail(r.out, r.Request, r, err), true // no cell would let it in
	}
	q := r.Request
	if r.op.stream == "" && !r.op.long {
		ctx, cancel := context.WithTimeout(q.Context(), answerTime)
		defer cancel()
		q = q.WithContext(ctx)
	}
	status = 200
	s.Cells.Forward(r.out, q, to, func(err error) {
		if errors.Is(err, cells.ErrBusy) {
			status = s.fail(r.out, r.Request, r, &refusal{
				code: client.CodeRateLimited, detail: "too many requests for another cell are under way from here: ask that cell itself, at " + to.URL, wait: time.Second,
			})
			return
		}
		status = s.fail(r.out, r.Request, r, &refusal{code: client.CodeUnavailable, detail: "the cell of this app does not answer: try again"})
	})
	return status, true
}
