package seal

import (
	"bufio"
	"bytes"
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

// Config says where the keys come from.
type Config struct {
	// Keys that apps' secrets are encrypted with in the database, separated by commas: the first encrypts, all decrypt.
	// Each is 32 bytes in hexadecimal or base64 (openssl rand -hex 32). Better in the environment than in a file.
	Key tenant.Secret `yaml:"key"`

	// File that holds such keys, one a line, instead. If both are empty, a key is made at the first start and kept in the
	// data folder as master-key.
	KeyFile string `yaml:"key_file"`
}

// Validate reports what is wrong with the settings. The file is read later.
func (c *Config) Validate() error {
	if c.Key == "" {
		return nil
	}
	if c.KeyFile != "" {
		return errors.New("key and key_file cannot both be set: choose one place for the keys")
	}
	if _, err := NewRing(split(c.Key)...); err != nil {
		return fmt.Errorf("key: %w", err)
	}
	return nil
}

func split(keys tenant.Secret) []tenant.Secret {
	var all []tenant.Secret
	for _, k := range strings.FieldsFunc(string(keys), func(r rune) bool { return r == ',' || r <= ' ' }) {
		all = append(all, tenant.Secret(k))
	}
	return all
}

// ErrNoKey says that none was set and none is kept.
var ErrNoKey = errors.New("there is no key for secrets: set secrets.key or secrets.key_file, or put the master-key back into the data folder")

// Load is [Read] for a server: if there is no key it makes one and keeps it in the file; fresh says so.
func Load(c Config, kept string) (ring *Ring, fresh bool, err error) {
	if ring, err = Read(c, kept); !errors.Is(err, ErrNoKey) {
		return ring, false, err
	}
	made, err := makeKey(kept)
	if err != nil {
		return nil, false, fmt.Errorf("keep a new key in the data folder: %w", err)
	}
	ring, err = NewRing(made)
	return ring, true, err
}

// Read reads the keys. The file named kept stands in when none are set. If keys are set and that file is there as well, its
// keys still open what they sealed, so that moving to a key from elsewhere takes one start.
func Read(c Config, kept string) (*Ring, error) {
	keys := split(c.Key)
	if c.KeyFile != "" {
		var err error
		if keys, err = readKeys(c.KeyFile); err != nil {
			return nil, fmt.Errorf("read secrets.key_file: %w", err)
		}
		if len(keys) == 0 {
			return nil, fmt.Errorf("read secrets.key_file: %s holds no key", c.KeyFile)
		}
	}
	older, err := readKeys(kept)
	switch {
	case err == nil:
		keys = append(keys, older...)
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("read the key of the data folder: %w", err)
	case len(keys) == 0:
		return nil, ErrNoKey
	}
	ring, err := NewRing(keys...)
	if err != nil {
		return nil, fmt.Errorf("keys for secrets (%s): %w", from(c, kept), err)
	}
	return ring, nil
}

func from(c Config, kept string) string {
	switch {
	case c.Key != "":
		return "secrets.key"
	case c.KeyFile != "":
		return c.KeyFile
	}
	return kept
}

// readKeys reads one key a line; empty lines and those that begin with # do not count.
func readKeys(path string) ([]tenant.Secret, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var keys []tenant.Secret
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		if line := strings.TrimSpace(lines.Text()); line != "" && line[0] != '#' {
			keys = append(keys, tenant.Secret(line))
		}
	}
	return keys, nil
}

// makeKey makes a key and writes it to a file that only its owner can read. It is on the disk before anything is sealed
// with it, whole or not at all: without the key, what it sealed is lost.
func makeKey(path string) (tenant.Secret, error) {
	random := make([]byte, keyBytes)
	_, _ = rand.Read(random) // never fails, says its package
	made := hex.EncodeToString(random)

	file, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return "", err
	}
	_, err = file.WriteString("# Opens the secrets in the database. Keep a copy, apart from the backups of the database.\n" + made + "\n")
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return "", err
	}
	if err := os.Rename(path+".new", path); err != nil {
		return "", err
	}
	return tenant.Secret(made), syncFolder(filepath.Dir(path))
}

// syncFolder makes a file's name last.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
