package client

import (
	"context"
	"iter"
	"net/http"
)

// Tokens goes through the tokens.
func (c *Client) Tokens(ctx context.Context) iter.Seq2[Token, error] {
	return all(ctx, func(ctx context.Context, p Page) ([]Token, string, error) {
		l, err := c.TokenPage(ctx, p)
		return l.Tokens, l.NextCursor, err
	})
}

// TokenPage reads one page of the tokens.
func (c *Client) TokenPage(ctx context.Context, p Page) (TokenList, error) {
	return list[TokenList](ctx, c, "/tokens", nil, p)
}

// CreateToken makes a token. Its secret is in the answer, this once.
func (c *Client) CreateToken(ctx context.Context, ask CreateToken) (CreatedToken, error) {
	return post[CreatedToken](ctx, c, "/tokens", ask)
}

// RevokeToken ends a token at once.
func (c *Client) RevokeToken(ctx context.Context, id string) error {
	_, err := ask[struct{}](ctx, c, request{method: http.MethodDelete, path: "/tokens/" + segment(id)})
	return err
}

// Audit goes through the administrative acts, the newest first.
func (c *Client) Audit(ctx context.Context, f AuditFilter) iter.Seq2[Act, error] {
	return all(ctx, func(ctx context.Context, p Page) ([]Act, string, error) {
		l, err := c.AuditPage(ctx, f, p)
		return l.Acts, l.NextCursor, err
	})
}

// AuditPage reads one page of the administrative acts.
func (c *Client) AuditPage(ctx context.Context, f AuditFilter, p Page) (ActList, error) {
	return list[ActList](ctx, c, "/audit", f, p)
}
