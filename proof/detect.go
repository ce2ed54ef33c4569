package proof

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
)

// Kind says what a file holds.
type Kind uint8

// The kinds of files. Those of this library may be in JSON or binary.
const (
	KindGlobal Kind = iota + 1
	KindInclusion
	KindInfo
	KindOKXGlobal
	KindOKXInclusion
	KindOKXInfo
)

// String names the kind for people.
func (k Kind) String() string {
	switch k {
	case KindGlobal:
		return "global proof"
	case KindInclusion:
		return "inclusion proof"
	case KindInfo:
		return "summary"
	case KindOKXGlobal:
		return "global proof of OKX"
	case KindOKXInclusion:
		return "user proof of OKX"
	case KindOKXInfo:
		return "summary of OKX"
	}
	return fmt.Sprintf("kind %d", uint8(k))
}

// Detect says what a file holds, from its beginning or its fields. That it
// decodes as such is not said. The error is ErrUnsupported for files of another
// kind, ErrTruncated or ErrMalformed for broken JSON.
func Detect(data []byte) (Kind, error) {
	switch {
	case bytes.HasPrefix(data, []byte(globalMagic)):
		return KindGlobal, nil
	case bytes.HasPrefix(data, []byte(inclusionMagic)):
		return KindInclusion, nil
	}
	// Only one field of each kind is decoded.
	var f struct {
		Format  string          `json:"format"`
		General json.RawMessage `json:"general"`
		Account json.RawMessage `json:"account"`
		Equity  json.RawMessage `json:"equity_sum"`
	}
	if err := json.NewDecoder(bytes.NewReader(data)).Decode(&f); err != nil {
		return 0, fmt.Errorf("proof: not a known kind of file: %w", jsonError(err))
	}
	switch {
	case f.Format == globalFormat:
		return KindGlobal, nil
	case f.Format == inclusionFormat:
		return KindInclusion, nil
	case f.Format == infoFormat:
		return KindInfo, nil
	case f.Format != "":
	case f.General != nil:
		return KindOKXGlobal, nil
	case f.Account != nil:
		return KindOKXInclusion, nil
	case f.Equity != nil:
		return KindOKXInfo, nil
	}
	return 0, fmt.Errorf("proof: %w: not a known kind of file", ErrUnsupported)
}

// decodable is a type with both encodings.
type decodable[T any] interface {
	*T
	json.Unmarshaler
	encoding.BinaryUnmarshaler
}

// decodeEither decodes the binary encoding if data opens with magic, and else
// the JSON encoding.
func decodeEither[T any, P decodable[T]](data []byte, magic string) (*T, error) {
	v := new(T)
	decode := P(v).UnmarshalJSON
	if bytes.HasPrefix(data, []byte(magic)) {
		decode = P(v).UnmarshalBinary
	}
	if err := decode(data); err != nil {
		return nil, err
	}
	return v, nil
}
