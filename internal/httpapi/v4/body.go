package v4

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
)

const maxBody = 1 << 20

// readBody leaves the body's JSON object in q.body, whatever its content type says. PHP sends the empty
// object as an empty array, so that counts as one.
func (q *request) readBody() error {
	if err := q.fill(); err != nil {
		return err
	}
	body := trim(q.buf)
	switch {
	case len(body) == 0:
		return errEmptyBody
	case !json.Valid(body):
		return errBadBody
	}
	q.body = body
	switch body[0] {
	case '{':
		return nil
	case '[':
		if len(trim(body[1:len(body)-1])) == 0 {
			q.body = nil
			return nil
		}
	}
	return errBadBody
}

// fill reads the body into q.buf.
func (q *request) fill() error {
	q.buf = q.buf[:0]
	size := q.http.ContentLength // -1 when unknown
	switch {
	case size == 0:
		return nil
	case size > maxBody:
		return errLongBody
	}
	// net/http lifts the deadline by itself at the end of the body. A writer that has none is a test's.
	_ = http.NewResponseController(q.w).SetReadDeadline(q.begun.Add(bodyWithin))

	if size > 0 {
		if int64(cap(q.buf)) < size {
			q.buf = make([]byte, size)
		}
		q.buf = q.buf[:size]
		_, err := io.ReadFull(q.http.Body, q.buf)
		return uploadFault(err)
	}
	var err error
	q.buf, err = io.ReadAll(io.LimitReader(q.http.Body, maxBody+1))
	if err == nil && len(q.buf) > maxBody {
		return errLongBody
	}
	return uploadFault(err)
}

func uploadFault(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, os.ErrDeadlineExceeded):
		return errUpload
	default: // cut short, or badly chunked
		return errBadBody
	}
}
