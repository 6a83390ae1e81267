package v1

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"ringline/client"
	"ringline/internal/schema"
)

// document is the OpenAPI document, as it is served.
type document struct {
	json, yaml []byte
	page       []byte // what people read
}

// chapters are the groups of operations, in the order in which people need them.
var chapters = []struct{ tag, doc string }{
	{"server", "What answers, and who asks."},
	{"apps", "Applications with users, calls, secrets and limits of their own."},
	{"calls", "Live calls: look at them, start them, act on them; and the timeline of any call."},
	{"users", "People and their devices: who is online, what is known of them, and how to forget them."},
	{"records", "Calls that have ended."},
	{"webhooks", "Where an app's back end hears of its calls, and each message that it was sent."},
	{"usage", "Sums by day, which outlive the records."},
	{"tokens", "Who may ask, and what administrators did."},
}

const introduction = `The server API of Ringline, a calling service on your own machine.

**Who asks.** Send ` + "`Authorization: Bearer …`" + ` with a token; ` + "`ringline token create`" + ` makes one. Each operation names the scope it needs. A token that is for one app sees no other: what belongs to another app is not found. On the server's own machine the socket in its data folder needs no token.

**Words.** Times are RFC 3339 in UTC with milliseconds at most, durations are whole milliseconds in fields that end in ` + "`_ms`" + `, ids are strings. Words and fields may be added within v1; nothing that is there changes its meaning. Requests must not have fields or parameters that are not described.

**Errors** are problem documents (RFC 9457). Act on ` + "`code`" + `; ` + "`request_id`" + `, also in the header X-Request-Id, finds the request in the server's log.

**Once.** A POST with an ` + "`Idempotency-Key`" + ` is done once: the same key with the same request gets the first answer again for a day, with the header Idempotency-Replayed. The same key with another request is refused with key_reused (422), and while the first request is under way, with in_progress (409).

**Lists** come in pages: ` + "`limit`" + ` says how many, ` + "`next_cursor`" + ` of a page is the ` + "`cursor`" + ` of the next. A cursor is only good for the same list with the same filter.

**Rate.** ` + "A token may ask 100 times a second, 200 at once. Beyond that the answer is rate_limited (429) with Retry-After."

// describe makes the OpenAPI document of the operations. The order is that of the rows, so that what changes shows.
func (s *Server) describe() document {
	var info, doc schema.Object
	info.Set("title", "Ringline")
	info.Set("version", "1")
	info.Set("description", introduction)
	doc.Set("openapi", "3.1.0")
	doc.Set("info", &info)
	doc.Set("servers", []map[string]string{{"url": root}})
	doc.Set("security", []map[string][]string{{"token": {}}})
	var tags []*schema.Object
	for _, c := range chapters {
		var tag schema.Object
		tag.Set("name", c.tag)
		tag.Set("description", c.doc)
		tags = append(tags, &tag)
	}
	doc.Set("tags", tags)
	doc.Set("paths", s.describePaths())
	doc.Set("components", s.describeComponents())

	text, err := json.Marshal(&doc)
	if err != nil {
		panic(err) // made of our own types
	}
	return document{json: text, yaml: toYAML(text), page: s.makePage()}
}

// toYAML writes JSON as YAML, in the same order.
func toYAML(text []byte) []byte {
	var node yaml.Node
	if err := yaml.Unmarshal(text, &node); err != nil {
		panic(err) // JSON is YAML
	}
	plain(&node)
	var out bytes.Buffer
	e := yaml.NewEncoder(&out)
	e.SetIndent(2)
	if err := e.Encode(&node); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// plain takes away how JSON wrote it: braces, and quotes where YAML needs none.
func plain(n *yaml.Node) {
	n.Style = 0
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" && strings.Contains(n.Value, "\n") {
		n.Style = yaml.LiteralStyle
	}
	for _, c := range n.Content {
		plain(c)
	}
}

func (s *Server) describePaths() *schema.Object {
	var order []string
	paths := map[string]*schema.Object{}
	for _, o := range s.operations {
		if paths[o.path] == nil {
			order = append(order, o.path)
			paths[o.path] = &schema.Object{}
		}
		paths[o.path].Set(strings.ToLower(o.method), s.describeOperation(o))
	}
	var all schema.Object
	for _, p := range order {
		all.Set(p, paths[p])
	}
	return &all
}

func (s *Server) describeOperation(o *operation) *schema.Object {
	var out schema.Object
	out.Set("operationId", o.id)
	out.Set("tags", []string{o.tag})
	out.Set("summary", o.summary)
	out.SetIf(o.about() != "", "description", o.about())
	if o.open {
		out.Set("security", []any{})
	} else {
		out.SetIf(o.scope != "", "x-scope", o.scope)
	}
	parameters := s.describeParameters(o)
	out.SetIf(len(parameters) > 0, "parameters", parameters)
	if o.body != nil {
		var body schema.Object
		body.Set("required", true)
		body.Set("content", content(jsonType, s.schemas.Of(o.body)))
		out.Set("requestBody", &body)
	}
	out.Set("responses", s.describeResponses(o))
	return &out
}

// about is what there is to know beyond the summary.
func (o *operation) about() string {
	var parts []string
	if o.doc != "" {
		parts = append(parts, o.doc)
	}
	if o.local {
		parts = append(parts, "Only the operator may, on the server's own machine.")
	} else if o.scope != "" {
		parts = append(parts, "Scope: "+string(o.scope)+".")
	}
	return strings.Join(parts, " ")
}

func content(kind string, one *schema.Schema) *schema.Object {
	var inner, outer schema.Object
	inner.Set("schema", one)
	outer.Set(kind, &inner)
	return &outer
}

func (s *Server) describeParameters(o *operation) []*schema.Object {
	var all []*schema.Object
	add := func(where string, f schema.Field) {
		var p schema.Object
		p.Set("name", f.Name)
		p.Set("in", where)
		p.SetIf(f.Required, "required", true)
		p.SetIf(f.Schema.Description != "", "description", f.Schema.Description)
		bare := *f.Schema
		bare.Description = ""
		p.Set("schema", &bare)
		all = append(all, &p)
	}
	in := s.inputOf(o)
	for _, f := range in.path {
		add("path", f)
	}
	if in.query != nil {
		for _, f := range in.query.Fields {
			add("query", f)
		}
	}
	if o.method == http.MethodPost {
		add("header", schema.Field{Name: keyHeader, Schema: s.schemas.Text("key", "Makes it safe to send the request again: see Once, above.")})
	}
	return all
}

func (s *Server) describeResponses(o *operation) *schema.Object {
	var out, good schema.Object
	status := o.success()
	good.Set("description", http.StatusText(status))
	switch {
	case o.stream != "":
		var kind schema.Object
		kind.Set(o.stream, &schema.Object{}) // OpenAPI 3.1 has no words for what is in a stream
		good.Set("content", &kind)
	case o.answer != nil:
		good.Set("content", content(jsonType, s.schemas.Of(o.answer)))
	}
	out.Set(strconv.Itoa(status), &good)
	for status, codes := range o.refusals() {
		var bad schema.Object
		bad.Set("$ref", "#/components/responses/Problem")
		bad.Set("description", strings.Join(codes, ", "))
		out.Set(strconv.Itoa(status), &bad)
	}
	return &out
}

// refusals lists what an operation may refuse with, by rising status.
func (o *operation) refusals() func(yield func(int, []string) bool) {
	codes := []client.Code{client.CodeInternal}
	if !o.open {
		codes = append(codes, client.CodeInvalid, client.CodeUnauthorized, client.CodeForbidden, client.CodeRateLimited, client.CodeUnavailable)
	}
	if strings.Contains(o.path, "{") {
		codes = append(codes, client.CodeNotFound)
	}
	if o.body != nil {
		codes = append(codes, client.CodeTooLarge, client.CodeUnsupportedMedia)
	}
	if o.method == http.MethodPost {
		codes = append(codes, client.CodeKeyReused, client.CodeInProgress)
	}
	codes = append(codes, o.codes...)
	byStatus := map[int][]string{}
	for _, c := range codes {
		status := meanings[c].status
		byStatus[status] = append(byStatus[status], string(c))
	}
	return func(yield func(int, []string) bool) {
		for status := 400; status < 600; status++ {
			if all := byStatus[status]; len(all) > 0 {
				slices.Sort(all)
				if !yield(status, slices.Compact(all)) {
					return
				}
			}
		}
	}
}

func (s *Server) describeComponents() *schema.Object {
	s.schemas.Of(typeOf[client.Problem]())
	var schemas, out, token, schemes schema.Object
	for _, one := range s.schemas.Named() {
		schemas.Set(one.Name, one)
	}
	token.Set("type", "http")
	token.Set("scheme", "bearer")
	token.Set("description", "A token that `ringline token create` or create_token made.")
	schemes.Set("token", &token)
	var problem, responses schema.Object
	problem.Set("description", "A refusal.")
	problem.Set("content", content(problemType, &schema.Schema{Ref: "Problem"}))
	responses.Set("Problem", &problem)
	out.Set("schemas", &schemas)
	out.Set("responses", &responses)
	out.Set("securitySchemes", &schemes)
	return &out
}
