package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ringline/client"
)

func tokenCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "token", Short: "Make, list and revoke tokens for /api/v1",
		Long: "Tokens let programs and people on other machines use /api/v1. On this machine the socket in the data folder needs none.",
	}
	c.AddCommand(tokenCreateCommand(), tokenListCommand(), tokenRevokeCommand())
	return c
}

func scopeWords(all []client.Scope) string {
	var words []string
	for _, s := range all {
		words = append(words, string(s))
	}
	return strings.Join(words, " ")
}

func tokenCreateCommand() *cobra.Command {
	var a api
	var app string
	var scopes []string
	var expires time.Duration
	c := &cobra.Command{
		Use: "create NAME --scope SCOPE", Short: "Make a token and print it, this once",
		Long: "Makes a token and prints it, and nothing else, so that scripts can use it. It is not shown again.\n\nThe scopes are:\n\n  " +
			strings.ReplaceAll(scopeWords(client.Scopes()), " ", "\n  ") + "\n\nThe last one is all of them.",
		Example: `  ringline token create billing --app 1400000002 --scope records:read,usage:read
  ringline token create deploy --scope admin --expires-in 720h`,
		Args: exactly(1),
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		remote, err := a.connect(c)
		if err != nil {
			return err
		}
		ask := client.CreateToken{Name: args[0], App: app}
		for _, s := range scopes {
			ask.Scopes = append(ask.Scopes, client.Scope(s))
		}
		if c.Flags().Changed("expires-in") {
			ask.ExpiresAt = time.Now().Add(expires).UTC().Truncate(time.Second)
		}
		made, err := remote.CreateToken(ctx, ask)
		if err != nil || a.asJSON {
			return err
		}
		fmt.Fprintln(c.OutOrStdout(), made.Secret)
		fmt.Fprintf(c.ErrOrStderr(), "token %s may %s; it is not shown again\n", made.Token.ID, scopeWords(made.Token.Scopes))
		return nil
	})
	a.register(c, false)
	c.Flags().StringVar(&app, "app", "", "the one app that it is for (default: all)")
	a.completeApps(c)
	c.Flags().StringSliceVar(&scopes, "scope", nil, "what it may do; several are fine")
	completeWords(c, "scope", client.Scope("").Values())
	c.Flags().DurationVar(&expires, "expires-in", 0, "how long it is good (default: until it is revoked)")
	_ = c.MarkFlagRequired("scope")
	return c
}

func tokenListCommand() *cobra.Command {
	var a api
	p := paging{}
	c := &cobra.Command{
		Use: "list", Short: "List the tokens, without their secrets", Args: exactly(0),
		Example: `  ringline token list`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, _ []string) error {
		remote, err := a.connect(c)
		if err != nil {
			return err
		}
		t := newTable(c.OutOrStdout(), "there is no token", "ID", "NAME", "APP", "STATE", "CREATED", "BY", "SCOPES")
		err = p.pages(ctx, c, func(ctx context.Context, page client.Page) (int, string, error) {
			l, err := remote.TokenPage(ctx, page)
			for _, one := range l.Tokens {
				app := one.App
				if app == "" {
					app = "all"
				}
				t.row(one.ID, one.Name, app, tokenState(&one), at(one.CreatedAt), one.CreatedBy, scopeWords(one.Scopes))
			}
			return len(l.Tokens), l.NextCursor, err
		})
		if err != nil || a.asJSON {
			return err
		}
		return t.end()
	})
	a.register(c, false)
	p.register(c)
	return c
}

func tokenState(t *client.Token) string {
	switch {
	case !t.RevokedAt.IsZero():
		return "revoked " + at(t.RevokedAt)
	case t.ExpiresAt.IsZero():
		return "good"
	case time.Now().After(t.ExpiresAt):
		return "expired " + at(t.ExpiresAt)
	}
	return "good until " + at(t.ExpiresAt)
}

func tokenRevokeCommand() *cobra.Command {
	var a api
	c := &cobra.Command{
		Use: "revoke ID", Short: "End a token at once", Args: exactly(1),
		Example: `  ringline token revoke 6fk2q3    # its id, from token list; not the secret`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		remote, err := a.connect(c)
		if err != nil {
			return err
		}
		if err := remote.RevokeToken(ctx, args[0]); err != nil || a.asJSON {
			return err
		}
		fmt.Fprintln(c.OutOrStdout(), "revoked")
		return nil
	})
	a.register(c, false)
	c.ValidArgsFunction = a.complete(tokenIDs)
	return c
}
