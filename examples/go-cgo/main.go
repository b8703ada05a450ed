// Counts the letters of its arguments, in C.
package main

import (
	"fmt"
	"os"
	"strings"

	"example.com/go-cgo/tally"
)

func main() {
	text := strings.Join(os.Args[1:], " ")
	fmt.Printf("Go, with C: %d letters\n", tally.Letters(text))
}
