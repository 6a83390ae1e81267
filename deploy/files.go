// Package deploy holds what ships beside the binary: units, images, manifests, dashboards. Its tests hold them against the code.
package deploy

import _ "embed"

// HAProxy is the configuration of the balancer in front of the nodes of a cell.
//
//go:embed cluster/haproxy.cfg
var HAProxy string
