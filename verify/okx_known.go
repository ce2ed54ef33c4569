package verify

import (
	"embed"
	"fmt"
	"strconv"

	"github.com/zkpor/por/liability"
	"github.com/zkpor/por/proof"
)

// The root circuits that OKX's own verifier carries, each under the number of
// its round, as keys. The library takes them over; it has not rebuilt them.
//
//go:embed keys/okx/*.key
var okxKeys embed.FS

// okxRound is a round of OKX's whose root circuit the library knows, and the
// part of its shape that goes with the circuit.
type okxRound struct {
	number        uint64
	fanIn, levels int
}

func okxRounds() []okxRound {
	return []okxRound{{number: 508787475, fanIn: 64, levels: 3}}
}

// OKXKnownRounds returns the rounds of OKX's whose root circuits the library
// knows: those that OKX's own verifier carries.
func OKXKnownRounds() []uint64 {
	var numbers []uint64
	for _, r := range okxRounds() {
		numbers = append(numbers, r.number)
	}
	return numbers
}

// OKXKnownKey returns the key of the root circuit of a known round of OKX's, or
// an error that wraps [ErrNotPinned] and has [CheckKey].
func OKXKnownKey(round uint64) (*Key, error) {
	for _, r := range okxRounds() {
		if r.number == round {
			return r.key()
		}
	}
	return nil, fail(CheckKey, fmt.Errorf("%w for OKX's round %d", ErrNotPinned, round))
}

func (r okxRound) key() (*Key, error) {
	data, err := okxKeys.ReadFile("keys/okx/" + strconv.FormatUint(r.number, 10) + ".key")
	if err != nil {
		return nil, fail(CheckKey, err)
	}
	var k Key
	if err := k.UnmarshalBinary(data); err != nil {
		return nil, err
	}
	return &k, nil
}

// okxKnownKey returns the known key with the root digest of a file, or nil if
// there is none. The digest decides rather than the round, which is nothing but
// a number in the file.
func okxKnownKey(o *proof.OKXGlobal) (*RootKey, error) {
	for _, r := range okxRounds() {
		key, err := r.key()
		if err != nil {
			return nil, err
		}
		if key.verifier.CircuitDigest != o.RootDigest {
			continue
		}
		return newRootKey(liability.Shape{Profile: liability.OKXv2, BatchSize: o.BatchSize, FanIn: r.fanIn, Levels: r.levels}, key)
	}
	return nil, nil
}
