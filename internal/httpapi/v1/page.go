package v1

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"regexp"
	"strings"

	"ringline/internal/schema"
)

var (
	//go:embed page/page.html
	pageText string
	//go:embed page/page.css
	pageStyle []byte
	//go:embed page/page.js
	pageScript []byte
)

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// The page that people read is made of the same rows and types as the document that programs read.
type (
	pageData struct {
		Introduction template.HTML
		Chapters     []pageChapter
		Types        []pageType
	}
	pageChapter struct {
		Tag, Title, Doc string
		Operations      []pageOperation
	}
	pageOperation struct {
		ID, Method, Path, Summary, Doc, Scope string
		Local                                 bool
		Parameters                            []pageField
		Body                                  []pageField
		BodyType                              string
		Status                                int
		StatusText                            string
		Answer                                string // name of a type; empty for none
		Stream                                string // content type
		Refusals                              []pageRefusal
		Example                               string
	}
	pageField struct {
		Name, In string
		Required bool
		Type     template.HTML
		Doc      string
	}
	pageRefusal struct {
		Status int
		Codes  string
	}
	pageType struct {
		Name   string
		Fields []pageField
	}
)

func (s *Server) makePage() []byte {
	data := pageData{Introduction: prose(introduction)}
	for _, c := range chapters {
		chapter := pageChapter{Tag: c.tag, Title: strings.ToUpper(c.tag[:1]) + c.tag[1:], Doc: c.doc}
		for _, o := range s.operations {
			if o.tag == c.tag {
				chapter.Operations = append(chapter.Operations, s.pageOperation(o))
			}
		}
		data.Chapters = append(data.Chapters, chapter)
	}
	for _, one := range s.schemas.Named() {
		data.Types = append(data.Types, pageType{Name: one.Name, Fields: s.pageFields(one)})
	}
	var out bytes.Buffer
	if err := pageTemplate.Execute(&out, data); err != nil {
		panic(err) // made of our own types
	}
	return out.Bytes()
}

func (s *Server) pageOperation(o *operation) pageOperation {
	v := pageOperation{
		ID: o.id, Method: o.method, Path: root + o.path, Summary: o.summary, Doc: o.doc, Scope: string(o.scope), Local: o.local,
		Status: o.success(), StatusText: http.StatusText(o.success()), Stream: o.stream, Example: s.example(o),
	}
	in := s.inputOf(o)
	for _, f := range in.path {
		v.Parameters = append(v.Parameters, pageFieldOf(f, "path"))
	}
	if in.query != nil {
		for _, f := range in.query.Fields {
			v.Parameters = append(v.Parameters, pageFieldOf(f, "query"))
		}
	}
	if in.body != nil {
		v.Body, v.BodyType = s.pageFields(s.schemas.Resolve(in.body)), in.body.Ref
	}
	if o.answer != nil {
		v.Answer = s.schemas.Of(o.answer).Ref
	}
	for status, codes := range o.refusals() {
		v.Refusals = append(v.Refusals, pageRefusal{status, strings.Join(codes, ", ")})
	}
	return v
}

func (s *Server) pageFields(one *schema.Schema) []pageField {
	var all []pageField
	for _, f := range one.Fields {
		all = append(all, pageFieldOf(f, ""))
	}
	return all
}

func pageFieldOf(f schema.Field, in string) pageField {
	return pageField{Name: f.Name, In: in, Required: f.Required, Type: typeText(f.Schema), Doc: f.Schema.Description}
}

// typeText says what a field may hold, with a link where there is more to say.
func typeText(one *schema.Schema) template.HTML {
	switch {
	case one.Ref != "":
		return template.HTML(fmt.Sprintf(`<a href="#type-%[1]s">%[1]s</a>`, template.HTMLEscapeString(one.Ref))) //nolint:gosec // escaped
	case one.Type == "array":
		return "list of " + typeText(one.Items)
	case one.Type == "object" && one.Values != nil:
		return "object of " + typeText(one.Values)
	case len(one.Enum) > 0:
		return template.HTML("<code>" + strings.Join(one.Enum, "</code> <code>") + "</code>") //nolint:gosec // our own words
	}
	text := one.Type
	if one.Format == "date-time" || one.Format == "date" {
		text = one.Format
	}
	switch low, high := one.Min, one.Max; {
	case low != nil && high != nil:
		text += fmt.Sprintf(", %d to %d", *low, *high)
	case low != nil:
		text += fmt.Sprintf(", at least %d", *low)
	case high != nil:
		text += fmt.Sprintf(", at most %d", *high)
	}
	if one.Type == "string" && (one.Min != nil || one.Max != nil) {
		text += " characters"
	}
	if one.Default != nil {
		text += fmt.Sprintf(", default %s", one.Default)
	}
	return template.HTML(template.HTMLEscapeString(text)) //nolint:gosec // escaped
}

// example is how one asks from a shell.
func (s *Server) example(o *operation) string {
	path := strings.NewReplacer("{app}", "1400000001", "{call}", "$CALL", "{user}", "alice", "{delivery}", "$DELIVERY", "{token}", "$TOKEN_ID").Replace(o.path)
	text := "curl"
	if o.method != get {
		text += " -X " + o.method
	}
	if o.local {
		text += " --unix-socket ringline-data/ringline.sock"
	} else {
		text += ` -H "Authorization: Bearer $RINGLINE_TOKEN"`
	}
	if body := s.exampleBody(o); body != "" {
		text += " \\\n  -H 'Content-Type: application/json' -d '" + body + "'"
	}
	if o.local {
		return text + " \\\n  http://ringline" + root + path
	}
	return text + " \\\n  https://calls.example.com" + root + path
}

// exampleBody has what is required, from the types' own examples.
func (s *Server) exampleBody(o *operation) string {
	if o.body == nil {
		return ""
	}
	var body schema.Object
	for _, f := range s.schemas.Resolve(s.schemas.Of(o.body)).Fields {
		switch {
		case f.Schema.Example != nil:
			body.Set(f.Name, f.Schema.Example)
		case f.Required && len(f.Schema.Enum) > 0:
			body.Set(f.Name, f.Schema.Enum[0])
		case f.Required && f.Schema.Type == "array":
			body.Set(f.Name, []string{"bob"})
		case f.Required:
			body.Set(f.Name, "bob")
		}
	}
	text, err := json.Marshal(&body)
	if err != nil {
		panic(err) // made of our own types
	}
	return string(text)
}

var (
	bold = regexp.MustCompile(`\*\*([^*]+)\*\*`)
	code = regexp.MustCompile("`([^`]+)`")
)

// prose shows a text of ours: paragraphs, **strong** words and `code`.
func prose(text string) template.HTML {
	var out strings.Builder
	for p := range strings.SplitSeq(text, "\n\n") {
		p = template.HTMLEscapeString(p)
		p = bold.ReplaceAllString(p, "<strong>$1</strong>")
		p = code.ReplaceAllString(p, "<code>$1</code>")
		out.WriteString("<p>" + p + "</p>\n")
	}
	return template.HTML(out.String()) //nolint:gosec // escaped, and our own
}
