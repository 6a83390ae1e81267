package server

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ringline/internal/tenant"
)

// keepSecret reads a secret from a file in the data folder, or makes one and keeps it there for its owner alone.
func keepSecret(data, name string) (secret tenant.Secret, fresh bool, err error) {
	if secret, err = readSecret(data, name); err != nil || secret != "" {
		return secret, false, err
	}
	random := make([]byte, 32)
	_, _ = rand.Read(random) // never fails, says its package
	made := hex.EncodeToString(random)
	if err := os.WriteFile(filepath.Join(data, name), []byte(made+"\n"), 0o600); err != nil {
		return "", false, fmt.Errorf("keep a new secret in the data folder: %w", err)
	}
	return tenant.Secret(made), true, nil
}

// readSecret returns the secret that a file in the data folder keeps; empty if there is none.
func readSecret(data, name string) (tenant.Secret, error) {
	text, err := os.ReadFile(filepath.Join(data, name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("read the secret kept in the data folder: %w", err)
	}
	return tenant.Secret(strings.TrimSpace(string(text))), nil
}
