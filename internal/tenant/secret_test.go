package tenant

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// Whatever somebody prints an app with, the key stays hidden.
func TestSecretNeverShows(t *testing.T) {
	const key = "3f9c0ffee"
	app := App{ID: 1, Secrets: []Secret{key}}
	var printed bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T"} {
		fmt.Fprintf(&printed, verb+verb+verb+"\n", app, &app, app.Secrets)
		fmt.Fprintf(&printed, verb+"\n", app.Secrets[0])
	}
	for _, h := range []slog.Handler{slog.NewTextHandler(&printed, nil), slog.NewJSONHandler(&printed, nil)} {
		slog.New(h).Info("x", "secret", app.Secrets[0], "app", app, "pointer", &app)
	}
	inJSON, err := json.Marshal(app)
	if err != nil {
		t.Fatal(err)
	}
	inYAML, err := yaml.Marshal(app)
	if err != nil {
		t.Fatal(err)
	}
	printed.Write(inJSON)
	printed.Write(inYAML)

	for _, shown := range []string{key, strings.ToUpper(key), fmt.Sprintf("%x", key), fmt.Sprintf("%X", key)} {
		if strings.Contains(printed.String(), shown) {
			t.Errorf("found the secret as %s in:\n%s", shown, printed.String())
		}
	}
	if !strings.Contains(printed.String(), redacted) {
		t.Errorf("nothing was redacted in:\n%s", printed.String())
	}
}
