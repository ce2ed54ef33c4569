package main

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/zkpor/por"
	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/proof"
)

// format writes the files of a round.
type format interface {
	global(*por.GlobalProof, *por.Key) ([]byte, error)
	user(*por.UserProof, liability.Shape) ([]byte, error)
	info(*por.GlobalProof) ([]byte, error)
}

// formatOf returns the format in which the files of a profile are written: in
// okxv2 that of OKX's program. It returns an error if the format cannot hold
// the global proof in a user's file, or a round of that name.
func formatOf(p por.Profile, round string, bundle bool) (format, error) {
	if p != por.OKXv2 {
		return nativeFormat{}, nil
	}
	if n, err := strconv.ParseUint(round, 10, 64); err != nil || strconv.FormatUint(n, 10) != round {
		return nil, usagef("--round %s: %v wants a number", round, p)
	}
	if bundle {
		return nil, usagef("--bundle: users' files of %v have no room for the global proof", p)
	}
	return okxFormat{}, nil
}

// nativeFormat is the JSON of this library, indented.
type nativeFormat struct{}

func (nativeFormat) global(g *por.GlobalProof, _ *por.Key) ([]byte, error) { return indented(g) }

func (nativeFormat) user(u *por.UserProof, _ liability.Shape) ([]byte, error) { return indented(u) }

func (nativeFormat) info(g *por.GlobalProof) ([]byte, error) { return indented(g.Info()) }

func indented(v any) ([]byte, error) {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(data, '\n'), nil
}

// okxFormat is the JSON of OKX's program, byte by byte.
type okxFormat struct{}

func (okxFormat) global(g *por.GlobalProof, key *por.Key) ([]byte, error) {
	vk := key.Key().VerifierKey()
	o, err := proof.NewOKXGlobal(g, &vk, key.Key().Common())
	if err != nil {
		return nil, err
	}
	return o.MarshalJSON()
}

func (okxFormat) user(u *por.UserProof, shape liability.Shape) ([]byte, error) {
	o, err := proof.NewOKXInclusion(&u.Inclusion, shape)
	if err != nil {
		return nil, err
	}
	return o.MarshalJSON()
}

func (okxFormat) info(g *por.GlobalProof) ([]byte, error) {
	return proof.OKXInfo{Root: g.Root}.MarshalJSON()
}

// globalInput is a global proof as a file has it: in the library's own format,
// or in OKX's.
type globalInput struct {
	native *por.GlobalProof
	okx    *proof.OKXGlobal
}

func decodeGlobal(data []byte) (*globalInput, error) {
	kind, err := proof.Detect(data)
	if err != nil {
		return nil, err
	}
	in := new(globalInput)
	switch kind {
	case proof.KindGlobal:
		in.native, err = proof.DecodeGlobal(data)
	case proof.KindOKXGlobal:
		in.okx = new(proof.OKXGlobal)
		err = in.okx.UnmarshalJSON(data)
	default:
		err = fmt.Errorf("got %v, want global proof", kind)
	}
	if err != nil {
		return nil, err
	}
	return in, nil
}

// userInput is an inclusion proof as a file has it. That of OKX's format needs
// the shape of the tree to be decoded.
type userInput struct {
	native *por.UserProof
	okx    *proof.OKXInclusion
}

func decodeUser(data []byte) (*userInput, error) {
	kind, err := proof.Detect(data)
	if err != nil {
		return nil, err
	}
	in := new(userInput)
	switch kind {
	case proof.KindInclusion:
		in.native, err = proof.DecodeInclusion(data)
	case proof.KindOKXInclusion:
		in.okx = new(proof.OKXInclusion)
		err = in.okx.UnmarshalJSON(data)
	default:
		err = fmt.Errorf("got %v, want inclusion proof", kind)
	}
	if err != nil {
		return nil, err
	}
	return in, nil
}

// global returns the global proof inside the file, or nil.
func (in *userInput) global() *por.GlobalProof {
	if in.okx != nil {
		return nil
	}
	return in.native.Global
}

// user returns the proof, to be verified in a tree of the given shape. An error
// means that it is in none.
func (in *userInput) user(shape liability.Shape) (*por.UserProof, error) {
	if in.okx == nil {
		return in.native, nil
	}
	inclusion, err := in.okx.Inclusion(shape)
	if err != nil {
		return nil, marked{err, errFailed}
	}
	return &por.UserProof{Inclusion: *inclusion}, nil
}
