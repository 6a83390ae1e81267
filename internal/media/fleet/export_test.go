package fleet

import "net/http"

// Sign is what another node does to a request.
func (f *Fleet) Sign(r *http.Request, to string) { f.sign(r, to) }
