package profile

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"ringline/internal/call"
)

func TestCheck(t *testing.T) {
	many := map[string]string{}
	for i := range MaxDataNames + 1 {
		many[fmt.Sprint(i)] = ""
	}
	for name, tc := range map[string]struct {
		change func(*Profile)
		field  string // at fault; empty if none is
	}{
		"nothing told": {func(*Profile) {}, ""},
		"all told": {func(p *Profile) {
			p.Name, p.Avatar, p.Data = "Ann", "https://a.example/a.png?x=1", map[string]string{"team": "blue"}
		}, ""},
		"500 bytes":        {func(p *Profile) { p.Name = strings.Repeat("ü", 250) }, ""},
		"501 bytes":        {func(p *Profile) { p.Name = strings.Repeat("ü", 250) + "u" }, "name"},
		"two lines":        {func(p *Profile) { p.Name = "a\nb" }, "name"},
		"another line":     {func(p *Profile) { p.Name = "a\u2028b" }, "name"},
		"turned around":    {func(p *Profile) { p.Name = "\u202eann" }, "name"},
		"isolated":         {func(p *Profile) { p.Name = "ann\u2067" }, "name"},
		"from the right":   {func(p *Profile) { p.Name = "\u200fآن\u200c" }, ""},
		"no text":          {func(p *Profile) { p.Name = "\xff" }, "name"},
		"a script":         {func(p *Profile) { p.Avatar = "javascript:alert(1)" }, "avatar"},
		"data as picture":  {func(p *Profile) { p.Avatar = "data:image/png;base64,AA" }, "avatar"},
		"no host":          {func(p *Profile) { p.Avatar = "https:///a.png" }, "avatar"},
		"a path":           {func(p *Profile) { p.Avatar = "/avatars/a.svg?v=2" }, ""},
		"a path from here": {func(p *Profile) { p.Avatar = "avatars/a.svg" }, "avatar"},
		"another host":     {func(p *Profile) { p.Avatar = "//a.example/a.png" }, "avatar"},
		"a hidden host":    {func(p *Profile) { p.Avatar = `/\a.example/a.png` }, "avatar"},
		"a broken host":    {func(p *Profile) { p.Avatar = "/\t/a.example/a.png" }, "avatar"},
		"a long path":      {func(p *Profile) { p.Avatar = "/" + strings.Repeat("a", 500) }, "avatar"},
		"a long address":   {func(p *Profile) { p.Avatar = "https://a.example/" + strings.Repeat("a", 500) }, "avatar"},
		"4 KiB":            {func(p *Profile) { p.Data = map[string]string{"a": strings.Repeat("x", 4095)} }, ""},
		"more":             {func(p *Profile) { p.Data = map[string]string{"a": strings.Repeat("x", 4096)} }, "data"},
		"without a name":   {func(p *Profile) { p.Data = map[string]string{"": "x"} }, "data"},
		"a long name":      {func(p *Profile) { p.Data = map[string]string{strings.Repeat("x", 65): ""} }, "data"},
		"bytes":            {func(p *Profile) { p.Data = map[string]string{"a": "\xff"} }, "data"},
		"many names":       {func(p *Profile) { p.Data = many }, "data"},
		"nobody":           {func(p *Profile) { p.User = "" }, "user"},
		"somebody strange": {func(p *Profile) { p.User = "a b" }, "user"},
	} {
		p := Profile{App: 1, User: "ann"}
		tc.change(&p)
		err := p.Check()
		var refused *call.Error
		switch {
		case tc.field == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case tc.field != "" && (!errors.As(err, &refused) || refused.Code != call.CodeInvalid || !strings.HasPrefix(refused.Text, tc.field+":")):
			t.Errorf("%s: %v, want it to be about %s", name, err, tc.field)
		}
	}
}

func TestChange(t *testing.T) {
	was := Profile{User: "ann", Name: "Ann", Avatar: "https://a.example/a.png", Data: map[string]string{"team": "blue"}}
	none, bob := "", "Bob"
	for name, tc := range map[string]struct {
		change Change
		want   string
	}{
		"nothing":     {Change{}, "Ann https://a.example/a.png"},
		"a new name":  {Change{Name: &bob}, "Bob https://a.example/a.png"},
		"no name":     {Change{Name: &none}, " https://a.example/a.png"},
		"no picture":  {Change{Avatar: &none}, "Ann "},
		"all of them": {Change{Name: &bob, Avatar: &none}, "Bob "},
	} {
		is := tc.change.Of(was)
		if is.Name+" "+is.Avatar != tc.want || is.Data["team"] != "blue" || is.User != "ann" {
			t.Errorf("%s: %+v", name, is)
		}
	}
}
