package v1

import (
	"fmt"

	"ringline/internal/rates"
)

// How often a token may ask.
const (
	requestsPerSecond = 100
	requestBurst      = 200
)

var limitText = fmt.Sprintf("%d requests a second, %d at once", requestsPerSecond, requestBurst)

// lets lets a request of somebody go, or reports that there were too many. The operator has no limit. Only tokens that are good are counted,
// so there are few.
func (s *Server) lets(who *identity) bool {
	return who.local || s.Rates.Take(rates.Key{Door: "v1", Name: who.name}, rates.Limit{PerSecond: requestsPerSecond, Burst: requestBurst})
}
