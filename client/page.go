package client

import (
	"context"
	"errors"
	"iter"
)

// Page says which part of a list to read. The zero Page is the first one, of the server's own size.
type Page struct {
	Limit  int    `json:"limit,omitempty" min:"1" max:"200" default:"50" doc:"How many, at most."`
	Cursor string `json:"cursor,omitempty" max:"1024" doc:"Where the page begins: the next_cursor of the one before. Only good with the same filter."`
}

// errLoop is about a server, or whatever answers in its place, that would have us read for ever.
var errLoop = errors.New("the server's list leads back to the same page")

// all goes through a list page by page.
func all[T any](ctx context.Context, read func(ctx context.Context, p Page) (items []T, next string, err error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		page := Page{Limit: 200}
		for {
			items, next, err := read(ctx, page)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
			if next == "" {
				return
			}
			if next == page.Cursor {
				var none T
				yield(none, errLoop)
				return
			}
			page.Cursor = next
		}
	}
}

// list reads a page of a list.
func list[A any](ctx context.Context, c *Client, path string, filter any, p Page) (A, error) {
	q, err := queryOf(filter, p)
	if err != nil {
		var none A
		return none, err
	}
	return ask[A](ctx, c, request{method: "GET", path: path, query: q})
}
