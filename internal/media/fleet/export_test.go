package fleet

import (
	"net/http"

	"ringline/internal/cluster"
)

// Sign is what another node does to a request.
func (f *Fleet) Sign(r *http.Request, to string) { f.sign(r, to) }

// Pass is what the door does once it has found out which node has the room.
func (f *Fleet) Pass(w http.ResponseWriter, r *http.Request, host cluster.Node) { f.pass(w, r, host) }

// Lost is what a node does when it hears that another one is gone.
func (f *Fleet) Lost(name string) { f.lost(name) }
