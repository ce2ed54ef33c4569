package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/zkpor/por/liability"
)

// config is the configuration of OKX's prover.
type config struct {
	Prover proverConfig `toml:"prover"`
	Log    logConfig    `toml:"log"`
	DB     dbConfig     `toml:"db"`
}

// proverConfig has nil or empty values for what the configuration leaves out.
type proverConfig struct {
	Round            *uint64  `toml:"round_no"`
	BatchSize        *int     `toml:"batch_size"`
	Tokens           []string `toml:"tokens"`
	UserData         string   `toml:"user_data_path"`
	BatchThreads     *int     `toml:"batch_prove_threads_num"`
	RecursiveThreads *int     `toml:"recursive_prove_threads_num"`
}

// logConfig is about logs, of which por writes that to the console only.
type logConfig struct {
	FilePrefix string `toml:"file_name_prefix"`
	Dir        string `toml:"dir"`
	Level      string `toml:"level"`
	Console    bool   `toml:"console"`
	Flame      bool   `toml:"flame"`
}

// dbConfig is about databases, of which por needs none.
type dbConfig struct {
	Users  string `toml:"level_db_user_path"`
	Hashes string `toml:"level_db_gmst_path"`
}

const (
	// configPrefix opens the names of variables that override the
	// configuration. The rest is section, dot and key, in either case.
	configPrefix = "ZKPOR_"

	// configVariable names the file in a folder, without its suffix.
	configVariable = "ENV"

	maxConfigBytes = 1 << 20
)

const configUsage = "configuration of OKX's prover, a TOML file, or a folder with " +
	"default.toml and local.toml;\nimplies --profile okxv2, and flags override it"

// readConfig reads the configuration in a file or folder and applies what
// overrides it in the environment, a list of name=value.
func readConfig(name string, environment []string) (*config, error) {
	files, err := configFiles(name)
	if err != nil {
		return nil, err
	}
	c := new(config)
	for _, file := range files {
		if err := c.readFile(file); err != nil {
			return nil, err
		}
	}
	for _, variable := range environment {
		name, value, _ := strings.Cut(variable, "=")
		if len(name) < len(configPrefix) || !strings.EqualFold(name[:len(configPrefix)], configPrefix) {
			continue
		}
		if err := c.override(strings.ToLower(name[len(configPrefix):]), value); err != nil {
			return nil, fmt.Errorf("environment variable %s: %w", name, err)
		}
	}
	return c, c.validate()
}

// configFiles returns the files that the name of a file or folder stands for,
// later ones overriding earlier ones: in a folder default.toml, or what the
// variable ENV names instead, and local.toml.
func configFiles(name string) ([]string, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []string{name}, nil
	}
	base := "default"
	if env, ok := os.LookupEnv(configVariable); ok {
		base = env
	}
	var files []string
	for _, base := range []string{base, "local"} {
		file := filepath.Join(name, base+".toml")
		if _, err := os.Stat(file); err == nil {
			files = append(files, file)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no file %s.toml or local.toml", name, base)
	}
	return files, nil
}

func (c *config) readFile(name string) error {
	data, err := readFile(name, maxConfigBytes)
	if err != nil {
		return err
	}
	if err := c.decode(data); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// decode decodes TOML over what c holds. Its errors name the key, unless the
// syntax is wrong.
func (c *config) decode(data []byte) error {
	err := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(c)
	var unknown *toml.StrictMissingError
	if errors.As(err, &unknown) {
		keys := make(map[string]bool)
		for i := range unknown.Errors {
			keys[strings.Join(unknown.Errors[i].Key(), ".")] = true
		}
		return fmt.Errorf("unknown key %s", strings.Join(slices.Sorted(maps.Keys(keys)), ", "))
	}
	var wrong *toml.DecodeError
	if errors.As(err, &wrong) {
		if key := wrong.Key(); len(key) > 0 {
			return fmt.Errorf("key %s: %w", strings.Join(key, "."), err)
		}
		row, column := wrong.Position()
		return fmt.Errorf("line %d, column %d: %w", row, column, err)
	}
	return err
}

// override sets one key to a value from the environment: text, or else the
// number or truth value that it stands for. Lists cannot be set.
func (c *config) override(path, value string) error {
	section, key, ok := strings.Cut(path, ".")
	if !ok {
		return fmt.Errorf("unknown key %s: want a section, a dot and a key, as in %sPROVER.ROUND_NO", path, configPrefix)
	}
	values := []any{value}
	if n, err := strconv.ParseInt(value, 10, 64); err == nil {
		values = append(values, n)
	}
	if b, err := strconv.ParseBool(value); err == nil {
		values = append(values, b)
	}
	var errs []error
	for _, v := range values {
		data, err := toml.Marshal(map[string]any{section: map[string]any{key: v}})
		if err != nil {
			return err
		}
		if err = c.decode(data); err == nil {
			return nil
		}
		errs = append(errs, err)
	}
	return errs[0]
}

func (c *config) validate() error {
	p := &c.Prover
	for _, n := range []struct {
		key   string
		value *int
	}{
		{"batch_size", p.BatchSize},
		{"batch_prove_threads_num", p.BatchThreads},
		{"recursive_prove_threads_num", p.RecursiveThreads},
	} {
		if n.value != nil && *n.value < 1 {
			return usagef("prover.%s is %d, want at least 1", n.key, *n.value)
		}
	}
	if p.Tokens != nil {
		if err := liability.ValidateTokens(p.Tokens); err != nil {
			return usagef("prover.tokens: %w", err)
		}
	}
	switch level := strings.ToLower(c.Log.Level); level {
	case "", "error", "warn", "info", "debug", "trace":
		return nil
	default:
		return usagef("log.level is %q, want error, warn, info, debug or trace", c.Log.Level)
	}
}

// verbose says whether every proof is to be logged.
func (c *config) verbose() bool {
	level := strings.ToLower(c.Log.Level)
	return c.Log.Console && (level == "debug" || level == "trace")
}

// workers returns how many proofs to make at once: as many as OKX's prover
// would, up to the number of CPUs. It is 0 if the configuration does not say.
func (c *config) workers() int {
	n := 0
	for _, threads := range []*int{c.Prover.BatchThreads, c.Prover.RecursiveThreads} {
		if threads != nil {
			n = max(n, *threads)
		}
	}
	return min(n, runtime.GOMAXPROCS(0))
}
