package v4

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const page = "../../../docs/server-api.md"

func readPage(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Every example on the page is a case of the fixtures, and every command has one.
func TestPageShowsTheFixtures(t *testing.T) {
	example := regexp.MustCompile("<!-- example: (\\w+), (.+) -->\n```json\n([\\s\\S]*?)```\n```json\n([\\s\\S]*?)```")
	decode := func(what, text string) (v any) {
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Errorf("%s: %v in %s", what, err, text)
		}
		return v
	}
	text := readPage(t)
	shown := map[string]bool{}
	for _, m := range example.FindAllStringSubmatch(text, -1) {
		command, name, body, answer := m[1], m[2], m[3], decode(m[2], m[4])
		shown[command] = true
		var file golden
		readFixture(t, command+".json", &file)
		found := false
		for _, c := range file.Cases {
			if c.Name != name {
				continue
			}
			found = true
			if diff := cmp.Diff(decode(name, c.Request.Body), decode(name, body)); diff != "" {
				t.Errorf("%s, %s: body differs (- fixture, + page):\n%s", command, name, diff)
			}
			if response, ok := answer.(map[string]any)["Response"].(map[string]any); ok && command == "start_call_by_robot" {
				response["CallId"] = "{new}"
			}
			if diff := cmp.Diff(any(c.Answer), answer); diff != "" {
				t.Errorf("%s, %s: answer differs (- fixture, + page):\n%s", command, name, diff)
			}
		}
		if !found {
			t.Errorf("%s.json has no case %q", command, name)
		}
	}
	if marked := strings.Count(text, "<!-- example:"); marked == 0 || marked != len(example.FindAllString(text, -1)) {
		t.Errorf("%d of %d examples can be read: body and answer follow the mark at once, each as json", len(example.FindAllString(text, -1)), marked)
	}
	for p := range newWorld(t, change{}).Server.commands {
		command := path.Base(p)
		if !shown[command] || !strings.Contains(text, "### "+strings.TrimPrefix(p, "/v4/")+"\n") {
			t.Errorf("%s does not show %s", page, command)
		}
	}
}

// The page lists the numbers that the code knows, with the words that go with them.
func TestPageListsTheErrors(t *testing.T) {
	listed := map[int]string{}
	for _, m := range regexp.MustCompile(`(?m)^\| (\d{5,6}) \|(.*)$`).FindAllStringSubmatch(readPage(t), -1) {
		number, err := strconv.Atoi(m[1])
		if err != nil || listed[number] != "" {
			t.Errorf("row %s: %v, or twice", m[0], err)
		}
		listed[number] = m[2]
	}
	numbers, texts := declared(t)
	if len(numbers) < 20 || len(texts) < 15 {
		t.Fatalf("read %d numbers and %d texts: are they still in codes.go?", len(numbers), len(texts))
	}
	for name, number := range numbers {
		if _, ok := listed[number]; !ok && number != codeOK {
			t.Errorf("%d (%s) is not on the page", number, name)
		}
	}
	for e, number := range authCodes {
		texts[e.Text] = number
	}
	for text, number := range texts {
		if !strings.Contains(listed[number], text) {
			t.Errorf("the row of %d does not say %q", number, text)
		}
	}
	for number := range listed {
		known := false
		for _, n := range numbers {
			known = known || n == number
		}
		if !known {
			t.Errorf("the page lists %d, which the code does not know", number)
		}
	}
}

// declared reads the constants code… and the variables err… of codes.go.
func declared(t *testing.T) (numbers, texts map[string]int) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	numbers, texts = map[string]int{}, map[string]int{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		switch v := spec.Values[0].(type) {
		case *ast.BasicLit:
			if name := spec.Names[0].Name; strings.HasPrefix(name, "code") && v.Kind == token.INT {
				number, err := strconv.Atoi(v.Value)
				if err != nil {
					t.Error(err)
				}
				numbers[name] = number
			}
		case *ast.UnaryExpr:
			fault, ok := v.X.(*ast.CompositeLit)
			if !ok || len(fault.Elts) != 2 {
				return true
			}
			number, isName := fault.Elts[0].(*ast.Ident)
			text, isText := fault.Elts[1].(*ast.BasicLit)
			if isName && isText {
				said, err := strconv.Unquote(text.Value)
				if err != nil {
					t.Error(err)
				}
				texts[said] = numbers[number.Name]
			}
		}
		return true
	})
	return numbers, texts
}
