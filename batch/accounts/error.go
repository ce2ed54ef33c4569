package accounts

import (
	"errors"
	"fmt"
	"strings"
)

// Reasons why a record or a file is refused. Beside them, an [Error] may wrap
// liability.ErrID, liability.ErrRange, liability.ErrDebtExceedsEquity, or an
// error of the file system.
var (
	ErrSyntax         = errors.New("invalid JSON")
	ErrField          = errors.New("invalid field")
	ErrValue          = errors.New("not a decimal integer")
	ErrUnknownToken   = errors.New("token is not on the list")
	ErrDuplicateToken = errors.New("token appears twice")
	ErrDuplicateID    = errors.New("user id appears twice")
	ErrEmpty          = errors.New("no accounts")
	ErrChanged        = errors.New("files changed after they were checked")
)

// Error is a fault in the input and its place.
type Error struct {
	// File is the path of the file, empty for a fault of the whole input.
	File string

	// Record is the index of the record in its file, counted from 0, or −1
	// for a fault of the file.
	Record int

	// Offset is the offset in bytes of the record's opening brace, or of the
	// place where reading stopped for a fault of the file; −1 where there is
	// none.
	Offset int64

	// Field is the faulty part of the record, such as "id" or "assets.BTC",
	// empty for a fault of the whole record.
	Field string

	Err error
}

// Error returns the fault in one line, as in
//
//	accounts: users/batch0.json: record 12 at byte 3456: assets.BTC: not a decimal integer: "1.5"
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("accounts: ")
	if e.File != "" {
		fmt.Fprintf(&b, "%s: ", e.File)
	}
	switch {
	case e.Record >= 0:
		fmt.Fprintf(&b, "record %d at byte %d: ", e.Record, e.Offset)
	case e.Offset >= 0:
		fmt.Fprintf(&b, "byte %d: ", e.Offset)
	}
	if e.Field != "" {
		fmt.Fprintf(&b, "%s: ", e.Field)
	}
	b.WriteString(e.Err.Error())
	return b.String()
}

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }
