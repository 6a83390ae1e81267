package doctor

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

const stepWatch = 200 * time.Millisecond

func (p *patient) clock(ctx context.Context) []Finding {
	begun := time.Now()
	timer := time.NewTimer(stepWatch)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
	now := time.Now()
	all := []Finding{judgeSteps(now.Sub(begun), now.Round(0).Sub(begun.Round(0)))}
	url := p.TimeURL
	if url == "" && len(p.Config.TLS.ACME.Hosts) > 0 {
		url = p.Config.TLS.ACME.Directory
	}
	if url != "" {
		date, around, err := dateOf(ctx, http.DefaultClient, url)
		return append(all, judgeDrift(url, date, around, err))
	}
	synced, within, err := kernelClock()
	return append(all, judgeKernel(synced, within, err))
}

// judgeSteps compares how far the two clocks of the machine got: one that is set by hand or by a bad time service jumps.
func judgeSteps(monotonic, wall time.Duration) Finding {
	const check = "clock steps"
	if diff := (wall - monotonic).Abs(); diff > 50*time.Millisecond {
		return warn(check, "let a time service steer the clock slowly (chrony, systemd-timesyncd)", "the clock jumped by %v while it was watched", diff)
	}
	return ok(check, "the clock runs evenly")
}

// dateOf asks a web server for the time, and says when that was by our clock.
func dateOf(ctx context.Context, client *http.Client, url string) (date, around time.Time, err error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, url, nil)
	if err != nil {
		return date, around, err
	}
	begun := time.Now()
	response, err := client.Do(request)
	if err != nil {
		return date, around, err
	}
	_ = response.Body.Close() // a HEAD has none
	around = begun.Add(time.Since(begun) / 2)
	date, err = http.ParseTime(response.Header.Get("Date"))
	if err != nil {
		return date, around, fmt.Errorf("%s tells no time", url)
	}
	return date.Add(500 * time.Millisecond), around, nil // it is cut to the second
}

// judgeDrift: signatures and certificates have times in them.
func judgeDrift(url string, date, around time.Time, err error) Finding {
	const check = "clock"
	const advice = "let a time service set the clock: timedatectl set-ntp true"
	if err != nil {
		return warn(check, "name another address with --time", "could not be checked: %v", err)
	}
	switch off := around.Sub(date).Abs(); {
	case off > time.Minute:
		return fail(check, advice, "it is off by %v against %s: UserSigs and certificates are judged wrongly", off.Round(time.Second), url)
	case off > 3*time.Second:
		return warn(check, advice, "it is off by %v against %s", off.Round(time.Second), url)
	}
	return ok(check, "as %s says, within the second that it tells", url)
}

func judgeKernel(synced bool, within time.Duration, err error) Finding {
	const check = "clock"
	const advice = "let a time service set it (timedatectl set-ntp true), or compare it: ringline doctor --time https://example.com"
	if err != nil {
		return warn(check, "compare it: ringline doctor --time https://example.com", "could not be checked: %v", err)
	}
	if !synced {
		return warn(check, advice, "no time service sets the clock, says the system: whether it is right could not be checked")
	}
	return ok(check, "a time service sets it, within %v, says the system", within.Round(time.Microsecond))
}
