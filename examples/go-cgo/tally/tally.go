// Package tally counts letters with a C function.
package tally

/*
#include <stdlib.h>
#include "tally.h"
*/
import "C"

import "unsafe"

// Letters returns how many ASCII letters a text has.
func Letters(text string) int {
	c := C.CString(text)
	defer C.free(unsafe.Pointer(c))
	return int(C.tally_letters(c))
}
