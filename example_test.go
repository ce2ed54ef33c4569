package por_test

import (
	"fmt"
	"log"
	"os"

	"github.com/zkpor/por"
	"github.com/zkpor/por/proof"
)

// What an exchange does: prove a snapshot, publish the global proof and hand
// every user an inclusion proof.
func ExampleProve() {
	alice, err := por.ParseID("4e55d9d3843e86768bef17914c30afaff1149f844bc66fa79bbb7c8a9c0029af")
	if err != nil {
		log.Fatal(err)
	}
	accounts := []por.Account{
		{ID: alice, Equity: []uint64{12_500_000, 4_000_000}, Debt: []uint64{0, 1_000_000}},
	}
	result, err := por.Prove(accounts,
		por.WithTokens("BTC", "ETH"),
		por.WithRound("2026-11"),
		por.WithUnit("USD cent"),
	)
	if err != nil {
		log.Fatal(err)
	}
	for _, u := range result.Users {
		if err := por.VerifyUser(u, por.WithGlobal(result.Global)); err != nil {
			log.Fatal(err)
		}
	}
}

// What a user does: verify the global proof, then their own account against its
// root. The tree of the example is smaller than those that the library has keys
// for, so the key comes from a file.
func ExampleVerifyUser() {
	read := func(name string) []byte {
		data, err := os.ReadFile("testdata/released/v1/standard/" + name)
		if err != nil {
			log.Fatal(err)
		}
		return data
	}
	var key por.Key
	if err := key.UnmarshalBinary(read("root.key")); err != nil {
		log.Fatal(err)
	}
	global, err := proof.DecodeGlobal(read("global.json"))
	if err != nil {
		log.Fatal(err)
	}
	user, err := proof.DecodeInclusion(read("user-2.json"))
	if err != nil {
		log.Fatal(err)
	}

	root, err := por.VerifyGlobal(global, por.WithKey(&key))
	if err != nil {
		log.Fatal(err)
	}
	if err := por.VerifyUser(user, por.WithRoot(root)); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("round %s owes %d %s in all, against a debt of %d\n", global.Round.ID, root.Equity, global.Round.Unit, root.Debt)
	fmt.Println("account", user.Account.ID)
	for i, token := range user.Round.Tokens {
		fmt.Println(token, user.Account.Equity[i], "less", user.Account.Debt[i])
	}
	// Output:
	// round 2026-11 owes 8996258543394 USD cent in all, against a debt of 4291885808816
	// account 048530b2a7bfc6576b78876f99259685c5626284188b9960adbe6ba4f5ba560a
	// BTC 206034131194 less 135028316370
	// ETH 400561786182 less 267026920386
	// USDT 382613496595 less 222578366011
}
