package v4

import "ringline/internal/tenant"

// deleteCallback lets the app hear nothing any more. If it did not before, that is fine (reference/server-api.md §10).
func (s *Server) deleteCallback(q *request) (any, error) {
	return nil, s.webhooks.UpdateWebhook(q.ctx, q.by(), q.app.ID, func(*tenant.Webhook) *tenant.Webhook { return nil })
}
