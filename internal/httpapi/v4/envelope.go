package v4

import (
	"encoding/hex"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"strconv"
)

// requestID names a request towards the caller and in our log.
type requestID struct {
	random   [16]byte
	sequence uint64 // of this process
}

func (s *Server) newRequestID() requestID {
	id := requestID{sequence: s.sequence.Add(1)}
	for i, half := range [2]uint64{rand.Uint64(), rand.Uint64()} {
		for j := range 8 {
			id.random[8*i+j] = byte(half >> (8 * j))
		}
	}
	return id
}

// append writes the id in the documented shape: Id-<32 lowercase hex>-O-Seq-<decimal>.
func (id requestID) append(b []byte) []byte {
	b = append(b, "Id-"...)
	b = hex.AppendEncode(b, id.random[:])
	b = append(b, "-O-Seq-"...)
	return strconv.AppendUint(b, id.sequence, 10)
}

func (id requestID) String() string { return string(id.append(nil)) }

// The headers of the official samples. Their values are shared by all answers and never written to.
var (
	contentType  = []string{"application/json"}
	allowOrigin  = []string{"*"}
	allowHeaders = []string{"X-Requested-With"}
	allowMethods = []string{http.MethodPost}
)

// write sends the envelope: success with an optional payload, or a fault.
func (q *request) write(f *fault, payload any) {
	b := q.out[:0]
	var response []byte
	if f == nil && payload != nil {
		var err error
		if response, err = json.Marshal(payload); err != nil {
			f = errInternal // payloads are plain structs: cannot happen
		}
	}
	if f == nil {
		b = append(b, `{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":"","RequestId":"`...)
	} else {
		b = append(b, `{"ActionStatus":"FAIL","ErrorCode":`...)
		b = strconv.AppendInt(b, int64(f.number), 10)
		b = append(b, `,"ErrorInfo":`...)
		info, _ := json.Marshal(f.text) // a string always can
		b = append(b, info...)
		b = append(b, `,"RequestId":"`...)
	}
	b = append(q.id.append(b), '"')
	if response != nil {
		b = append(b, `,"Response":`...)
		b = append(b, response...)
	}
	b = append(b, '}')
	q.out = b

	head := q.w.Header()
	head["Content-Type"] = contentType
	head["Content-Length"] = []string{strconv.Itoa(len(b))}
	head["Access-Control-Allow-Origin"] = allowOrigin
	head["Access-Control-Allow-Headers"] = allowHeaders
	head["Access-Control-Allow-Methods"] = allowMethods
	_, _ = q.w.Write(b) // a client that went away is no error
}
