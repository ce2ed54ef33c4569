// Package batch holds the batch circuits: for each profile the circuit that
// proves the statement of package liability about one batch of accounts, and
// the gadget that combines statements about subtrees.
package batch
