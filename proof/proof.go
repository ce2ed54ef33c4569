package proof

import (
	"github.com/zkpor/por/circuit"
	"github.com/zkpor/por/fri"
	"github.com/zkpor/por/hash"
	"github.com/zkpor/por/merkle"
)

// DecodeProof decodes a proof in the format of [Plonky2], see
// [Format.DecodeProof].
func DecodeProof(common *circuit.Common, data []byte) (*circuit.Proof, error) {
	return Plonky2().DecodeProof(common, data)
}

// AppendProof appends the encoding of p in the format of [Plonky2], see
// [Format.AppendProof].
func AppendProof(dst []byte, common *circuit.Common, p *circuit.Proof) ([]byte, error) {
	return Plonky2().AppendProof(dst, common, p)
}

// DecodeProof decodes a proof with public inputs of a circuit, plonky2's
// ProofWithPublicInputs. common must be valid and gives the length of every
// part but is not otherwise compared with the proof.
func (f *Format) DecodeProof(common *circuit.Common, data []byte) (*circuit.Proof, error) {
	d := &decoder{data: data}
	var p circuit.Proof
	f.codeProof(d, common, &p)
	if err := d.finish(); err != nil {
		return nil, err
	}
	return &p, nil
}

// AppendProof appends the encoding of p to dst. It returns dst unchanged and an
// error that wraps [ErrShape] if p is no proof of a circuit of this shape.
func (f *Format) AppendProof(dst []byte, common *circuit.Common, p *circuit.Proof) ([]byte, error) {
	e := &encoder{dst: dst}
	if f.codeProof(e, common, p); e.err != nil {
		return dst, e.err
	}
	return e.dst, nil
}

// codeProof is the layout of a proof with public inputs.
func (f *Format) codeProof(c coder, common *circuit.Common, p *circuit.Proof) {
	capHeight := common.FRI.CapHeight
	codeCap(c, at("wires cap"), &p.WiresCap, capHeight)
	codeCap(c, at("zs and partial products cap"), &p.ZsPartialProductsCap, capHeight)
	codeCap(c, at("quotient cap"), &p.QuotientCap, capHeight)
	codeOpenings(c, common, &p.Openings)
	codeFRI(c, common, &p.FRI)

	if f.CountInputs {
		n := len(p.PublicInputs)
		usize(c, at("number of public inputs"), &n)
		same(c, at("number of public inputs"), n, common.NumPublicInputs)
	}
	c.elements(at("public inputs"), &p.PublicInputs, common.NumPublicInputs)
}

func codeOpenings(c coder, common *circuit.Common, o *circuit.Openings) {
	challenges := common.Config.NumChallenges
	c.exts(at("openings of constants"), &o.Constants, common.NumConstants)
	c.exts(at("openings of sigmas"), &o.Sigmas, common.Config.NumRoutedWires)
	c.exts(at("openings of wires"), &o.Wires, common.Config.NumWires)
	c.exts(at("openings of zs"), &o.Zs, challenges)
	c.exts(at("openings of next zs"), &o.ZsNext, challenges)
	c.exts(at("openings of partial products"), &o.PartialProducts, challenges*common.NumPartialProducts)
	c.exts(at("openings of quotients"), &o.Quotients, common.NumQuotientPolys())
}

// codeFRI is the layout of an opening proof. Each list has as many entries as
// the parameters say.
func codeFRI(c coder, common *circuit.Common, p *fri.Proof) {
	params := &common.FRI
	list(c, at("commit phase caps"), &p.CommitPhaseCaps, len(params.ArityBits), capBytes(params.CapHeight))
	for i := range p.CommitPhaseCaps {
		codeCap(c, entry("commit phase cap", i), &p.CommitPhaseCaps[i], params.CapHeight)
	}

	oracles := common.Oracles()
	list(c, at("query rounds"), &p.QueryRounds, params.NumQueries, len(oracles))
	for q := range p.QueryRounds {
		codeInitial(c, params, oracles, q, &p.QueryRounds[q].Initial)
		codeSteps(c, params, q, &p.QueryRounds[q].Steps)
	}

	c.exts(at("final polynomial"), &p.FinalPoly, params.FinalPolyLen())
	element(c, at("proof-of-work witness"), &p.PowWitness)
}

func codeInitial(c coder, params *fri.Params, oracles []fri.Oracle, q int, s *[]fri.InitialOpening) {
	list(c, place{"oracles", q, -1}, s, len(oracles), 1)
	for i := range *s {
		row := oracles[i].NumPolys
		if oracles[i].Blinded && params.Hiding {
			row += fri.SaltLen
		}
		c.elements(place{"row of oracle", q, i}, &(*s)[i].Values, row)
		codePath(c, place{"path of oracle", q, i}, &(*s)[i].Path, params.LDEBits()-params.CapHeight)
	}
}

func codeSteps(c coder, params *fri.Params, q int, s *[]fri.QueryStep) {
	list(c, place{"steps", q, -1}, s, len(params.ArityBits), 1)
	pathLen := params.LDEBits() - params.CapHeight
	for i := range *s {
		arityBits := params.ArityBits[i]
		pathLen -= arityBits
		c.exts(place{"evaluations of step", q, i}, &(*s)[i].Evals, 1<<arityBits)
		codePath(c, place{"path of step", q, i}, &(*s)[i].Path, pathLen)
	}
}

// codePath is the layout of a Merkle path: its length in a byte, redundant
// here, and the siblings.
func codePath(c coder, at place, p *merkle.Path, n int) {
	length := len(*p)
	c.uint(at, &length, 1, 255)
	same(c, at, length, n)
	c.digests(at, (*[]hash.Digest)(p), n)
}

// codeCap is the layout of a Merkle cap: its digests, as many as its height
// says.
func codeCap(c coder, at place, p *merkle.Cap, height int) {
	c.digests(at, (*[]hash.Digest)(p), 1<<height)
}

// capBytes is the length of an encoded cap.
func capBytes(height int) int { return hash.DigestBytes << height }
