"""Links: every address of decks, bibliography and site is collected, judged and reported."""
