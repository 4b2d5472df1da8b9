"""Web: a placed deck as HTML, with the tokens of its theme as CSS."""
