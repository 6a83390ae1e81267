package v4

import (
	"slices"

	"ringline/internal/dialect"
)

type callbackResponse struct {
	Url                 string
	CallbackCommandList []string
}

// getCallback shows where the app hears of its calls (reference/server-api.md §9). Of events that this dialect has no command for
// it shows nothing.
func (s *Server) getCallback(q *request) (any, error) {
	w := q.app.Webhook
	if w == nil {
		return nil, errNoCallback
	}
	res := &callbackResponse{Url: w.URL, CallbackCommandList: []string{}}
	for _, event := range w.Events {
		if slices.Contains(dialect.Webhooks(), event) {
			res.CallbackCommandList = append(res.CallbackCommandList, event)
		}
	}
	return res, nil
}
