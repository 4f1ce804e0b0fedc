"""What a formula is: terms, operators, shapes, facts, reading and typesetting."""
