package schema

import (
	"bytes"
	"encoding/json"
	"regexp"
)

// Schema is one JSON Schema. What is empty does not restrict.
type Schema struct {
	Ref         string   // another schema of the set, by its name; then there is only Description beside it
	Type        string   // string, integer, number, boolean, array, object; empty allows anything
	Format      string   // date-time, date, uri
	Pattern     string   // regular expression of a whole text
	Enum        []string // the texts allowed
	Min, Max    *int64   // see the package comment
	Items       *Schema  // of an array
	Fields      []Field  // of an object, in the order of the type
	Values      *Schema  // of an object with any names
	Closed      bool     // an object may have no fields but these
	Description string   //
	Default     any      //
	Example     any      //
	Name        string   // in the set; empty when it stands where it is used
	pattern     *regexp.Regexp
	rule        string // the pattern in words
}

// Field is one field of an object.
type Field struct {
	Name     string
	Required bool
	Schema   *Schema
}

// MarshalJSON writes the schema as OpenAPI 3.1 has it, fields in the order of the type.
func (s *Schema) MarshalJSON() ([]byte, error) {
	var o Object
	if s.Ref != "" {
		o.Set("$ref", "#/components/schemas/"+s.Ref)
		o.SetIf(s.Description != "", "description", s.Description)
		return o.MarshalJSON()
	}
	o.SetIf(s.Type != "", "type", s.Type)
	o.SetIf(s.Format != "", "format", s.Format)
	o.SetIf(s.Description != "", "description", s.Description)
	o.SetIf(len(s.Enum) > 0, "enum", s.Enum)
	o.SetIf(s.Pattern != "", "pattern", s.Pattern)
	low, high := bounds(s.Type)
	o.SetIf(s.Min != nil, low, s.Min)
	o.SetIf(s.Max != nil, high, s.Max)
	o.SetIf(s.Default != nil, "default", s.Default)
	if s.Example != nil {
		o.Set("examples", []any{s.Example})
	}
	o.SetIf(s.Items != nil, "items", s.Items)
	if len(s.Fields) > 0 {
		var fields Object
		var required []string
		for _, f := range s.Fields {
			fields.Set(f.Name, f.Schema)
			if f.Required {
				required = append(required, f.Name)
			}
		}
		o.Set("properties", &fields)
		o.SetIf(len(required) > 0, "required", required)
	}
	o.SetIf(s.Values != nil, "additionalProperties", s.Values)
	o.SetIf(s.Closed, "additionalProperties", false)
	return o.MarshalJSON()
}

// bounds are the words for the least and the most of a type.
func bounds(kind string) (low, high string) {
	switch kind {
	case "string":
		return "minLength", "maxLength"
	case "array":
		return "minItems", "maxItems"
	case "object":
		return "minProperties", "maxProperties"
	default:
		return "minimum", "maximum"
	}
}

// Object is a JSON object whose fields stay in the order in which they were set. The zero Object is empty.
type Object struct {
	names  []string
	values []any
}

// Set adds a field.
func (o *Object) Set(name string, value any) {
	o.names, o.values = append(o.names, name), append(o.values, value)
}

// SetIf adds a field if there is something to say.
func (o *Object) SetIf(really bool, name string, value any) {
	if really {
		o.Set(name, value)
	}
}

// MarshalJSON writes the fields in their order.
func (o *Object) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	encode := json.NewEncoder(&out)
	encode.SetEscapeHTML(false)
	out.WriteByte('{')
	for i, name := range o.names {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := encode.Encode(name); err != nil {
			return nil, err
		}
		out.WriteByte(':')
		if err := encode.Encode(o.values[i]); err != nil {
			return nil, err
		}
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}
