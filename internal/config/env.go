package config

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

const (
	envPrefix      = "RINGLINE_"
	configVariable = envPrefix + "CONFIG"
)

// parseEnv picks our variables out of an environment.
func parseEnv(environ []string) map[string]string {
	env := map[string]string{}
	for _, e := range environ {
		if name, value, ok := strings.Cut(e, "="); ok && strings.HasPrefix(name, envPrefix) && !orchestrated(name) && !asking(name) {
			env[name] = value
		}
	}
	return env
}

// orchestrated reports variables that Kubernetes sets in every container next to a service called
// "ringline" (https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables).
func orchestrated(name string) bool {
	return name == "RINGLINE_PORT" || strings.HasPrefix(name, "RINGLINE_PORT_") || strings.HasPrefix(name, "RINGLINE_SERVICE_")
}

// asking reports the variables of the commands that ask a server, wherever it runs; a server takes no notice of them.
func asking(name string) bool {
	return name == envPrefix+"TOKEN" || name == envPrefix+"SERVER" || name == envPrefix+"APP_SECRET"
}

// variable is the name in the environment of the setting that the file calls path.
func variable(path string) string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(path, ".", "_"))
}

// applyEnv sets what the environment names. An empty variable counts as not there.
func applyEnv(env map[string]string, root reflect.Value) []error {
	var faults []error
	known := []string{configVariable}
	apply := func(path string, v reflect.Value) {
		name := variable(path)
		known = append(known, name)
		if env[name] == "" {
			return
		}
		if err := setWords(v, env[name]); err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", name, err))
		}
	}
	walk(root, "", func(path string, v reflect.Value) {
		if !isTable(v.Type()) {
			apply(path, v)
			return
		}
		lengthen(v, rows(env, variable(path)))
		for i := range v.Len() {
			walk(v.Index(i), join(path, strconv.Itoa(i)), apply)
		}
	})
	for _, name := range slices.Sorted(maps.Keys(env)) {
		if !slices.Contains(known, name) {
			faults = append(faults, fmt.Errorf("%s is not a setting%s", name, didYouMean(nearest(name, known))))
		}
	}
	return faults
}

// mostRows is how many rows of a table the environment can name.
const mostRows = 100

// rows counts those of a table that the environment names: RINGLINE_MEDIA_EXTERNAL_0_NAME is about the first.
func rows(env map[string]string, table string) (n int) {
	for name, value := range env {
		rest, ok := strings.CutPrefix(name, table+"_")
		digits, _, _ := strings.Cut(rest, "_")
		if row, err := strconv.Atoi(digits); ok && err == nil && row >= 0 && row < mostRows && value != "" {
			n = max(n, row+1)
		}
	}
	return n
}

// lengthen adds empty rows to a table.
func lengthen(table reflect.Value, n int) {
	if n <= table.Len() {
		return
	}
	longer := reflect.MakeSlice(table.Type(), n, n)
	reflect.Copy(longer, table)
	table.Set(longer)
}

// applyFlags sets what the command line names.
func applyFlags(flags map[string]string, root reflect.Value) []error {
	var faults []error
	settings := map[string]reflect.Value{}
	walk(root, "", func(path string, v reflect.Value) { settings[path] = v })
	for _, path := range slices.Sorted(maps.Keys(flags)) {
		v, ok := settings[path]
		if !ok {
			faults = append(faults, fmt.Errorf("%s is not a setting%s", path, didYouMean(nearest(path, slices.Collect(maps.Keys(settings))))))
			continue
		}
		if err := setWords(v, flags[path]); err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", path, err))
		}
	}
	return faults
}

// setWords is set, with commas between the items of a list.
func setWords(v reflect.Value, text string) error {
	if !isList(v.Type()) {
		return set(v, text)
	}
	words := strings.Split(text, ",")
	list := reflect.MakeSlice(v.Type(), len(words), len(words))
	for i, word := range words {
		if err := set(list.Index(i), strings.TrimSpace(word)); err != nil {
			return err
		}
	}
	v.Set(list)
	return nil
}
