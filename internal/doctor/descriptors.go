package doctor

import (
	"context"
	"errors"
)

func (p *patient) descriptors(context.Context) []Finding {
	n, err := descriptors()
	return []Finding{judgeDescriptors(n, p.Config.HTTP.MaxConnections, err)}
}

// ownFiles is what a server keeps for itself, as its doors do (package httpapi).
const ownFiles = 384

// judgeDescriptors: every client that is logged in holds one.
func judgeDescriptors(n uint64, connections int, err error) Finding {
	const check = "open files"
	const advice = "raise the limit: LimitNOFILE= in the systemd unit, --ulimit nofile= of Docker, or ulimit -n"
	switch {
	case errors.Is(err, errors.ErrUnsupported):
		return warn(check, "look for yourself", "the limit could not be checked on this system")
	case err != nil:
		return warn(check, "look for yourself", "the limit could not be checked: %v", err)
	case n < 256:
		return fail(check, advice, "only %d may be open", n)
	case uint64(connections) > (n-min(ownFiles, n/2))/11*10:
		return fail(check, advice+", or lower http.max_connections", "only %d may be open, too few for http.max_connections (%d)", n, connections)
	case n < 8192:
		return warn(check, advice, "%d may be open: about as many clients can be logged in, less a tenth and %d for everything else", n, min(ownFiles, n/2))
	}
	return ok(check, "%d may be open (this process; that of the server may have another limit)", n)
}
