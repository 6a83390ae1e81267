package v1

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"ringline/client"
	"ringline/internal/schema"
)

// mostBody is how long a body may be.
const mostBody = 256 << 10

// input is what an operation takes, as schemas.
type input struct {
	path  []schema.Field
	query *schema.Schema // nil for none
	body  *schema.Schema // nil for none
}

var parameter = regexp.MustCompile(`\{([a-z]+)\}`)

func (s *Server) inputOf(o *operation) input {
	var in input
	for _, m := range parameter.FindAllStringSubmatch(o.path, -1) {
		in.path = append(in.path, schema.Field{Name: m[1], Required: true, Schema: s.schemas.Text(m[1], about[m[1]])})
	}
	if o.query != nil {
		in.query = s.schemas.Inline(o.query)
	}
	if o.body != nil {
		in.body = s.schemas.Input(o.body)
	}
	return in
}

// readInput reads path, query and body as the operation has them.
func (s *Server) readInput(r *request, in input) error {
	var faults []client.Fault
	found := func(where string, some []schema.Fault) {
		for _, f := range some {
			faults = append(faults, client.Fault{In: where, Field: f.Field, Text: f.Text})
		}
	}
	for _, p := range in.path {
		if p.Name == "app" {
			continue // the gate has found it
		}
		for _, f := range s.schemas.Check(r.PathValue(p.Name), p.Schema) {
			found("path", []schema.Fault{{Field: p.Name, Text: f.Text}})
		}
	}
	query, some := s.query(r.URL.RawQuery, in.query)
	found("query", some)
	if len(faults) > 0 {
		return refuse(faults)
	}
	if in.query != nil {
		var err error
		if r.query, err = into(r.op.query, query); err != nil {
			return err
		}
	}
	return s.readBody(r, in.body)
}

// refuse says everything that is wrong.
func refuse(faults []client.Fault) error {
	var all []string
	for _, f := range faults {
		all = append(all, sentence(f.In, f.Field, f.Text))
	}
	return &refusal{code: client.CodeInvalid, detail: strings.Join(all, "; "), faults: faults}
}

// query reads a query as an object of the schema: each parameter once, and only those that there are.
func (s *Server) query(raw string, one *schema.Schema) (map[string]any, []schema.Fault) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, []schema.Fault{{Text: "cannot be read: a percent sign or a semicolon stands where it may not"}}
	}
	object := map[string]any{}
	var faults []schema.Fault
	for name, all := range values {
		if len(all) > 1 {
			faults = append(faults, schema.Fault{Field: schema.Short(name), Text: "stands there more than once"})
		}
		object[name] = all[0]
	}
	if len(faults) > 0 {
		slices.SortFunc(faults, func(a, b schema.Fault) int { return strings.Compare(a.Field, b.Field) })
		return nil, faults
	}
	if one == nil {
		one = &schema.Schema{Type: "object", Closed: true}
	}
	for _, f := range one.Fields {
		text, there := object[f.Name].(string)
		switch {
		case !there:
		case f.Schema.Type == "integer" && json.Valid([]byte(text)): // 05 and +5 are none
			object[f.Name] = json.Number(text)
		case f.Schema.Type == "boolean" && (text == "true" || text == "false"):
			object[f.Name] = text == "true"
		}
	}
	return object, s.schemas.Check(object, one)
}

// readBody reads a body as the operation has it. An operation that takes none ignores what there is.
func (s *Server) readBody(r *request, one *schema.Schema) error {
	if one == nil {
		return nil
	}
	if kind := r.Header.Get("Content-Type"); kind != "" {
		if media, _, err := mime.ParseMediaType(kind); err != nil || media != jsonType {
			return &refusal{code: client.CodeUnsupportedMedia, detail: "the body must be JSON: send Content-Type: application/json"}
		}
	}
	text, err := io.ReadAll(http.MaxBytesReader(r.out, r.Body, mostBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return &refusal{code: client.CodeTooLarge, detail: fmt.Sprintf("the body is longer than %d bytes", mostBody)}
	case err != nil:
		return invalid("body", "", "did not arrive whole")
	}
	if len(text) == 0 {
		text = []byte("{}") // what is missing in it is said below
	}
	v, err := schema.Decode(text)
	if err != nil {
		return invalid("body", "", err.Error())
	}
	var faults []client.Fault
	for _, f := range s.schemas.Check(v, one) {
		faults = append(faults, client.Fault{In: "body", Field: f.Field, Text: f.Text})
	}
	if len(faults) > 0 {
		return refuse(faults)
	}
	r.body, err = into(r.op.body, json.RawMessage(text))
	return err
}

// into decodes what was checked into a new value of the type, and returns the value.
func into(t reflect.Type, v any) (any, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("take in what was checked: %w", err)
	}
	p := reflect.New(t)
	if err := json.Unmarshal(text, p.Interface()); err != nil {
		return nil, fmt.Errorf("take in what was checked: %w", err)
	}
	return p.Elem().Interface(), nil
}
