package main

import (
	"bytes"
	"encoding/json"

	"github.com/zkpor/por"
	"github.com/zkpor/por/proof"
)

// format writes the files of a round.
type format interface {
	global(*por.GlobalProof) ([]byte, error)
	user(*por.UserProof) ([]byte, error)
	info(proof.Info) ([]byte, error)
}

// formatOf returns the format in which the files of a profile are written.
func formatOf(por.Profile) format { return nativeFormat{} }

// nativeFormat is the JSON of package proof, indented.
type nativeFormat struct{}

func (nativeFormat) global(g *por.GlobalProof) ([]byte, error) { return indented(g) }
func (nativeFormat) user(u *por.UserProof) ([]byte, error)     { return indented(u) }
func (nativeFormat) info(i proof.Info) ([]byte, error)         { return indented(i) }

func indented(v any) ([]byte, error) {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(data, '\n'), nil
}

func decodeGlobal(data []byte) (*por.GlobalProof, error) {
	g := new(por.GlobalProof)
	if err := g.UnmarshalJSON(bytes.TrimSpace(data)); err != nil {
		return nil, err
	}
	return g, nil
}

func decodeUser(data []byte) (*por.UserProof, error) {
	u := new(por.UserProof)
	if err := u.UnmarshalJSON(bytes.TrimSpace(data)); err != nil {
		return nil, err
	}
	return u, nil
}
