package v4

import (
	"net/url"
	"strings"
	"testing"
)

func TestParseQuery(t *testing.T) {
	all := query{app: "1", user: "a", usersig: "s*-_", contentType: "json", hasContentType: true}
	for _, tc := range []struct {
		raw  string
		want query
		ok   bool
	}{
		{"sdkappid=1&identifier=a&usersig=s*-_&random=9&contenttype=json", all, true},
		{"contenttype=json&usersig=s%2A-_&Identifier=a&sdkappid=1", all, true},
		{"sdk%61ppid=1&IDENTIFIER=%61&usersig=s*-_&contenttype=json&&=&x", all, true},
		{"sdkappid=1&identifier=a&usersig=s*-_&contenttype=json&sdkappid=2&identifier=b&contenttype=xml", all, true},
		{"SdkAppId=1&UserSig=s", query{}, true}, // only one name is known to come in other spellings
		{"usersig=a+b", query{usersig: "a b"}, true},
		{"contenttype", query{hasContentType: true}, true},
		{"contenttype=", query{hasContentType: true}, true},
		{"random=%zz&%zz=1&sdkappid=1", query{app: "1"}, true},
		{"sdkappid=%zz", query{}, false},
		{"usersig=%", query{}, false},
		{"", query{}, true},
	} {
		if got, ok := parseQuery(tc.raw); got != tc.want || ok != tc.ok {
			t.Errorf("%q: %+v %v, want %+v %v", tc.raw, got, ok, tc.want, tc.ok)
		}
	}
}

// One pass over the text finds what the standard library finds.
func FuzzQuery(f *testing.F) {
	f.Add("sdkappid=1400000001&identifier=administrator&usersig=eJw*-_&random=4294967295&contenttype=json")
	f.Add("usersig=a%2Ab+c&Identifier=%75&sdkappid=1&sdkappid=2&contenttype")
	f.Add("&&=&%=1&sdk%61ppid=1&identifier=%zz")
	f.Fuzz(func(t *testing.T, raw string) {
		got, ok := parseQuery(raw)
		want, err := url.ParseQuery(raw)
		if err != nil { // a semicolon, or bad escapes, perhaps where they do not matter
			if !ok && got != (query{}) {
				t.Errorf("%q: refused, and yet %+v", raw, got)
			}
			return
		}
		if !ok {
			t.Fatalf("%q: refused", raw)
		}
		users := 0
		for name := range want {
			if strings.EqualFold(name, "identifier") {
				users++
			}
		}
		if got.app != want.Get("sdkappid") || got.usersig != want.Get("usersig") || got.contentType != want.Get("contenttype") ||
			got.hasContentType != want.Has("contenttype") || users == 0 && got.user != "" {
			t.Errorf("%q: %+v, want %+v", raw, got, want)
		}
		if users == 1 {
			for name, values := range want {
				if strings.EqualFold(name, "identifier") && got.user != values[0] {
					t.Errorf("%q: user %q, want %q", raw, got.user, values[0])
				}
			}
		}
	})
}
