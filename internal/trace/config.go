package trace

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/http/httpguts"

	"ringline/internal/tenant"
)

// Config says where traces go. The zero Config traces nothing, unless the environment says where to.
type Config struct {
	// Where to send traces to, OTLP over HTTP, such as http://127.0.0.1:4318; without a path it is /v1/traces.
	// Empty: what OTEL_EXPORTER_OTLP_ENDPOINT says, else nothing is traced.
	Endpoint string `yaml:"endpoint"`

	// Headers to send along, each as "Name: value", such as a key of the receiver.
	Headers []tenant.Secret `yaml:"headers"`

	// Which part of the calls is traced, from 0 to 1. A call is traced whole or not at all.
	Sample float64 `yaml:"sample"`
}

// Default returns the settings that apply where nothing else is said.
func Default() Config { return Config{Sample: 1} }

// On reports whether there is anything to trace. The environment is what the OpenTelemetry specification says.
func (c *Config) On(getenv func(string) string) bool {
	if c.Sample == 0 || strings.EqualFold(getenv("OTEL_SDK_DISABLED"), "true") {
		return false
	}
	if c.Endpoint != "" {
		return true
	}
	return getenv("OTEL_TRACES_EXPORTER") != "none" &&
		(getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") != "" || getenv("OTEL_EXPORTER_OTLP_ENDPOINT") != "")
}

// Validate reports everything that is wrong with the settings, one error each.
func (c *Config) Validate() error {
	var errs []error
	if c.Endpoint != "" {
		if u, err := url.Parse(c.Endpoint); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			errs = append(errs, errors.New("endpoint must be http:// or https:// and a host, such as http://127.0.0.1:4318, or empty"))
		}
	}
	for i, h := range c.Headers {
		if _, _, err := header(h); err != nil {
			errs = append(errs, fmt.Errorf("headers[%d] %w", i, err))
		}
	}
	if !(c.Sample >= 0 && c.Sample <= 1) { // also not a number
		errs = append(errs, errors.New("sample must be from 0 to 1"))
	}
	return errors.Join(errs...)
}

// header takes a header apart.
func header(h tenant.Secret) (name, value string, err error) {
	name, value, ok := strings.Cut(string(h), ":")
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	if !ok || !httpguts.ValidHeaderFieldName(name) || !httpguts.ValidHeaderFieldValue(value) {
		return "", "", errors.New(`must look like "Name: value"`)
	}
	return name, value, nil
}
