package admin

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"time"

	"ringline/internal/call"
	"ringline/internal/tenant"
)

// LongestOverlap is how long an old secret may stay good at most.
const LongestOverlap = 90 * 24 * time.Hour

// mostSecrets bounds what a signature is tried against.
const mostSecrets = 5

// RotateSecret gives an app a new secret, which signs at once and is not shown again. The ones before it verify for the
// overlap longer, at most; none of them ever lives longer for it.
func (a *Admin) RotateSecret(ctx context.Context, by By, id int64, overlap time.Duration) (tenant.Secret, error) {
	if overlap < 0 || overlap > LongestOverlap {
		return "", call.Invalid("overlap", "must be 0 to %v", LongestOverlap)
	}
	secret := makeSecret()
	_, err := a.change(ctx, by, id, "app.rotate_secret", func(next *Stored) (map[string]string, error) {
		now := a.moment()
		end := now.Add(overlap)
		for i := range next.Secrets {
			if s := &next.Secrets[i]; s.Until.IsZero() || end.Before(s.Until) {
				s.Until = end
			}
		}
		next.Secrets = append([]StoredSecret{a.sealed(id, secret, now)}, next.live(now)...)
		if len(next.Secrets) > mostSecrets {
			return nil, &call.Error{
				Code: call.CodeConflict,
				Text: "the app has too many old secrets: wait until one has run out, or rotate with overlap 0, which ends them all",
			}
		}
		return map[string]string{"secret": next.Secrets[0].ID, "overlap": overlap.String()}, nil
	})
	if err != nil {
		return "", err
	}
	return secret, nil
}

// sealed is a new secret of an app.
func (a *Admin) sealed(app int64, secret tenant.Secret, now time.Time) StoredSecret {
	id := randomHex(4)
	return StoredSecret{ID: id, CreatedAt: now, Sealed: a.keys.Seal(app, forSecret(id), secret)}
}

// makeSecret makes one of the size that the documented service hands out.
func makeSecret() tenant.Secret { return tenant.Secret(randomHex(32)) }

func randomHex(bytes int) string {
	random := make([]byte, bytes)
	_, _ = rand.Read(random) // never fails, says its package
	return hex.EncodeToString(random)
}
