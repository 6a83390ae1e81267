package config

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", false, "write example.yaml anew")

func TestExampleIsCurrent(t *testing.T) {
	w := exampleWriter{comments: map[string]map[string]string{}}
	w.line("# Settings of Ringline: every one with its meaning and default. Leave out what you do not change.")
	w.line("# In the environment media.udp_port is RINGLINE_MEDIA_UDP_PORT, and so on; lists are separated by commas there.")
	c := Default()
	w.section(t, reflect.ValueOf(c), "")
	if *update {
		if err := os.WriteFile("example.yaml", []byte(w.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return // the binary under test still holds the old one
	}
	if diff := cmp.Diff(w.String(), Example()); diff != "" {
		t.Errorf("example.yaml is old: run make generate\n%s", diff)
	}
}

// Whoever starts with the example starts with the defaults.
func TestExampleHoldsTheDefaults(t *testing.T) {
	c, err := Load(Sources{File: write(t, Example())})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Default(), c, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
}

type exampleWriter struct {
	strings.Builder
	comments map[string]map[string]string // Go type → field → comment
}

func (w *exampleWriter) line(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

func (w *exampleWriter) section(t *testing.T, v reflect.Value, indent string) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		name := f.Tag.Get("yaml")
		if name == "-" {
			continue
		}
		comment := w.comment(t, v.Type(), f.Name)
		if comment == "" {
			t.Errorf("%s.%s has no comment: say what it means, its unit and what empty means", v.Type(), f.Name)
		}
		if indent == "" {
			w.line("")
		}
		for line := range strings.Lines(comment) {
			w.line("%s# %s", indent, strings.TrimRight(line, "\n"))
		}
		if isSection(f.Type) {
			w.line("%s%s:", indent, name)
			w.section(t, v.Field(i), indent+"  ")
		} else {
			w.line("%s%s: %s", indent, name, inline(t, v.Field(i)))
		}
	}
}

func inline(t *testing.T, v reflect.Value) string {
	if isList(v.Type()) && v.Len() == 0 {
		return "[]"
	}
	var node yaml.Node
	if err := node.Encode(v.Interface()); err != nil {
		t.Fatal(err)
	}
	node.Style = yaml.FlowStyle
	if v.Kind() == reflect.String {
		node = yaml.Node{Kind: yaml.ScalarNode, Value: v.String()}
		if v.String() == "" {
			node.Style = yaml.DoubleQuotedStyle
		}
	}
	text, err := yaml.Marshal(&node)
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`m0s$`).ReplaceAllString(strings.TrimSpace(string(text)), "m")
}

// comment finds what the source says about a field.
func (w *exampleWriter) comment(t *testing.T, typ reflect.Type, name string) string {
	t.Helper()
	key := typ.PkgPath() + "." + typ.Name()
	if w.comments[key] == nil {
		w.comments[key] = fieldComments(t, filepath.Join("..", "..", strings.TrimPrefix(typ.PkgPath(), "ringline/")), typ.Name())
	}
	comment := w.comments[key][name]
	return strings.ToUpper(comment[:min(1, len(comment))]) + comment[min(1, len(comment)):]
}

func fieldComments(t *testing.T, dir, typeName string) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok || spec.Name.Name != typeName {
				return true
			}
			if fields, ok := spec.Type.(*ast.StructType); ok {
				for _, f := range fields.Fields.List {
					for _, name := range f.Names {
						found[name.Name] = strings.TrimSpace(f.Doc.Text() + f.Comment.Text())
					}
				}
			}
			return false
		})
	}
	return found
}
