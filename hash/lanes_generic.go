package hash

func (s *lanes) permuteGeneric() {
	for l := range Lanes {
		var one State
		for i := range one {
			one[i] = s[i][l]
		}
		Permute(&one)
		for i := range one {
			s[i][l] = one[i]
		}
	}
}

func (s *lanes) setColumnsGeneric(cols [][]element, from int) {
	for i, col := range cols {
		s[i] = [Lanes]element(col[from:])
	}
}

func (s *lanes) setRowsGeneric(rows []element, n, width int) {
	for l := range Lanes {
		for i, e := range rows[l*width:][:n] {
			s[i][l] = e
		}
	}
}

func (s *lanes) setPairsGeneric(src *[2 * Lanes]Digest) {
	for l := range Lanes {
		for i := range DigestLen {
			s[i][l], s[DigestLen+i][l] = src[2*l][i], src[2*l+1][i]
		}
	}
}

func (s *lanes) digestsGeneric(dst *[Lanes]Digest) {
	for l := range dst {
		for i := range dst[l] {
			dst[l][i] = s[i][l]
		}
	}
}
