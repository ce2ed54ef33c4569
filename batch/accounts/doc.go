// Package accounts reads and checks the files that an exchange exports its
// accounts to, and makes such files for tests.
//
// The format is that of OKX's proof-of-reserves-v2: every file is a JSON array
// of records, in any number of files,
//
//	[{"id": "<64 hexadecimal digits>", "assets": {"BTC": "12", "ETH": "-3"}}, …]
//
// where a positive value is equity and a negative one is debt, both in the
// round's unit. Values are strings that hold a decimal integer without leading
// zeros or a plus sign. Tokens that a record leaves out are zero. An id may be
// in either case and must be unique over all files.
//
// Reading takes two passes. [Open] reads everything once, stops at the first
// fault, and finds the tokens where none are given; [Input.All] then streams
// the accounts. [Check] is the first pass alone and goes on after a fault, to
// report all of them at once. Every fault is an [Error] with file, record and
// field.
//
// A file is never in memory as a whole. The first pass remembers the ids: 50 to
// 100 bytes for every account until it ends.
package accounts
