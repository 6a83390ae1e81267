package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The Go code of docs/clients.md is code of this example: each of its paragraphs is found here, line by line.
func TestDocsShowThis(t *testing.T) {
	page, err := os.ReadFile("../../docs/clients.md")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var code []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		code = append(code, plain(string(text)))
	}
	all := strings.Join(code, "\n")
	found := 0
	for i, block := range strings.Split(string(page), "```go\n") {
		block, _, _ = strings.Cut(block, "```")
		if i == 0 {
			continue // before the first one
		}
		for paragraph := range strings.SplitSeq(block, "\n\n") {
			found++
			if !strings.Contains(all, plain(paragraph)) {
				t.Errorf("docs/clients.md shows what is not in the example:\n%s", paragraph)
			}
		}
	}
	if found < 3 {
		t.Errorf("only %d pieces of Go in docs/clients.md", found)
	}
}

// plain is code without indentation and comments at the end of lines.
func plain(code string) string {
	var lines []string
	for line := range strings.Lines(code) {
		line, _, _ = strings.Cut(line, " //")
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
