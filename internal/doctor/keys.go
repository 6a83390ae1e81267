package doctor

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"ringline/internal/admin"
	"ringline/internal/seal"
)

// keys looks whether the key that there is opens the secrets that there are.
func (p *patient) keys(ctx context.Context) []Finding {
	apps, err := p.apps(ctx)
	if err != nil {
		return []Finding{warn("key for secrets", "look into the store first", "could not be checked: %v", err)}
	}
	ring, err := seal.Read(p.Config.Secrets, p.Key)
	return []Finding{judgeKeys(ring, err, apps, time.Now())}
}

func judgeKeys(ring *seal.Ring, err error, apps []admin.Stored, now time.Time) Finding {
	const check = "key for secrets"
	const advice = "put back the key that the apps' secrets were encrypted with (secrets.key, secrets.key_file, or master-key in the data folder)"
	switch {
	case errors.Is(err, seal.ErrNoKey) && len(apps) == 0:
		return ok(check, "not there yet, the server makes one")
	case errors.Is(err, fs.ErrPermission):
		return fail(check, "run this as the user that ringline runs as", "%v", err)
	case err != nil:
		return fail(check, advice, "%v", err)
	}
	for i := range apps {
		if _, err := apps[i].Open(ring, now); err != nil {
			return fail(check, advice, "%v", err)
		}
	}
	return ok(check, "it opens the secrets of all apps (%d)", len(apps))
}
