package v4

import (
	"math"
	"time"

	"ringline/internal/call"
	"ringline/internal/dialect"
	"ringline/internal/record"
)

// Pages of get_record_by_filter (reference/server-api.md §7).
const (
	defaultPerPage = 10
	mostPerPage    = 100
)

type recordsResponse struct {
	TotalNum       int
	Page           int // 0: there is nothing on it
	CallRecordList []dialect.Record
}

// getRecords lists records, the oldest first (reference/server-api.md §7).
func (s *Server) getRecords(q *request) (any, error) {
	f, perPage, page, err := s.recordFilter(q)
	if err != nil {
		return nil, err
	}
	res := &recordsResponse{CallRecordList: []dialect.Record{}}
	if res.TotalNum, err = s.records.CountRecords(q.ctx, f); err != nil {
		return nil, err
	}
	if res.TotalNum == 0 {
		return nil, errNoRecords
	}
	if page > (res.TotalNum-1)/perPage+1 {
		return res, nil
	}
	calls, err := s.records.PageRecords(q.ctx, f, (page-1)*perPage, perPage)
	if err != nil {
		return nil, err
	}
	for i := range calls {
		res.CallRecordList = append(res.CallRecordList, recordOf(&calls[i]))
	}
	if len(calls) > 0 { // else they have gone since they were counted
		res.Page = page
	}
	return res, nil
}

// recordFilter reads the body of getRecords.
func (s *Server) recordFilter(q *request) (f record.Filter, perPage, page int, err error) {
	var start, end, number, pageNumber, result, callType value
	for name, v := range q.body.members() {
		switch string(name) {
		case "StartTime":
			start = v
		case "EndTime":
			end = v
		case "NumberPerPage":
			number = v
		case "Page":
			pageNumber = v
		case "CallResult":
			result = v
		case "CallType":
			callType = v
		}
	}
	f = record.Filter{App: call.AppID(q.app.ID)}
	if f.From, f.Until, err = s.recordTimes(start, end); err != nil {
		return f, 0, 0, err
	}
	if f.Results, err = parseCallResult(result); err != nil {
		return f, 0, 0, err
	}
	if f.Kind, err = parseCallType(callType); err != nil {
		return f, 0, 0, err
	}
	if perPage, err = parsePageNumber("NumberPerPage", number, defaultPerPage, mostPerPage); err != nil {
		return f, 0, 0, err
	}
	page, err = parsePageNumber("Page", pageNumber, 1, math.MaxInt32)
	return f, perPage, page, err
}

// recordTimes reads the bounds of the time of the start, both seconds included. Nothing from before [recordsFor] is shown.
func (s *Server) recordTimes(start, end value) (from, until time.Time, err error) {
	now := s.now()
	first := now.Add(-recordsFor)
	begin, endAt := first.Unix(), now.Unix()
	if begin, err = parseSeconds("StartTime", start, begin); err != nil {
		return from, until, err
	}
	if endAt, err = parseSeconds("EndTime", end, endAt); err != nil {
		return from, until, err
	}
	if !start.absent() && begin > endAt {
		return from, until, invalid("StartTime must not be after EndTime")
	}
	from, until = first, time.Unix(endAt, 0).Add(time.Second-1)
	if begin > first.Unix() {
		from = time.Unix(begin, 0)
	}
	return from, until, nil
}

// Seconds between which a time can be meant; what lies beyond means no more than these.
const farthest = 1 << 40

// parseSeconds reads an optional Unix time.
func parseSeconds(field string, v value, otherwise int64) (int64, error) {
	if v.absent() {
		return otherwise, nil
	}
	n, ok := v.integer()
	if !ok {
		return 0, invalid(field + " must be a time in whole seconds")
	}
	return min(max(n, -farthest), farthest), nil
}

// parsePageNumber reads an optional number that is brought into its bounds, from 1 to most.
func parsePageNumber(field string, v value, otherwise, most int) (int, error) {
	if v.absent() {
		return otherwise, nil
	}
	n, ok := v.integer()
	if !ok {
		return 0, invalid(field + " must be a whole number")
	}
	return int(min(max(n, 1), int64(most))), nil
}
