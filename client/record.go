package client

import (
	"context"
	"io"
	"iter"
	"net/http"
)

// Records goes through the app's ended calls.
func (a *AppAPI) Records(ctx context.Context, f RecordFilter) iter.Seq2[Call, error] {
	return all(ctx, func(ctx context.Context, p Page) ([]Call, string, error) {
		l, err := a.RecordPage(ctx, f, p)
		return l.Records, l.NextCursor, err
	})
}

// RecordPage reads one page of the records.
func (a *AppAPI) RecordPage(ctx context.Context, f RecordFilter, p Page) (RecordList, error) {
	return list[RecordList](ctx, a.c, a.path+"/records", f, p)
}

// Record reads the record of a call.
func (a *AppAPI) Record(ctx context.Context, id string) (Call, error) {
	return get[Call](ctx, a.c, a.path+"/records/"+segment(id), nil)
}

// Format is how records are exported.
type Format string

// The formats.
const (
	CSV    Format = "csv"    // a table with a line for each leg, and a head
	NDJSON Format = "ndjson" // a record in each line, as [Call]
)

// ExportRecords returns the records as a stream, however many there are. The caller must close it; a stream that the server
// could not end as it should ends with an error.
func (a *AppAPI) ExportRecords(ctx context.Context, f RecordFilter, as Format) (io.ReadCloser, error) {
	q, err := queryOf(f)
	if err != nil {
		return nil, err
	}
	response, err := a.c.send(ctx, request{method: http.MethodGet, path: a.path + "/records." + string(as), query: q})
	if err != nil {
		return nil, err
	}
	return response.Body, nil
}
