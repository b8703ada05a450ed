package tally

import "testing"

func TestLetters(t *testing.T) {
	if got := Letters("one, two"); got != 6 {
		t.Errorf("Letters returned %d, want 6", got)
	}
}
